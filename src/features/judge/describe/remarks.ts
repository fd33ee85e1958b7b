import { ADDR2_IMPLIED_BITS, hasBareAddr2 } from '../trust/addr2.ts';
import { FEATURES } from '../../tables/ceph_features.ts';
import type { Mask64 } from '../../mask64.ts';
import type { ReleaseMatch } from '../match/match.ts';
import { KERNEL_CLIENTS } from '../../releases.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../sanitize.ts';
import { compareVersions } from '../../versions.ts';

export interface Remark {
  readonly code: RemarkCode;
  readonly text: string;
}

export type RemarkCode =
  /** Bit 59 without all of 56, 57 and 58. */
  | 'bare_addr2'
  /** Bits whose newer meaning passes HAVE_FEATURE although the matching release is older than it. */
  | 'reused_bits'
  | 'kernel_client'
  | 'bit_62'
  | 'bit_63';

/** What a person should know about a word beyond its bits. */
export function remarksOn(word: Mask64, matches: readonly ReleaseMatch[]): Remark[] {
  const remarks: Remark[] = [];
  const sanitized = sanitize(word);
  if (!sanitized.equals(word)) {
    remarks.push({
      code: 'bit_63',
      text: `bit 63 is set: Dumpling to Kraken take the word as ${sanitized}, Luminous on as it stands`,
    });
  } else if (hasBareAddr2(word)) {
    const missing = ADDR2_IMPLIED_BITS.without(word).bits().join(', ');
    remarks.push({
      code: 'bare_addr2',
      text: `bit 59 (MSG_ADDR2) stands without ${missing}, which every genuine peer with it has: `
        + 'a foreign or patched peer, to be given legacy addresses',
    });
  }
  if (word.has(RESERVED) && !word.has(RESERVED_BROKEN)) {
    remarks.push({ code: 'bit_62', text: 'bit 62 is set: a sentinel inside Ceph that no peer advertises' });
  }
  if (KERNEL_CLIENTS.some((k) => k.equals(word))) {
    remarks.push({ code: 'kernel_client', text: 'the word of a kernel client, as seen in public reports' });
  }
  for (const match of matches) remarks.push(...reusedBits(word, match));
  return remarks;
}

function reusedBits(word: Mask64, { release, versions }: ReleaseMatch): Remark[] {
  const version = versions.at(-1) ?? '';
  const later = FEATURES.filter(
    (f) => f.incarnation > 1 && word.has(f.mask) && f.introduced !== undefined && compareVersions(f.introduced, version) > 0,
  );
  if (later.length === 0) return [];
  const names = later.map((f) => `${f.name} (${f.bit})`).join(', ');
  return [{
    code: 'reused_bits',
    text: `${release} ${version} passes HAVE_FEATURE for names that came later and reuse its bits: ${names}`,
  }];
}
