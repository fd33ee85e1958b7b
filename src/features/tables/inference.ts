import { Mask64 } from '../mask64.ts';
import type { ReleaseName } from '../releases.ts';

/** The first release of those that need the same bits, and the bits it needs beyond those before it. */
type Step = readonly [release: ReleaseName, bits: readonly number[]];

/** What one span of Ceph versions asks of a peer that it is to call by a release's name. */
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
 * The tables behind `ceph features`, oldest first. Quincy's and Squid's are not verified.
 *
 * Source  ceph v12.2.5 src/common/ceph_strings.cc:144-201 (the same in v16.0.0), v18.2.7, v20.2.4
 */
export const INFERENCE_TABLES: readonly InferenceTable[] = [
  { since: '12.2.5', until: '16.0.0', steps: TO_LUMINOUS },
  { since: '18.2.7', until: '18.2.7', steps: TO_REEF },
  NEWEST_TABLE,
];

/**
 * The release that `ceph features` gives a peer: the oldest of those that need as much as the peer has. Undefined
 * where Ceph says "unknown".
 *
 * It is wrong for reused bits, which are taken in their newest meaning whoever set them: a Nautilus is a "squid" to
 * 20.2.4. A monitor asks it about the bits that both sides have.
 */
export function inferRelease(word: Mask64, table: InferenceTable = NEWEST_TABLE): ReleaseName | undefined {
  let inferred: ReleaseName | undefined;
  for (const [release, bits] of table.steps) {
    if (!bits.every((bit) => word.has(Mask64.bit(bit)))) break;
    inferred = release;
  }
  return inferred;
}
