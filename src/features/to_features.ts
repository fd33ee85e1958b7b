import { Mask64 } from './mask64.ts';
import { RELEASES, releaseOfVersion } from './releases.ts';
import type { ReleaseMask, ReleaseName } from './releases.ts';
import { compareVersions, namedVersion, rangeText } from './versions.ts';

/**
 * Features: a mask as a `Mask64` or a bigint, or text.
 *
 * Text is a mask as Ceph prints it, in decimal or in hex, with or without `0x`; or who advertises it, in any case: a release (its
 * newest version), `v12.2.5`, `hammer@0.94.4`. Quotes, commas, blanks and a key in front (`"features": "0x…",`) are ignored.
 * {@link readFeatures} reads more: kernels, JSON, log lines, what `ceph --version` prints.
 */
export type FeaturesLike = Mask64 | bigint | ReleaseName | (string & {});

/**
 * The mask of the given features.
 *
 * Up to 16 digits without a letter can be decimal or hex. They are taken as what is the mask of a release.
 *
 * Errors  TypeError for text that names no known features (the message lists what is known), and for digits of which both readings
 *         or none are such a mask (the message names both); RangeError for more than 64 bits
 *
 * @example
 * ```ts
 * import { toFeatures } from 'cephwire/features';
 *
 * console.log(String(toFeatures('hammer')), String(toFeatures('12.2.5')), String(toFeatures(1n << 59n)));
 * // → 0x00c3ffffffffffff 0x1ffddff8eea4fffb 0x0800000000000000
 * ```
 */
export function toFeatures(from: FeaturesLike): Mask64 {
  if (from instanceof Mask64) return from;
  if (typeof from === 'object' && from !== null && 'lo' in from) return Mask64.from(from);
  if (typeof from === 'bigint') return Mask64.of(from);
  if (typeof from !== 'string') {
    throw new TypeError(`features are a Mask64, a bigint or a string, got ${typeof from} ${String(from)}`);
  }
  const { value, base } = valueIn(from);
  const readings = maskReadings(value, base);
  if (readings.length === 0) return ofName(value, from);
  const known = readings.length === 1 ? readings : readings.filter(({ mask }) => isOfRelease(mask));
  const [only] = known;
  if (only === undefined || known.length > 1) throw new TypeError(`"${value}" can be ${readings.map(readingText).join(' or ')}: write 0x and hex digits`);
  return only.mask;
}

/** A way to read digits. */
export interface MaskReading {
  readonly base: 'hex' | 'decimal';
  readonly mask: Mask64;
}

/**
 * How text can be read as a mask, hex first; none if it is none. `0x` or a letter means hex, more than 16 digits mean decimal.
 *
 * Errors  TypeError for `0x` and something else than 1 to 16 hex digits; RangeError for a decimal number of more than 64 bits
 */
export function maskReadings(text: string, base?: MaskReading['base']): MaskReading[] {
  if (/^0x/i.test(text)) return [{ base: 'hex', mask: Mask64.parse(text) }];
  const isDecimal = /^\d{1,20}$/.test(text) && !isVersion(text);
  const isHex = /^[\da-f]{1,16}$/i.test(text) && (/\d/.test(text) || text.length >= 8) && !isVersion(text);
  const hex: MaskReading[] = isHex && base !== 'decimal' ? [{ base: 'hex', mask: Mask64.parse(`0x${text}`) }] : [];
  if (!isDecimal || base === 'hex') return hex;
  const decimal: MaskReading = { base: 'decimal', mask: Mask64.of(BigInt(text)) };
  return hex[0]?.mask.equals(decimal.mask) ? [decimal] : [...hex, decimal];
}

/** `0x0000000000000020 (hex)`. */
export function readingText({ base, mask }: MaskReading): string {
  return `${mask} (${base})`;
}

function isOfRelease(features: Mask64): boolean {
  return RELEASES.some(({ masks }) => masks.some(([, mask]) => mask.equals(features)));
}

/** The keys in front of a mask in Ceph's JSON and logs, and the base that they mean; undefined if the digits tell. */
const KEYED = /^(?:[\w -]*[^\w])??(features|con_features_hex|con_features|quorum_con|required_con)["']?[\s:=]*["']?([\w.@-]+)["']?(?:\s*\([\w ]+\))?$/i;
const BASES: ReadonlyMap<string, MaskReading['base']> = new Map([
  ['con_features_hex', 'hex'], ['con_features', 'decimal'], ['quorum_con', 'decimal'], ['required_con', 'decimal'],
]);

/** What stands in text beside quotes, commas, blanks, and a key. */
export function valueIn(text: string): { readonly value: string; readonly base?: MaskReading['base'] } {
  const value = text.slice(0, LONGEST).replace(/^[\s"'`“”‘’,;:=]+/, '').replace(/[\s"'`“”‘’,;]+$/, '');
  const [, key = '', keyed] = KEYED.exec(value) ?? [];
  const base = BASES.get(key.toLowerCase());
  return { value: keyed ?? value, ...(base !== undefined && !/[a-fx]/i.test(keyed ?? '') && { base }) };
}

const LONGEST = 1000;

/** Digits that are the number of a release, such as `18`. No peer has so few features. */
function isVersion(digits: string): boolean {
  return /^\d\d?$/.test(digits) && releaseOfVersion(digits) !== undefined;
}

function ofName(value: string, text: string): Mask64 {
  const { name, version } = namedVersion(value) ?? { name: '', version: '' };
  const series = version === '' ? name : releaseOfVersion(version);
  const found = RELEASES.find((r) => r.name === series);
  if (found === undefined) throw unknown(text);
  if (name !== '' && name !== found.name) throw new TypeError(`"${value}": ${version} is a version of ${found.name}, not of ${name}`);
  const { masks } = found;
  const mask = version === '' ? masks.at(-1) : masks.filter((m) => isWithin(version, m)).at(-1);
  if (mask === undefined) throw new TypeError(`the features of "${value}" are not known: known are those of ${masks.map(([first, , , last]) => rangeText(first, last)).join(', ') || namesWithMask()}`);
  return mask[1];
}

/** Whether a version is in the range; `16.2` and `16` are if a version that begins so is. Before 9, `0.94` was a version. */
function isWithin(version: string, [first, , , last]: ReleaseMask): boolean {
  const parts = version.startsWith('0.') ? 3 : version.split('.').length;
  const cut = (other: string): string => other.split('.').slice(0, parts).join('.');
  return compareVersions(cut(first), version) <= 0 && compareVersions(version, cut(last)) <= 0;
}

function unknown(text: string): TypeError {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new TypeError(`unknown features "${shown}": known are a mask in hex or decimal, a version, or a release of ${namesWithMask()}`);
}

function namesWithMask(): string {
  return RELEASES.filter((r) => r.mask !== undefined).map((r) => r.name).join(', ');
}
