import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { explainMismatch } from '../../../../src/features/judge/mismatch/explain.ts';
import { negotiate } from '../../../../src/features/judge/negotiate/negotiate.ts';
import { mismatchText, negotiationText } from '../../../../src/features/judge/negotiate/text.ts';
import { requiredByTunables } from '../../../../src/features/tables/tunables.ts';

describe('the text of a negotiation', () => {
  it('says it all at a glance', () => {
    expect(negotiationText(negotiate('luminous', '0x08c3ffffffffffff', { required: requiredByTunables('jewel') }))).toBe(
      [
        'local           0x3ffddff8eeacfffb, luminous 12.2.11, 12.2.13',
        'peer            0x08c3ffffffffffff, nearest hammer 0.94.7, 0.94.9: +59',
        'not believed    bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is CEPH_OSD_PARTIAL_RECOVERY to',
        '                hammer-partial-recovery, which starts from hammer 0.94.9',
        'believed        0x00c3ffffffffffff',
        'features        0x00c1dff8eeacfffb',
        'peer lacks      bit 58 (CRUSH_TUNABLES5, NEW_OSDOPREPLY_ENCODING, FS_FILE_LAYOUT_V2), since 10.0.3',
        '                - upgrade it to jewel or later',
        '                - or, a kernel client, to Linux 4.5 or later',
        '                - ceph osd crush tunables hammer: data moves',
        '                - ceph osd set-require-min-compat-client hammer: after that, what would need newer',
        '                clients is refused',
      ].join('\n'),
    );
  });

  it('names a sanitized word and a kernel', () => {
    expect(negotiationText(negotiate('luminous', Mask64.ALL))).toContain('\npeer            0xffffffffffffffff, sanitized 0x00000001ffffffff, nearest');
    expect(negotiationText(negotiate('luminous', '0x106b84a842a42'))).toContain('0x000106b84a842a42, rbd client of Linux 4.3\n');
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

describe('the text of an explained line', () => {
  it('says it all at a glance', () => {
    const line = "libceph: mon2 10.205.92.13:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000";
    expect(mismatchText(explainMismatch(line))).toBe(
      [
        'peer            mon2 10.205.92.13:6789',
        'my              0x000000004a042a42, rbd client of Linux 3.10',
        'theirs          0x000002004a042a42',
        'missing         0x0000020000000000, by the side that logged',
        'lacks           bit 41 (CRUSH_TUNABLES3, OSD_PRIMARY_AFFINITY), since 0.78',
        '                - upgrade it to firefly or later',
        '                - or, a kernel client, to Linux 3.15 or later',
        '                - ceph osd crush tunables bobtail: data moves',
        '                - ceph osd primary-affinity <osd> 1: for each OSD with another affinity',
      ].join('\n'),
    );
  });

  it('leaves out what the line does not tell', () => {
    expect(mismatchText(explainMismatch('peer missing required features 1')).split('\n')).toEqual([
      'missing         0x0000000000000001, by the peer',
      'lacks           bit 0 (UID), at the latest since 0.61',
      '                - upgrade it to cuttlefish or later',
    ]);
  });
});
