/** Makes captures from byte streams. It builds every layer itself, so that the readers are tested against the formats and not against themselves. */

export interface Host {
  /** Four bytes, or sixteen. */
  readonly ip: readonly number[];
  readonly port: number;
}

export const SYN = 2;
export const FIN = 1;
export const RST = 4;
export const ACK = 16;

/** A segment of either direction, before it has any header. */
export interface Segment {
  readonly from: Host;
  readonly to: Host;
  readonly seq: number;
  readonly ack?: number;
  readonly flags?: number;
  readonly payload?: Uint8Array;
}

/** One packet of a file. */
export interface Frame {
  readonly data: Uint8Array;
  readonly sec: number;
  readonly nsec: number;
  /** Length on the wire; by default all of it was captured. */
  readonly length?: number;
}

export type Link = 'ethernet' | 'vlan' | 'qinq' | 'sll' | 'sll2' | 'null' | 'null big-endian' | 'loop' | 'raw' | 'raw bsd' | 'raw openbsd' | 'ip version';
export const LINKS: readonly Link[] = ['ethernet', 'vlan', 'qinq', 'sll', 'sll2', 'null', 'null big-endian', 'loop', 'raw', 'raw bsd', 'raw openbsd', 'ip version'];

export type Format = 'pcap' | 'pcapng' | 'pcapng simple' | 'pcapng obsolete';
export const FORMATS: readonly Format[] = ['pcap', 'pcapng', 'pcapng simple', 'pcapng obsolete'];

export interface FileForm {
  readonly format: Format;
  readonly isLittle: boolean;
  readonly isNano: boolean;
  readonly link: Link;
}

export const PLAIN: FileForm = { format: 'pcap', isLittle: true, isNano: false, link: 'ethernet' };

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return concat(parts);
}

/** As `join`, for any number of parts. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Numbers of 1, 2 or 4 bytes each, in network byte order by default. */
export function words(size: 1 | 2 | 4, values: readonly number[], isLittle = false): Uint8Array {
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (const [i, value] of values.entries()) {
    if (size === 1) view.setUint8(i, value);
    else if (size === 2) view.setUint16(i * 2, value, isLittle);
    else view.setUint32(i * 4, value, isLittle);
  }
  return new Uint8Array(view.buffer);
}

export function tcp({ from, to, seq, ack = 0, flags = 0, payload = new Uint8Array(0) }: Segment, options: readonly number[] = []): Uint8Array {
  const offset = (20 + options.length) / 4;
  return join(words(2, [from.port, to.port]), words(4, [seq, ack]), words(1, [offset << 4, flags | (ack === 0 ? 0 : ACK)]), words(2, [0xffff, 0, 0]), words(1, options), payload);
}

export interface IpOptions {
  readonly protocol?: number;
  readonly id?: number;
  /** Offset in bytes, and whether more fragments follow. */
  readonly fragment?: readonly [offset: number, more: boolean];
  readonly options?: readonly number[];
  /** Replaces the correct one. */
  readonly totalLength?: number;
}

export function ip(from: Host, to: Host, payload: Uint8Array, given: IpOptions = {}): Uint8Array {
  return from.ip.length === 4 ? ipv4(from, to, payload, given) : ipv6(from, to, payload, given);
}

function ipv4(from: Host, to: Host, payload: Uint8Array, { protocol = 6, id = 0, fragment = [0, false], options = [], totalLength }: IpOptions): Uint8Array {
  const headerLength = 20 + options.length;
  const total = totalLength ?? lengthWord(headerLength + payload.length);
  const word = (fragment[0] / 8) | (fragment[1] ? 0x2000 : 0);
  return join(words(1, [0x40 | (headerLength / 4), 0]), words(2, [total, id, word]), words(1, [64, protocol, 0, 0, ...from.ip, ...to.ip, ...options]), payload);
}

function ipv6(from: Host, to: Host, payload: Uint8Array, { protocol = 6, id = 0, fragment, totalLength }: IpOptions): Uint8Array {
  const [offset, more] = fragment ?? [0, false];
  const extension = fragment === undefined ? new Uint8Array(0) : join(words(1, [protocol, 0]), words(2, [offset | (more ? 1 : 0)]), words(4, [id]));
  const length = totalLength ?? lengthWord(extension.length + payload.length);
  const next = fragment === undefined ? protocol : 44;
  return join(words(4, [0x60000000]), words(2, [length]), words(1, [next, 64, ...from.ip, ...to.ip]), extension, payload);
}

/** 0 for a length that does not fit, as with segmentation offload. */
function lengthWord(length: number): number {
  return length > 0xffff ? 0 : length;
}

export function linkType(link: Link, family: 4 | 6): number {
  switch (link) {
    case 'ethernet':
    case 'vlan':
    case 'qinq':
      return 1;
    case 'sll':
      return 113;
    case 'sll2':
      return 276;
    case 'null':
    case 'null big-endian':
      return 0;
    case 'loop':
      return 108;
    case 'raw':
      return 101;
    case 'raw bsd':
      return 12;
    case 'raw openbsd':
      return 14;
    case 'ip version':
      return family === 4 ? 228 : 229;
  }
}

/** The bytes of a packet before its IP header. */
export function linkHeader(link: Link, family: 4 | 6): Uint8Array {
  const ethertype = family === 4 ? 0x0800 : 0x86dd;
  const macs = new Uint8Array(12).fill(2);
  switch (link) {
    case 'ethernet':
      return join(macs, words(2, [ethertype]));
    case 'vlan':
      return join(macs, words(2, [0x8100, 7, ethertype]));
    case 'qinq':
      return join(macs, words(2, [0x88a8, 7, 0x8100, 9, ethertype]));
    case 'sll':
      return join(words(2, [0, 1, 6]), new Uint8Array(8), words(2, [ethertype]));
    case 'sll2':
      return join(words(2, [ethertype, 0]), words(4, [2]), words(2, [1]), words(1, [0, 6]), new Uint8Array(8));
    case 'null':
      return words(4, [family === 4 ? 2 : 30], true);
    case 'null big-endian':
    case 'loop':
      return words(4, [family === 4 ? 2 : 24]);
    default:
      return new Uint8Array(0);
  }
}

/** A capture file with these frames, whose link type is `form.link`. */
export function file(frames: readonly Frame[], form: FileForm, family: 4 | 6 = 4): Uint8Array {
  return form.format === 'pcap' ? pcap(frames, form, family) : pcapng(frames, form, family);
}

function pcap(frames: readonly Frame[], { isLittle, isNano, link }: FileForm, family: 4 | 6): Uint8Array {
  const magic = isNano ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = join(words(4, [magic], isLittle), words(2, [2, 4], isLittle), words(4, [0, 0, 262144, linkType(link, family)], isLittle));
  const records = frames.map(({ data, sec, nsec, length = data.length }) => join(words(4, [sec, isNano ? nsec : nsec / 1000, data.length, length], isLittle), data));
  return concat([header, ...records]);
}

/** A padded block with its length at both ends. */
export function block(type: number, body: Uint8Array, isLittle: boolean): Uint8Array {
  const padded = join(body, new Uint8Array(-body.length & 3));
  const length = words(4, [padded.length + 12], isLittle);
  return join(words(4, [type], isLittle), length, padded, length);
}

export function sectionHeader(isLittle: boolean): Uint8Array {
  return block(0x0a0d0d0a, join(words(4, [0x1a2b3c4d], isLittle), words(2, [1, 0], isLittle), words(4, [0xffffffff, 0xffffffff], isLittle)), isLittle);
}

export function interfaceDescription(type: number, isLittle: boolean, options: Uint8Array = new Uint8Array(0), snapLength = 0): Uint8Array {
  return block(1, join(words(2, [type, 0], isLittle), words(4, [snapLength], isLittle), options), isLittle);
}

function pcapng(frames: readonly Frame[], { format, isLittle, isNano, link }: FileForm, family: 4 | 6): Uint8Array {
  const tsresol = join(words(2, [9, 1], isLittle), words(1, [9, 0, 0, 0]), words(4, [0]));
  const head = [sectionHeader(isLittle), interfaceDescription(linkType(link, family), isLittle, isNano ? tsresol : undefined)];
  return concat([...head, ...frames.map((frame) => packetBlock(frame, format, isLittle, isNano))]);
}

function packetBlock({ data, sec, nsec, length = data.length }: Frame, format: Format, isLittle: boolean, isNano: boolean): Uint8Array {
  if (format === 'pcapng simple') return block(3, join(words(4, [length], isLittle), data), isLittle);
  const ticks = BigInt(sec) * (isNano ? 1_000_000_000n : 1_000_000n) + BigInt(isNano ? nsec : nsec / 1000);
  const stamp = words(4, [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn), data.length, length], isLittle);
  if (format === 'pcapng') return block(6, join(words(4, [0], isLittle), stamp, data), isLittle);
  return block(2, join(words(2, [0, 0xffff], isLittle), stamp, data), isLittle);
}

/** Segments as frames of a link, one microsecond apart. */
export function frames(segments: readonly Segment[], link: Link): Frame[] {
  return segments.map((segment, i) => {
    const family = segment.from.ip.length === 4 ? 4 : 6;
    const data = join(linkHeader(link, family), ip(segment.from, segment.to, tcp(segment)));
    return { data, sec: 1_600_000_000 + Math.floor(i / 1_000_000), nsec: (i % 1_000_000) * 1000 };
  });
}

/** A capture file with segments, all of one address family. */
export function capture(segments: readonly Segment[], form: FileForm = PLAIN): Uint8Array {
  return file(frames(segments, form.link), form, segments[0]?.from.ip.length === 16 ? 6 : 4);
}
