import { describe, expect, it } from 'vitest';
import { explainMismatch } from '../../../../src/features/judge/mismatch/explain.ts';

const kernelLine = (my: string, theirs: string, missing: string): string =>
  `libceph: mon0 10.0.0.1:6789 feature set mismatch, my ${my} < server's ${theirs}, missing ${missing}`;
const remarks = (my: string, theirs: string, missing: string) => explainMismatch(kernelLine(my, theirs, missing)).remarks;

describe('an explained line', () => {
  it('says what is missing, since when it is there and what helps', () => {
    const { features, kernel, matches, remarks } = explainMismatch(kernelLine('4a042a42', '2004a042a42', '20000000000'));
    expect(features).toMatchObject([{ bit: 41, names: ['CRUSH_TUNABLES3', 'OSD_PRIMARY_AFFINITY'], release: 'firefly', kernel: '3.15' }]);
    expect(features[0]?.remedies).toContainEqual({ kind: 'command', run: 'ceph osd crush tunables bobtail', effect: 'data moves' });
    expect(kernel).toMatchObject({ since: '3.10', client: 'rbd' });
    expect([matches, remarks]).toEqual([[], []]);
  });

  it('names the release whose word it is', () => {
    const { matches } = explainMismatch('connect protocol feature mismatch, my 83ffffffffffff < peer 481dff8eea4fffb missing 400000000000000');
    expect(matches).toEqual([{ release: 'hammer', versions: ['0.94.4'] }]);
  });

  it('takes a bit in the meaning it has to the side that requires it', () => {
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

  it('is refused where it is no such line', () => {
    expect(() => explainMismatch('session established')).toThrow(TypeError);
  });
});

describe('a remark is made', () => {
  it('on nothing where the numbers fit', () => {
    expect(remarks('106b84a842a42', '40106b84a842a42', '400000000000000')).toEqual([]);
  });

  it('where the missing bit is not required, as in a report that lost two digits of the peer’s word', () => {
    const { remarks: found } = explainMismatch('connect protocol feature mismatch, my 2fffffffffff < peer 10ff8eea4fffb missing 401000000000000');
    expect(found).toEqual([{ code: 'not_the_difference', text: 'bit 58 is missing, yet not in the word of the side that requires' }]);
  });

  it('where the missing bit is there, and where another is not told', () => {
    expect(remarks('3', '7', '2')).toEqual([
      { code: 'not_the_difference', text: 'bit 1 is missing, yet in the word of the side that lacks' },
      { code: 'not_the_difference', text: "bit 2 is in the peer's word and not in the local one, yet not missing" },
    ]);
  });

  it('where nothing is missing', () => {
    expect(remarks('3', '3', '0')).toEqual([{ code: 'nothing_missing', text: 'no bit is missing' }]);
  });

  it('where a reserved bit is set', () => {
    expect(remarks('0', '4000000000000000', '4000000000000000')).toEqual([
      { code: 'reserved_bits', text: 'bit 62 is set, which no healthy peer advertises' },
    ]);
  });

  it('where the local word has a bit it cannot have', () => {
    expect(remarks('8c3ffffffffffff', 'cc3ffffffffffff', '400000000000000')).toEqual([
      { code: 'stray_bits', text: 'bit 59 of the local word stands without 56, 57, 58' },
    ]);
  });
});
