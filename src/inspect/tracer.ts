import { toHex } from '../buffer/hex.ts';
import type { DecodeError } from '../encoding/decode_error.ts';
import type { Label } from '../encoding/decode_error.ts';
import type { Decode } from '../encoding/decoder.ts';
import { formatJson } from '../encoding/json.ts';
import type { Kind, Trace } from '../encoding/trace.ts';
import { Ipv4 } from '../types/ip.ts';
import { TYPES } from '../types/registry.ts';
import type { AnyCephType } from '../types/registry.ts';
import type { Row, RowState } from './row.ts';
import { visible } from './visible.ts';

type Open = { -readonly [K in keyof Row]: Row[K] };

const TYPE_OF_DECODE: ReadonlyMap<Decode<unknown>, AnyCephType> = new Map([...TYPES.values()].map((type) => [type.decode, type]));

/** A value of more characters is cut: it stands in the bytes beside it. */
const LONGEST = 64;

/** Gathers rows while a decoder reads. */
export class Tracer implements Trace {
  private readonly input: Uint8Array;
  private readonly rows: Open[] = [];
  /** The groups that are open, outermost first. */
  private readonly open: Open[] = [];
  private readonly types: (AnyCephType | undefined)[] = [];
  private end = 0;

  constructor(input: Uint8Array) {
    this.input = input;
  }

  enter(label: Label, decode: Decode<unknown> | null): void {
    const type = decode === null ? undefined : TYPE_OF_DECODE.get(decode);
    const row = this.row(label, type?.name ?? '', this.end, 0, '', 'read', false);
    this.open.push(row);
    this.types.push(type);
  }

  leave(value: unknown): void {
    const row = this.open.pop();
    const type = this.types.pop();
    if (row === undefined) throw new Error('leave without enter');
    this.stretch(row);
    if (type !== undefined && !isLong(type)) row.value = visible(cut(type.print(value)));
    this.fold(row);
  }

  leaf(label: Label, kind: Kind, offset: number, length: number, value: unknown): void {
    if (length === 0 && kind === 'padding') return;
    const isFirst = this.rows.at(-1)?.isLeaf === false;
    const row = this.row(label, kind, offset, length, shown(label, kind, value), stateOf(kind), true);
    if (kind === 'skipped') row.note = 'appended by a newer encoder, skipped';
    if (kind === 'padding' && value !== null) row.note = 'not zero, and not looked at';
    if (isFirst && label === 'type' && isAddr2Start(value)) row.note = 'the ADDR2 form, read as legacy: marker 1, struct_v 1, struct_compat 1 (feature bit 59)';
    this.end = offset + length;
  }

  /** All rows; where reading failed, with the field that failed and the bytes that it never reached. */
  finish(error: DecodeError | undefined): Row[] {
    if (error !== undefined) this.fail(error);
    for (const row of this.open) this.stretch(row);
    if (this.end < this.input.length) {
      this.open.length = 0;
      this.row('(unread)', 'bytes', this.end, this.input.length - this.end, '', 'unread', true);
    }
    return this.rows;
  }

  /** The fault marks the row that was read there, or gets one of its own. */
  private fail(error: DecodeError): void {
    const read = this.rows.find((row) => row.isLeaf && row.offset === error.offset && row.length > 0);
    if (read !== undefined) {
      read.state = 'failed';
      read.note = error.reason;
      return;
    }
    const end = Math.min(this.input.length, error.offset + (error.available ?? 0));
    const label = error.path.slice(error.path.lastIndexOf('.') + 1);
    const row = this.row(label, '', this.end, end - this.end, '', 'failed', true);
    row.path = error.path;
    row.note = error.reason;
    this.end = end;
  }

  /** A group that is one nameless leaf is that leaf. */
  private fold(group: Open): void {
    const leaf = this.rows.at(-1);
    if (leaf === undefined || this.rows.at(-2) !== group || !leaf.isLeaf || leaf.path !== group.path) return;
    this.rows.pop();
    group.isLeaf = true;
    group.type ||= leaf.type;
    group.value ||= leaf.value;
    group.note = leaf.note;
  }

  private stretch(row: Open): void {
    row.length = this.end - row.offset;
    row.bytes = this.input.subarray(row.offset, this.end);
  }

  private row(label: Label, type: string, offset: number, length: number, value: string, state: RowState, isLeaf: boolean): Open {
    const path = join(this.open.at(-1)?.path ?? '', label);
    const bytes = this.input.subarray(offset, offset + length);
    const row: Open = { path, type, offset, length, bytes, value, note: '', state, depth: this.open.length, isLeaf };
    this.rows.push(row);
    return row;
  }
}

/** A type whose text takes many lines says nothing in one. */
function isLong(type: AnyCephType): boolean {
  return type.name === 'MonMap' || type.name === 'MMonMap';
}

/** Whether a u32 that a legacy reader takes for the type is what the ADDR2 form begins with. */
function isAddr2Start(value: unknown): boolean {
  return typeof value === 'number' && (value & 0xffffff) === 0x010101;
}

function stateOf(kind: Kind): RowState {
  return kind === 'padding' || kind === 'skipped' ? kind : 'read';
}

function shown(label: Label, kind: Kind, value: unknown): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return cut(toHex(value.subarray(0, LONGEST)));
  if (typeof value === 'string') return visible(cut(formatJson(value)));
  // The only such words are those of IP addresses: one for IPv4, four for IPv6.
  if (kind === 's32be') return typeof label === 'number' ? ((value as number) >>> 0).toString(16).padStart(8, '0') : String(new Ipv4(value as number));
  return String(value);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function join(outer: string, label: Label): string {
  if (typeof label === 'number') return `${outer}[${label}]`;
  return outer === '' || label === '' ? outer + label : `${outer}.${label}`;
}
