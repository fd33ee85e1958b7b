import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../../src/buffer/list.ts';
import type { Frame } from '../../../../src/messenger/v2/frames/frame.ts';
import { inferRevision, readFrame, writeFrame } from '../../../../src/messenger/v2/frames/frame.ts';
import { PREAMBLE_LENGTH, decodePreamble } from '../../../../src/messenger/v2/frames/preamble.ts';
import type { Revision } from '../../../../src/messenger/v2/frames/revision.ts';
import { hex } from '../../../support/support.ts';
import { flipped, list, readAll, withByte } from '../support/support.ts';

const read = (bytes: Uint8Array, revision: Revision) =>
  readAll(bytes, (input) => readFrame(input, decodePreamble(bytes.subarray(0, PREAMBLE_LENGTH), 0), revision));
const contents = (frame: unknown) => (frame as Frame).segments.map(({ bytes }) => toHex(bytes.toBytes()));
const segmentsOf = (...texts: readonly string[]) => texts.map((text) => BufferList.from(text));

/** KEEPALIVE2 with sec 1 and nsec 2, both as exchanged with ceph-mon 16.2.15. */
const head = hex`12 01 08000000 0800 000000000000 000000000000 000000000000 00 00 d8d5f599`;
const payload = hex`01000000 02000000`;
const keepalive0 = hex`${head} ${payload} 00 d3138c85 00000000 00000000 00000000`;
const keepalive1 = hex`${head} ${payload} d3138c85`;

describe('a frame', () => {
  it('of revision 0 ends with late flags and four checksums', () => {
    expect(toHex(writeFrame(18, [list(payload)], 0).toBytes())).toBe(toHex(keepalive0));
    expect(read(keepalive0, 0)).toMatchObject({ tag: 18, aborted: false, offset: 0, length: 57 });
    expect(contents(read(keepalive0, 0))).toEqual(['0100000002000000']);
  });

  it('of revision 1 has the checksum of its first segment directly after it', () => {
    expect(toHex(writeFrame(18, [list(payload)], 1).toBytes())).toBe(toHex(keepalive1));
    expect(read(keepalive1, 1)).toMatchObject({ tag: 18, aborted: false, offset: 0, length: 44 });
  });

  it('with one empty segment is only a preamble in revision 1', () => {
    expect(writeFrame(16, [new BufferList()], 1)).toHaveLength(32);
    expect(toHex(writeFrame(16, [new BufferList()], 0).toBytes().subarray(32))).toBe('00ffffffff000000000000000000000000');
    for (const revision of [0, 1] as const) expect(contents(read(writeFrame(16, [new BufferList()], revision).toBytes(), revision))).toEqual(['']);
  });

  it.each([[0, 43, 1], [1, 47, 0xf1]] as const)('of revision %d can be aborted by its sender', (revision, at, late) => {
    const frame = writeFrame(17, segmentsOf('header', 'front'), revision).toBytes();
    expect(read(frame, revision)).toMatchObject({ aborted: false });
    expect(read(withByte(frame, at, late), revision)).toMatchObject({ aborted: true });
  });

  it('is refused with an unknown late status', () => {
    const frame = writeFrame(17, segmentsOf('header', 'front'), 1).toBytes();
    const message = 'v2.epilogue.late_status at stream offset 47: expected 1 (aborted) or 14 (complete), got 3';
    expect(read(withByte(frame, 47, 3), 1)).toMatchObject({ error: { code: 'malformed', message } });
  });

  it.each([
    [0, 33, 'segments[0]'], [0, 40, 'segments[1]'], [0, 46, 'segments[3]'], [0, 48, 'segments[0]'], [0, 63, 'segments[3]'],
    [1, 33, 'segments[0]'], [1, 40, 'segments[0]'], [1, 44, 'segments[1]'], [1, 50, 'segments[3]'], [1, 56, 'segments[2]'],
  ] as const)('of revision %d with a flipped bit at %d is refused because of %s', (revision, at, segment) => {
    const frame = writeFrame(17, segmentsOf('header', 'front', '', 'data'), revision).toBytes();
    expect(read(flipped(frame, at, 0x10), revision)).toMatchObject({ error: { code: 'checksum', path: `v2.${segment}.crc` } });
  });

  it('shares the memory of its source when written, and of its chunks when read', () => {
    const bytes = new Uint8Array(5000).fill(7);
    const frame = writeFrame(17, [list(payload), BufferList.from(bytes)], 1);
    expect(frame.buffers.some((ptr) => ptr.length === 5000)).toBe(true);
    const input = frame.toBytes();
    const [, front] = (read(input, 1) as Frame).segments;
    input.fill(9, 32 + 8 + 4, 32 + 8 + 4 + 5000);
    expect(front?.bytes.at(0)).toBe(9);
  });

  it('is read back in both revisions, and shows its revision', () => {
    const segments = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(segments, fc.constantFrom<Revision[]>(0, 1), (parts, revision) => {
      const bytes = writeFrame(17, parts.map((part) => BufferList.from(part)), revision).toBytes();
      const filled = parts.filter((_, i) => i === 0 || parts.slice(i).some((part) => part.length > 0));
      expect(contents(read(bytes, revision))).toEqual(filled.map(toHex));
      const inferred = readAll(bytes, (input) => inferRevision(input, decodePreamble(bytes.subarray(0, 32), 0)));
      expect(inferred).toBe(parts[0]?.length === 0 ? 0 : revision);
    }));
  });
});
