import type { Mask64 } from '../../mask64.ts';
import { maskReadings, readingText, toFeatures, valueIn } from '../../to_features.ts';
import type { MaskReading } from '../../to_features.ts';
import { whoIs } from '../who/who.ts';
import type { Who } from '../who/who.ts';
import { masksInJson } from './json.ts';

/** A mask in text. */
export interface FoundMask {
  /** The mask as it stands there, or the name of who advertises it. */
  readonly text: string;
  /** The ways to read it; none for a name. */
  readonly readings: readonly MaskReading[];
  /** The mask; null if both readings of its digits, or none, are known. */
  readonly mask: Mask64 | null;
  /** Whose it is in the JSON or log: `client`, `mon`, `client.4123`, `quorum_con`. Null for a mask alone. */
  readonly group: string | null;
  /** The number of such peers, if that is stated. */
  readonly count: number | null;
}

/** A line of a monitor's session: `MonSession(client.4123 v1:10.0.0.1:0/1 is open allow *, features 0x2f018fb87aa4aafe (luminous))`. */
const IN_LOG = /(?:\b(client|mon|osd|mds|mgr)\.[\w-]{1,64}\b[^\n]{0,300}?)?\bfeatures (0x[\da-f]{1,16})\b/gi;

/**
 * The masks in text: JSON that has some (`ceph features`, `mon sessions`, `mon_status`, `quorum_status`, `osd dump`, `ceph report`), lines
 * of a log with `features 0x…`, or one mask or name, as {@link toFeatures} reads it. Digits that can be decimal or hex are taken as
 * what is known: first what a peer advertises, then what two peers have in common, then what a cluster requires.
 *
 * Errors  TypeError if there is none; RangeError for more than 64 bits
 */
export function readMasks(text: string): FoundMask[] {
  if (/^\s*[[{]/.test(text)) return masksInJson(text).map((found) => chosen(found.text, found.base, found.group, found.count));
  const lines = [...text.matchAll(IN_LOG)];
  if (lines.length > 0) return distinct(lines.map(([whole, kind, mask = '']) => chosen(mask, 'hex', kind === undefined ? null : nameIn(whole), null)));
  const { value, base } = valueIn(text);
  return [chosen(value, base, null, null, text)];
}

/**
 * The one mask in text: see {@link readMasks}.
 *
 * Errors  TypeError also if the text has several different masks, or digits that cannot be told to be decimal or hex
 */
export function readFeatures(text: string): Mask64 {
  const found = readMasks(text);
  const [first] = found;
  if (first?.mask === null) throw new TypeError(ambiguity(first));
  const different = found.filter((f, i) => found.findIndex(({ mask }) => mask !== null && f.mask?.equals(mask)) === i);
  if (first?.mask === undefined || different.length !== 1) {
    throw new TypeError(`${different.length} different masks: ${different.map((f) => `${f.group ?? ''} ${f.mask ?? f.text}`.trim()).join(', ')}`);
  }
  return first.mask;
}

/** `"20" can be 0x… (hex) or 0x… (decimal): neither is a known mask; write 0x and hex digits`. */
export function ambiguity({ text, readings }: FoundMask): string {
  const known = readings.some(({ mask }) => rank(whoIs(mask)) > 0) ? 'both are known masks' : 'neither is a known mask';
  return `"${text}" can be ${readings.map(readingText).join(' or ')}: ${known}; write 0x and hex digits`;
}

function chosen(text: string, base: MaskReading['base'] | undefined, group: string | null, count: number | null, whole = text): FoundMask {
  const readings = maskReadings(text, base);
  if (readings.length === 0) return { text, readings, mask: toFeatures(whole), group, count };
  const ranks = readings.map(({ mask }) => rank(whoIs(mask)));
  const best = Math.max(...ranks);
  const isTied = ranks.filter((r) => r === best).length > 1;
  return { text, readings, mask: isTied ? null : readings[ranks.indexOf(best)]?.mask ?? null, group, count };
}

function rank(who: Who): number {
  if (who.kind === 'common') return 2;
  if (who.kind === 'required') return who.by === 'other' ? 0 : 1;
  return who.kind === 'unknown' ? 0 : 3;
}

function nameIn(line: string): string | null {
  return /^\w+\.[\w-]+/.exec(line)?.[0] ?? null;
}

function distinct(found: readonly FoundMask[]): FoundMask[] {
  return found.filter((f, i) => found.findIndex((o) => o.group === f.group && o.text === f.text) === i);
}
