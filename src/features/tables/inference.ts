import { Mask64 } from '../mask64.ts';
import type { ReleaseName } from '../releases.ts';

/** A release, and the bits that a peer needs for it besides those of the steps before. Of releases with equal needs, the oldest. */
type Step = readonly [release: ReleaseName, bits: readonly number[]];

/** The bits by which a range of Ceph versions infers a peer's release. */
export interface InferenceTable {
  readonly since: string;
  readonly until: string;
  readonly steps: readonly Step[];
}

const TO_LUMINOUS: readonly Step[] = [
  ['argonaut', [18]],
  ['dumpling', [25, 30]],
  ['firefly', [35, 41]],
  ['hammer', [48]],
  ['jewel', [58]],
  ['kraken', [59]],
  ['luminous', [21, 57]],
];
const TO_REEF: readonly Step[] = [...TO_LUMINOUS, ['reef', [28, 31, 57]]];
const TO_SQUID: readonly Step[] = [...TO_REEF, ['squid', [38, 57]]];

const NEWEST_TABLE: InferenceTable = { since: '20.2.4', until: '20.2.4', steps: TO_SQUID };

/**
 * The tables with which `ceph features` infers a peer's release, oldest first. Those of Quincy and Squid are not verified.
 *
 * Source  ceph v12.2.5 src/common/ceph_strings.cc:144-201 (the same in v16.0.0), v18.2.7, v20.2.4
 */
export const INFERENCE_TABLES: readonly InferenceTable[] = [
  { since: '12.2.5', until: '16.0.0', steps: TO_LUMINOUS },
  { since: '18.2.7', until: '18.2.7', steps: TO_REEF },
  NEWEST_TABLE,
];

/**
 * The release that `ceph features` shows for a peer: the last step that the peer reaches without missing a bit. Undefined if
 * Ceph shows "unknown".
 *
 * Ceph is wrong about reused bits, because it takes every bit in its newest meaning: 20.2.4 shows a Nautilus as "squid".
 * A monitor applies it to the negotiated features.
 *
 * @example
 * ```ts
 * import { inferRelease, toFeatures } from 'cephwire/features';
 *
 * console.log(inferRelease(toFeatures('luminous')), inferRelease(toFeatures('nautilus'))); // → luminous squid
 * ```
 */
export function inferRelease(features: Mask64, table: InferenceTable = NEWEST_TABLE): ReleaseName | undefined {
  features = Mask64.from(features);
  let inferred: ReleaseName | undefined;
  for (const [release, bits] of table.steps) {
    if (!bits.every((bit) => features.has(Mask64.bit(bit)))) break;
    inferred = release;
  }
  return inferred;
}
