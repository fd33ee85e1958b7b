import { KERNEL_MASKS, kernelMaskOf } from '../../tables/kernel_masks.ts';
import type { Mask64 } from '../../mask64.ts';
import { maskReadings, readingText, toFeatures, valueIn } from '../../to_features.ts';
import type { MaskReading } from '../../to_features.ts';
import { parseVersionName } from '../../version_name.ts';
import { whoIs } from '../who/who.ts';
import type { Who } from '../who/who.ts';
import { unpasted } from '../../../text/unpasted.ts';
import { masksInJson, masksUnderKeys } from './json.ts';

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

/** As in `MonSession(client.4123 v1:10.0.0.1:0/1 is open allow *, features 0x2f018fb87aa4aafe (luminous))`. */
const IN_LOG = /\bfeatures (0x[\da-f]{1,16})\b/gi;
const NAME = /\b(?:client|mon|osd|mds|mgr)\.[\w-]{1,64}\b/g;
/** How much of the text before a mask is looked at for a name. */
const BEFORE = 300;

/**
 * The masks in text, which is one of:
 *
 * - JSON that has some: `ceph features`, `mon sessions`, `mon_status`, `quorum_status`, `osd dump`, `ceph report`; or a part of such
 *   JSON, as in the output of ceph-deploy.
 * - Lines of a log with `features 0x…`.
 * - One mask or name, as {@link toFeatures} and {@link parseVersionName} read it, kernels included: `linux-5.15` is what its client
 *   advertises, that of CephFS where rbd differs.
 *
 * Digits that can be decimal or hex are taken as what is known: first what a peer advertises, then what two peers have in common,
 * then what a cluster requires.
 *
 * Errors  TypeError if there is none; RangeError for more than 64 bits
 *
 * @example
 * ```ts
 * import { readMasks, whoIs, whoText } from 'cephwire/features';
 *
 * const cephFeatures = `{ "mon": [{ "features": "0x3f01cfbffffdffff", "release": "luminous", "num": 3 }],
 *   "client": [{ "features": "0x2f018fb86aa42ada", "release": "luminous", "num": 4 }] }`;
 * for (const { group, count, mask } of readMasks(cephFeatures)) console.log(group, count, mask && whoText(whoIs(mask)));
 * // → mon 3 reef 18.2.0 to 18.2.8
 * // → client 4 kernel client of Linux 5.3 to 5.10
 * ```
 */
export function readMasks(text: string): FoundMask[] {
  const logged = masksInLog(text);
  if (logged.length > 0) return logged;
  const json = /^\s*[[{]/.test(text) ? masksInJson(text) : undefined;
  const found = json ?? masksUnderKeys(unpasted(text));
  if (found.length > 0) return found.map((f) => chosen(f.text, f.base, f.group, f.count));
  if (/^\s*[[{]/.test(text)) throw new TypeError('the features begin as JSON does, but are not JSON');
  const { value, base } = valueIn(text);
  return [chosen(value, base, null, null, text)];
}

/**
 * The one mask in text that {@link readMasks} reads; it may stand there several times.
 *
 * Errors  TypeError if there is none, for several different masks, and for digits that cannot be told to be decimal or hex;
 *         RangeError for more than 64 bits
 *
 * @example
 * ```ts
 * import { readFeatures } from 'cephwire/features';
 *
 * console.log(String(readFeatures('linux-5.15'))); // → 0x2f018fb87aa4aafe
 * console.log(String(readFeatures('"quorum_con": "4540138320759226367",'))); // → 0x3f01cfbf7ffdffff
 * ```
 */
export function readFeatures(text: string): Mask64 {
  const found = readMasks(text);
  const [first] = found;
  if (first?.mask === null) throw new TypeError(ambiguity(first));
  const seen = new Set<string>(['null']);
  const different = found.filter(({ mask }) => !seen.has(String(mask)) && seen.add(String(mask)));
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
  if (readings.length === 0) return { text, readings, mask: ofName(text, whole), group, count };
  const ranks = readings.map(({ mask }) => rank(whoIs(mask)));
  const best = Math.max(...ranks);
  const isTied = ranks.filter((r) => r === best).length > 1;
  return { text, readings, mask: isTied ? null : readings[ranks.indexOf(best)]?.mask ?? null, group, count };
}

function ofName(text: string, whole: string): Mask64 {
  const named = parseVersionName(text);
  if (named === undefined) return toFeatures(whole);
  if (named.kind === 'ceph') return toFeatures(`${named.release} ${named.version ?? ''}`);
  const found = named.version === null ? KERNEL_MASKS.at(-1) : kernelMaskOf(named.version);
  if (found === undefined) throw new TypeError(`the features of "${text}" are not known: known are those of Linux 3.6 and later`);
  return found.mask;
}

function rank(who: Who): number {
  if (who.kind === 'common') return 2;
  if (who.kind === 'required') return who.by === 'other' ? 0 : 1;
  return who.kind === 'unknown' ? 0 : 3;
}

/** The masks in lines of a log, or in the lines that the JSON of old `mon sessions` holds, each once, with the last name before it. */
function masksInLog(pasted: string): FoundMask[] {
  const text = unpasted(pasted);
  const found: FoundMask[] = [];
  let end = 0;
  for (const match of text.matchAll(IN_LOG)) {
    const [group] = text.slice(Math.max(end, match.index - BEFORE), match.index).match(NAME)?.slice(-1) ?? [];
    end = match.index + match[0].length;
    const mask = match[1] ?? '';
    if (!found.some((f) => f.group === (group ?? null) && f.text === mask)) found.push(chosen(mask, 'hex', group ?? null, null));
  }
  return found;
}
