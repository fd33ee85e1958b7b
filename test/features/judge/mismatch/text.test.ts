import { describe, expect, it } from 'vitest';
import { explainMismatch } from '../../../../src/features/judge/mismatch/explain.ts';
import { mismatchText } from '../../../../src/features/judge/mismatch/text.ts';

describe('the text of an explained line', () => {
  it('says it all at a glance', () => {
    const line = "libceph: mon2 10.205.92.13:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000";
    expect(mismatchText(explainMismatch(line))).toBe(
      [
        'peer            mon2 10.205.92.13:6789',
        'my              0x000000004a042a42, kernel rbd client of Linux 3.10 to 3.13',
        'theirs          0x000002004a042a42',
        'missing         0x0000020000000000, on this kernel client',
        'remark          distributions back-port the client of newer kernels: the number of their kernel may',
        '                be lower',
        'lacks           bit 41 (CRUSH_TUNABLES3, OSD_PRIMARY_AFFINITY), since 0.78',
        '                - upgrade the kernel to Linux 3.15 or later',
        '                - ceph osd crush tunables bobtail: data moves',
        '                - ceph osd primary-affinity <osd> 1: for each OSD with an affinity other than 1',
        '                - or use a client in user space (librbd, rbd-nbd, ceph-fuse) of firefly or later in',
        '                place of the kernel\'s',
      ].join('\n'),
    );
  });

  it('leaves out what is not in the line', () => {
    expect(mismatchText(explainMismatch('peer missing required features 1')).split('\n')).toEqual([
      'missing         0x0000000000000001, on the peer',
      'lacks           bit 0 (UID), since 0.61 or earlier',
      '                - upgrade it to cuttlefish or later',
    ]);
  });
});
