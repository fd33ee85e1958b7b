import { ADDR2_IMPLIED_BITS, hasBareAddr2 } from '../trust/addr2.ts';
import { FEATURES } from '../../tables/ceph_features.ts';
import { MSG_ADDR2, SERVER_LUMINOUS } from '../../masks.ts';
import type { Mask64 } from '../../mask64.ts';
import type { ReleaseMatch } from '../match/match.ts';
import { matchText } from '../match/text.ts';
import { BACK_PORTS } from '../who/text.ts';
import type { Who } from '../who/who.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../sanitize.ts';
import { compareVersions } from '../../versions.ts';
import { numbered } from '../../../text/numbers.ts';

/** Something that a person should know about features. */
export interface FeaturesRemark {
  readonly code: FeaturesRemarkCode;
  readonly text: string;
}

/** The kinds of remarks on features. */
export type FeaturesRemarkCode =
  /** Bit 59 without all of 56, 57 and 58. */
  | 'bare_addr2'
  /** Bits that pass HAVE_FEATURE in a newer meaning, although the matching release is older than that meaning. */
  | 'reused_bits'
  /** Kernels of distributions have back-ports of the client of newer kernels. */
  | 'kernel_client'
  /** A kernel from 4.13 to 5.2 has all that clients of Luminous must have; `ceph features` says jewel because bit 59 is missing. */
  | 'luminous_kernel'
  /** What two peers have in common is negotiated by them, and is the quorum_con of their monitors. */
  | 'in_common'
  /** The mask of this release is not known from its header or a running monitor. */
  | 'mask_source'
  | 'bit_62'
  | 'bit_63';

/** What a person should know about features besides their bits. `matches` are the releases that advertise them. */
export function remarksOn(features: Mask64, who: Who, matches: readonly ReleaseMatch[]): FeaturesRemark[] {
  const remarks: FeaturesRemark[] = [];
  const sanitized = sanitize(features);
  if (!sanitized.equals(features)) {
    remarks.push({
      code: 'bit_63',
      text: `bit 63 is set: Dumpling to Kraken take these features as ${sanitized}; Luminous and later do not change them`,
    });
  } else if (hasBareAddr2(features)) {
    const missing = numbered('bit', ADDR2_IMPLIED_BITS.without(features).bits());
    remarks.push({
      code: 'bare_addr2',
      text: `bit 59 (MSG_ADDR2) is set without ${missing}, which every genuine peer with it has: `
        + 'a foreign or patched peer, which needs legacy addresses',
    });
  }
  if (features.has(RESERVED) && !features.has(RESERVED_BROKEN)) {
    remarks.push({ code: 'bit_62', text: 'bit 62 is set: a marker inside Ceph that no peer advertises' });
  }
  remarks.push(...whoRemarks(who));
  for (const match of matches) remarks.push(...reusedBits(features, match));
  return remarks;
}

function whoRemarks(who: Who): FeaturesRemark[] {
  if (who.kind === 'kernel') {
    const remarks: FeaturesRemark[] = [{ code: 'kernel_client', text: BACK_PORTS }];
    if (who.kernel.mask.has(SERVER_LUMINOUS) && !who.kernel.mask.has(MSG_ADDR2)) {
      remarks.push({ code: 'luminous_kernel', text: '"ceph features" calls it jewel, but it has what the settings of luminous require, such as pg-upmap' });
    }
    return remarks;
  }
  if (who.kind === 'common') {
    return [{ code: 'in_common', text: 'such features are negotiated by a connection of the two, and are the quorum_con of monitors of both' }];
  }
  const how = who.kind === 'release' ? { report: 'is known from public reports', derived: 'follows from the headers before and after it' }[who.source as string] : undefined;
  if (who.kind !== 'release' || how === undefined) return [];
  return [{ code: 'mask_source', text: `the mask of ${matchText(who)} ${how} and release notes; its header was not at hand` }];
}

function reusedBits(features: Mask64, { release, versions }: ReleaseMatch): FeaturesRemark[] {
  const version = versions.at(-1) ?? '';
  const later = FEATURES.filter(
    (f) => f.incarnation > 1 && features.has(f.mask) && f.introduced !== undefined && compareVersions(f.introduced, version) > 0,
  );
  if (later.length === 0) return [];
  const names = later.map((f) => `${f.name} (${f.bit})`).join(', ');
  return [{
    code: 'reused_bits',
    text: `${release} ${version} passes HAVE_FEATURE for features that came later and reuse its bits: ${names}`,
  }];
}
