import { Mask64 } from './mask64.ts';
import { RELEASES } from './releases.ts';
import type { Release } from './releases.ts';

/** Features: a mask, its hex `0x…`, or who advertises it: `hammer` (its newest version), `hammer@0.94.4` or `0.94.4`. */
export type FeaturesLike = Mask64 | bigint | string;

/**
 * The mask of the given features.
 *
 * Errors  TypeError for text that names no known features (the message lists what is known); RangeError for a bigint of more than 64 bits
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
  if (typeof from === 'bigint') return Mask64.of(from);
  if (typeof from !== 'string') {
    throw new TypeError(`features are a Mask64, a bigint or a string, got ${typeof from} ${String(from)}`);
  }
  if (from.startsWith('0x')) return Mask64.parse(from);
  if (/^\d/.test(from)) return ofVersion(RELEASES.filter((r) => isOfSeries(r, from)), from, from);
  return ofName(from);
}

function ofName(text: string): Mask64 {
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  const found = RELEASES.find((r) => r.name === name);
  if (found === undefined) throw unknown(text);
  if (at >= 0) return ofVersion([found], text.slice(at + 1), text);
  if (found.mask === undefined) {
    throw new TypeError(`no verified features of release "${name}": known are those of ${namesWithMask()}`);
  }
  return found.mask;
}

function ofVersion(releases: readonly Release[], version: string, text: string): Mask64 {
  const masks = releases.flatMap((r) => r.masks);
  if (masks.length === 0) throw unknown(text);
  const found = masks.find((m) => m[0] === version);
  if (found === undefined) {
    throw new TypeError(`no verified features of "${text}": known are those of ${masks.map((m) => m[0]).join(', ')}`);
  }
  return found[1];
}

function unknown(text: string): TypeError {
  return new TypeError(`unknown features "${text}": known are 0x and hex digits, a version, or a release of ${namesWithMask()}`);
}

function namesWithMask(): string {
  return RELEASES.filter((r) => r.mask !== undefined).map((r) => r.name).join(', ');
}

function isOfSeries(release: Release, version: string): boolean {
  return release.masks.some((m) => seriesOf(m[0]) === seriesOf(version));
}

/** The part of a version that a release's versions share: `0.94` of 0.94.4, `12` of 12.2.5. Infernalis (9) changed the scheme. */
function seriesOf(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}
