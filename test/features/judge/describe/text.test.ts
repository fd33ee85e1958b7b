import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { describeFeatures } from '../../../../src/features/judge/describe/describe.ts';
import { featuresText } from '../../../../src/features/judge/describe/text.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';
import type { FeaturesLike } from '../../../../src/features/to_features.ts';

describe('the text of a description', () => {
  const text = (from: FeaturesLike): string => featuresText(describeFeatures(toFeatures(from)));

  it('says it all at a glance', () => {
    expect(text('0x0800000080200001')).toBe(
      [
        'features        0x0800000080200001',
        'who             no genuine peer: perhaps features that are required or missing; had by luminous and',
        '                later',
        'ceph features   unknown (12.2.5 to 16.0.0, 18.2.7, 20.2.4)',
        'addresses       legacy',
        'remark          bit 59 (MSG_ADDR2) is set without bits 56, 57, 58, which every genuine peer with it',
        '                has: a foreign or patched peer, which needs legacy addresses',
        '',
        '   0  UID',
        '  21  MON_GV (ignored from hammer, retired in jewel); not RADOS_BACKOFF, RESEND_ON_SPLIT,',
        '      SERVER_LUMINOUS, OSDMAP_REMAP, CRUSH_CHOOSEARGS, OSDMAP_PG_UPMAP, CRUSH_CHOOSE_ARGS',
        '  31  MON_SINGLE_PAXOS (ignored from nautilus, retired in pacific); not SERVER_REEF',
        '  59  FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2',
      ].join('\n'),
    );
  });

  it('names the release that matches, and what a bit meant before', () => {
    expect(text('tentacle')).toContain('\nwho             tentacle 20.2.0 to 20.2.4\nceph features   luminous (12.2.5 to 16.0.0), reef (18.2.7), squid (20.2.4)\naddresses       ADDR2\n');
    expect(text('tentacle')).toContain('\n  28  SERVER_MIMIC; was OSD_HBMSGS (ignored from hammer, retired in jewel)\n');
  });

  it('shows the sanitized features and the impossible bits', () => {
    expect(text(Mask64.ALL)).toMatch(/^features {8}0xffffffffffffffff, sanitized 0x00000001ffffffff\n/);
    expect(text(Mask64.ALL)).toMatch(/\n {2}62 {2}impossible: RESERVED \(never advertised\)\n {2}63 {2}impossible: RESERVED/);
  });

  it('lists no bits for features without any', () => {
    expect(text('0x0').split('\n').at(-1)).toBe('addresses       legacy');
  });

  it('stays within 100 columns and has no blanks at the end of a line', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        for (const line of text(value).split('\n')) {
          expect(line.length).toBeLessThanOrEqual(100);
          expect(line).toBe(line.trimEnd());
        }
      }),
    );
  });
});
