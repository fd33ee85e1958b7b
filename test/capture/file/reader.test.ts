import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../../src/capture/file/capture_error.ts';
import { hex } from '../../support/support.ts';
import { ONE_MON } from '../support/fixture.ts';
import { file, FORMATS, LINKS } from '../support/make.ts';
import type { FileForm } from '../support/make.ts';
import { ascii, bytesOf, readFile } from '../support/support.ts';

const forms: fc.Arbitrary<FileForm> = fc.record({ format: fc.constantFrom(...FORMATS), isLittle: fc.boolean(), isNano: fc.boolean(), link: fc.constantFrom(...LINKS) });
const frame = fc.record({
  data: fc.uint8Array({ maxLength: 20 }),
  sec: fc.integer({ min: 0, max: 0xffff_ffff }),
  nsec: fc.nat(999_999).map((usec) => usec * 1000),
});

describe('CaptureReader', () => {
  it('reads every form of file, in chunks of any size', () => {
    fc.assert(
      fc.property(forms, fc.array(frame, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (form, written, chunkSize) => {
        const { packets, error } = readFile(file(written, form), chunkSize);
        expect(error).toBeNull();
        expect(packets.map(bytesOf)).toEqual(written.map(({ data }) => data));
        if (form.format !== 'pcapng simple') expect(packets.map(({ stamp }) => stamp)).toEqual(written.map(({ sec, nsec }) => ({ sec, nsec })));
      }),
    );
  });

  it.each(FORMATS)('reads a %s file that is cut at any length up to the cut, and reports it', (format) => {
    const form: FileForm = { format, isLittle: false, isNano: true, link: 'raw' };
    const data = ['a', 'bcd', 'efghi'].map(ascii);
    const upTo = (count: number): Uint8Array => file(data.slice(0, count).map((each) => ({ data: each, sec: 1, nsec: 2 })), form);
    const ends = [0, 1, 2, 3].map((count) => upTo(count).length);
    const whole = upTo(3);
    for (let length = 0; length < whole.length; length++) {
      const { packets, error } = readFile(whole.subarray(0, length));
      expect(packets.length).toBe(Math.max(0, ends.filter((end) => end <= length).length - 1));
      const isBetween = ends.includes(length) || (format !== 'pcap' && length === 28); // after the section header
      expect(error?.code).toBe(isBetween ? undefined : 'truncated');
    }
  });

  it('refuses a file that is not a capture', () => {
    expect(readFile(hex`7f454c46 02010100`).error).toMatchObject({
      name: 'CaptureError', code: 'not_a_capture', path: 'magic', offset: 0, message: 'magic at offset 0: expected pcap or pcapng, got 0x7f454c46',
    });
    expect(readFile(hex``).error).toMatchObject({ code: 'truncated', reason: 'the file ends within its first four bytes' });
  });

  it('gives only packets and at most one CaptureError at a flipped bit of a real file', () => {
    const start = ONE_MON.subarray(0, 6000);
    fc.assert(
      fc.property(fc.nat(start.length * 8 - 1), (bit) => {
        const damaged = start.slice();
        damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
        const { packets, error } = readFile(damaged, 1000);
        expect(error === null || error instanceof CaptureError).toBe(true);
        expect(packets.every(({ begin, end, bytes, length }) => begin <= end && end <= bytes.length && end - begin <= length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
