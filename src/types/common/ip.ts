import { INSPECT } from '../../text/inspect.ts';

/**
 * An IP address as the 32-bit words of a sockaddr, most significant first, each a signed number: this form is the cheapest to
 * read and compare. `toString` gives the text that inet_ntop gives.
 */
export class Ipv4 {
  readonly word: number;

  constructor(word: number) {
    this.word = word | 0;
  }

  toString(): string {
    return formatIp(this);
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return `Ipv4 ${this}`;
  }
}

/**
 * An IPv6 address as four signed 32-bit words, most significant first. `toString` gives the text that inet_ntop gives: the longest run of
 * zeros is `::`.
 */
export class Ipv6 {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;

  constructor(a: number, b: number, c: number, d: number) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.d = d | 0;
  }

  toString(): string {
    return formatIp(this);
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return `Ipv6 ${this}`;
  }
}

/** Returns whether an address is IPv4, by its fields: a clone has lost its class. */
export function isIpv4(ip: Ipv4 | Ipv6): ip is Ipv4 {
  return 'word' in ip;
}

/** Returns the text that inet_ntop gives. */
export function formatIp(ip: Ipv4 | Ipv6): string {
  return isIpv4(ip) ? formatIpv4(ip.word) : formatIpv6(ip);
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

function formatIpv6({ a, b, c, d }: Ipv6): string {
  const groups = [a, b, c, d].flatMap((word) => [word >>> 16, word & 0xffff]);
  const gap = longestZeroRun(groups);
  if (gap.at === 0 && (gap.length === 6 || (gap.length === 5 && groups[5] === 0xffff))) {
    return `::${gap.length === 5 ? 'ffff:' : ''}${formatIpv4(d)}`;
  }
  const text = groups.map((group) => group.toString(16));
  if (gap.length < 2) return text.join(':');
  return `${text.slice(0, gap.at).join(':')}::${text.slice(gap.at + gap.length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { at: number; length: number } {
  let best = { at: -1, length: 0 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
    at += length;
  }
  return best;
}

/**
 * Parses an IP address: a dotted quad, or IPv6 without brackets.
 *
 * @throws TypeError for text that is neither a dotted quad nor an IPv6 address
 *
 * @example
 * ```ts
 * import { Ipv6, parseIp } from 'cephwire';
 *
 * const ip = parseIp('FD00:0:0::1');
 * console.log(String(ip), ip instanceof Ipv6); // → fd00::1 true
 * ```
 */
export function parseIp(text: string): Ipv4 | Ipv6 {
  const ip = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (ip === undefined) throw new TypeError(`"${text}" is not an IP address`);
  return ip;
}

/** Returns whether the text is an IPv6 address; brackets around such a text are part of the address and not those of a list. */
export function isIpv6(text: string): boolean {
  return text.includes(':') && parseIpv6(text) !== undefined;
}

function parseIpv4(text: string): Ipv4 | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)) return undefined;
  return new Ipv4(octets.reduce((word, octet) => (word << 8) | Number(octet), 0));
}

function parseIpv6(text: string): Ipv6 | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => parseGroups(half, i === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])];
  const word = (i: number): number => ((groups[i] as number) << 16) | (groups[i + 1] as number);
  return new Ipv6(word(0), word(2), word(4), word(6));
}

/** Returns the 16-bit groups on one side of `::`. A dotted quad is allowed only at the very end, and gives two groups. */
function parseGroups(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const quad = isEnd && i === parts.length - 1 && part.includes('.') ? parseIpv4(part) : undefined;
    if (quad !== undefined) groups.push(quad.word >>> 16, quad.word & 0xffff);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
