import { describe, expect, it } from 'vitest';
import { explainMismatch } from '../../../../src/features/judge/mismatch/explain.ts';

const kernelLine = (my: string, theirs: string, missing: string): string =>
  `libceph: mon0 10.0.0.1:6789 feature set mismatch, my ${my} < server's ${theirs}, missing ${missing}`;
const remarks = (my: string, theirs: string, missing: string) => explainMismatch(kernelLine(my, theirs, missing)).remarks;

describe('an explained line', () => {
  it('says what is missing, since when it exists, and the remedies', () => {
    const { features, kernel, matches, remarks } = explainMismatch(kernelLine('4a042a42', '2004a042a42', '20000000000'));
    expect(features).toMatchObject([{ bit: 41, names: ['CRUSH_TUNABLES3', 'OSD_PRIMARY_AFFINITY'], release: 'firefly', kernel: '3.15' }]);
    expect(features[0]?.remedies.map((r) => r.kind)).toEqual(['kernel', 'command', 'command', 'user_space']);
    expect(features[0]?.remedies).toContainEqual({ kind: 'command', run: 'ceph osd crush tunables bobtail', effect: 'data moves' });
    expect(kernel).toMatchObject({ since: '3.10', client: 'rbd' });
    expect([matches, remarks.map((r) => r.code)]).toEqual([[], ['kernel_client']]);
  });

  it('names the release that advertises the features', () => {
    const { matches } = explainMismatch('connect protocol feature mismatch, my 83ffffffffffff < peer 481dff8eea4fffb missing 400000000000000');
    expect(matches).toEqual([{ release: 'hammer', versions: ['0.94.4', '0.94.6'] }]);
  });

  it('gives a bit the meaning that it has for the side that requires it', () => {
    // Linux 4.5 to a cluster with pg-upmap, which requires bits 21 and 57
    const { features } = explainMismatch(kernelLine('40106b84a842a42', '60106b84aa42a42', '200000000200000'));
    expect(features.map((f) => [f.bit, f.release, f.kernel])).toEqual([[21, 'luminous', '4.13'], [57, 'jewel', '4.13']]);
  });

  it('has no RADOS names for the bits of messenger v2', () => {
    const { features } = explainMismatch("libceph: msgr2 feature set mismatch: server's required > my supported 0x1, missing 0x6");
    expect(features).toMatchObject([{ bit: 1, names: ['COMPRESSION'], remedies: [] }, { bit: 2, names: [], remedies: [] }]);
  });

  it('is plain data with masks as hex in JSON', () => {
    const json = JSON.parse(JSON.stringify(explainMismatch(kernelLine('4a042a42', '2004a042a42', '20000000000'))));
    expect(json).toMatchObject({ my: '0x000000004a042a42', missing: '0x0000020000000000', who: 'mon0' });
  });

  it('is refused if it is not about missing features', () => {
    expect(() => explainMismatch('session established')).toThrow(TypeError);
  });
});

describe('a remark is made', () => {
  it('never if the masks agree', () => {
    expect(remarks('106b84a842a40', '40106b84a842a40', '400000000000000')).toEqual([]);
  });

  it('if the missing bit is not required, as in a report that lost two digits of the peer’s features', () => {
    const { remarks: found } = explainMismatch('connect protocol feature mismatch, my 2fffffffffff < peer 10ff8eea4fffb missing 401000000000000');
    expect(found).toEqual([{ code: 'not_the_difference', text: 'bit 58 is missing, but the side that requires features does not have it' }]);
  });

  it('if the missing bit is there, and if another missing bit is not listed', () => {
    expect(remarks('3', '7', '2')).toEqual([
      { code: 'not_the_difference', text: 'bit 1 is missing, but the side that lacks features has it' },
      { code: 'not_the_difference', text: 'bit 2 is not among the missing bits, but only the peer has it' },
    ]);
  });

  it('if nothing is missing', () => {
    expect(remarks('3', '3', '0')).toEqual([{ code: 'nothing_missing', text: 'no bit is missing' }]);
  });

  it('if a reserved bit is set', () => {
    expect(remarks('0', '4000000000000000', '4000000000000000')).toEqual([
      { code: 'reserved_bits', text: 'bit 62 is set: no healthy peer advertises it' },
    ]);
  });

  it('if the local side has a bit without the bits that it implies', () => {
    expect(remarks('8c3ffffffffffff', 'cc3ffffffffffff', '400000000000000')).toEqual([
      { code: 'implied_bits', text: 'bit 59 of the local side is set without bits 56, 57, 58, which it implies' },
    ]);
  });
});
