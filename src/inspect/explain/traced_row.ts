import type { Label } from '../../encoding/decode_error.ts';
import type { AnyDecode, Kind } from '../../encoding/trace.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { copyOf } from './row.ts';
import type { Row, RowState } from './row.ts';
import { leafText, typeText } from './value_text.ts';

/** What a row is of: the kind of a leaf, or the decoder of a group; null for a list, a map, and a field that is not whole. */
export type Subject = Kind | AnyDecode | null;

/** What is said of a row besides what was read; one for all rows alike. */
export interface Mark {
  readonly state: RowState;
  readonly note: string;
}

const READ: Mark = { state: 'read', note: '' };
export const PADDING: Mark = { state: 'padding', note: '' };
export const NON_ZERO: Mark = { state: 'padding', note: 'not zero, and not looked at' };
export const SKIPPED: Mark = { state: 'skipped', note: 'appended by a newer encoder, skipped' };
export const UNREAD: Mark = { state: 'unread', note: '' };
export const ADDR2_START: Mark = { state: 'read', note: 'the ADDR2 form, read as legacy: marker 1, struct_v 1, struct_compat 1 (feature bit 59)' };

const TYPE_OF_DECODE: ReadonlyMap<AnyDecode, AnyCephType> = new Map([...TYPES.values()].map((type) => [type.decode, type]));

/** A row as it was noted while reading: its texts and its view are made when somebody asks. */
export class TracedRow implements Row {
  readonly group: TracedRow | null;
  readonly offset: number;
  length: number;
  isLeaf: boolean;
  mark: Mark = READ;
  private readonly input: Uint8Array;
  private readonly label: Label;
  private subject: Subject;
  /** What was read: of a group undefined until it is closed, of a leaf null where there is nothing to say. */
  private read: unknown;
  private madePath: string | null = null;
  private madeValue: string | null = null;

  constructor(input: Uint8Array, group: TracedRow | null, label: Label, subject: Subject, offset: number, length: number, read: unknown) {
    this.input = input;
    this.group = group;
    this.label = label;
    this.subject = subject;
    this.offset = offset;
    this.length = length;
    this.read = read;
    this.isLeaf = typeof subject === 'string';
  }

  get path(): string {
    this.madePath ??= join(this.group === null ? '' : this.group.path, this.label);
    return this.madePath;
  }

  get type(): string {
    return typeof this.subject === 'string' ? this.subject : (typeOf(this.subject)?.name ?? '');
  }

  get bytes(): Uint8Array {
    return this.input.subarray(this.offset, this.offset + this.length);
  }

  get value(): string {
    this.madeValue ??= this.text();
    return this.madeValue;
  }

  get note(): string {
    return this.mark.note;
  }

  get state(): RowState {
    return this.mark.state;
  }

  get depth(): number {
    return this.group === null ? 0 : this.group.depth + 1;
  }

  toJSON(): Row {
    return copyOf(this);
  }

  /** The group holds what was read up to `end`. */
  stretch(end: number): void {
    this.length = end - this.offset;
  }

  /** The group was read whole. */
  close(end: number, value: unknown): void {
    this.stretch(end);
    this.read = value;
  }

  /** A group that is one nameless leaf is that leaf; whether it is. */
  fold(leaf: TracedRow): boolean {
    if (leaf.label !== '' || !leaf.isLeaf) return false;
    this.isLeaf = true;
    this.mark = leaf.mark;
    if (typeOf(this.subject) === undefined) {
      this.subject = leaf.subject;
      this.read = leaf.read;
    }
    return true;
  }

  /** Here reading failed. @param path where it is that of no field that was read */
  fail(reason: string, path: string | null = null): void {
    this.mark = { state: 'failed', note: reason };
    this.isLeaf = true;
    this.madePath = path;
  }

  private text(): string {
    const { subject, read } = this;
    if (typeof subject === 'string') return leafText(this.label, subject, read);
    const type = typeOf(subject);
    return type === undefined || read === undefined ? '' : typeText(type, read);
  }
}

function typeOf(subject: Subject): AnyCephType | undefined {
  return typeof subject === 'function' ? TYPE_OF_DECODE.get(subject) : undefined;
}

function join(outer: string, label: Label): string {
  if (typeof label === 'number') return `${outer}[${label}]`;
  return outer === '' || label === '' ? outer + label : `${outer}.${label}`;
}
