import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { negotiate } from '../../../../src/features/judge/negotiate/negotiate.ts';
import { negotiationText } from '../../../../src/features/judge/negotiate/text.ts';
import { requiredByTunables } from '../../../../src/features/tables/tunables.ts';

describe('the text of a negotiation', () => {
  it('says it all at a glance', () => {
    expect(negotiationText(negotiate('luminous', '0x08c3ffffffffffff', { required: requiredByTunables('jewel') }))).toBe(
      [
        'local           0x3ffddff8eeacfffb, luminous 12.2.11 to 12.2.13',
        'peer            0x08c3ffffffffffff, hammer-partial-recovery, a fork of hammer 0.94.9: +59',
        'untrusted       bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is CEPH_OSD_PARTIAL_RECOVERY in',
        '                hammer-partial-recovery, a fork of hammer 0.94.9',
        'trusted         0x00c3ffffffffffff',
        'negotiated      0x00c1dff8eeacfffb',
        'peer lacks      bit 58 (CRUSH_TUNABLES5, NEW_OSDOPREPLY_ENCODING, FS_FILE_LAYOUT_V2), since 10.0.3',
        '                - upgrade it to jewel or later',
        '                - ceph osd crush tunables hammer: data moves',
        '                - ceph osd set-require-min-compat-client hammer: from then on, the cluster refuses',
        '                settings that need newer clients; nothing moves',
      ].join('\n'),
    );
  });

  it('names sanitized features and a kernel client', () => {
    expect(negotiationText(negotiate('luminous', Mask64.ALL))).toContain('\npeer            0xffffffffffffffff, sanitized 0x00000001ffffffff, nearest');
    expect(negotiationText(negotiate('luminous', '0x106b84a842a42'))).toContain('0x000106b84a842a42, kernel rbd client of Linux 4.3 to 4.4\n');
  });

  it('stays within 100 columns and has no blanks at the end of a line', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const text = negotiationText(negotiate('tentacle', value, { required: Mask64.ALL, peerRequired: Mask64.ALL }));
        for (const line of text.split('\n')) {
          expect(line.length).toBeLessThanOrEqual(100);
          expect(line).toBe(line.trimEnd());
        }
      }),
    );
  });
});
