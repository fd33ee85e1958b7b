import { toHex } from '../../buffer/bytes/hex.ts';
import type { Label } from '../../encoding/decode_error.ts';
import type { AnyDecode, Kind } from '../../encoding/trace.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { copyOf } from './row.ts';
import type { Row, RowState } from './row.ts';
import { leafText, typeText } from './value_text.ts';

/** What was read for a row: the kind of a leaf, or the decoder of a group; null for a list, a map, or an incomplete field. */
export type Subject = Kind | AnyDecode | null;

/** The state and the note of a row; rows share these objects. */
export interface Mark {
  readonly state: RowState;
  readonly note: string;
}

const READ: Mark = { state: 'read', note: '' };
export const PADDING: Mark = { state: 'padding', note: '' };
export const NON_ZERO: Mark = { state: 'padding', note: 'not zero, but ignored' };
export const SKIPPED: Mark = { state: 'skipped', note: 'appended by a newer encoder, skipped' };
export const IGNORED: Mark = { state: 'skipped', note: 'Linux has no use for it' };
export const UNREAD: Mark = { state: 'unread', note: '' };
export const ADDR2_START: Mark = { state: 'read', note: 'the ADDR2 form, read as legacy: marker 1, struct_v 1, struct_compat 1 (feature bit 59)' };

const TYPE_OF_DECODE: ReadonlyMap<AnyDecode, AnyCephType> = new Map([...TYPES.values()].flatMap((type) => [type.decode, type.decodeInKernel ?? type.decode].map((decode) => [decode, type])));

/** A row as it was recorded while reading. Its texts and its view of the bytes are made when they are read. */
export class TracedRow implements Row {
  readonly group: TracedRow | null;
  readonly offset: number;
  length: number;
  isLeaf: boolean;
  mark: Mark = READ;
  private readonly input: Uint8Array;
  private readonly label: Label;
  private subject: Subject;
  /** The value that was read: undefined for a group that is not closed yet, null for a leaf without a value. */
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

  /** As JSON, a leaf has its bytes in hex. A group has none: they are those of its leaves. */
  toJSON(): object {
    return { ...copyOf(this), bytes: this.isLeaf ? toHex(this.bytes) : null };
  }

  /** The group reaches up to `end`. */
  stretch(end: number): void {
    this.length = end - this.offset;
  }

  /** The group is complete, with this value. */
  close(end: number, value: unknown): void {
    this.stretch(end);
    this.read = value;
  }

  /** Merges a group with its only member, if that is a leaf without a label, and returns whether it did. */
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

  /** Marks the row as the one where reading failed. @param path the path of the field, if no field was read here */
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
