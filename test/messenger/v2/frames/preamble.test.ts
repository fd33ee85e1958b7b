import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../../src/buffer/crc32c/crc32c.ts';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { MessengerError } from '../../../../src/messenger/messenger_error.ts';
import { LIMITS } from '../../../../src/messenger/v2/frames/limits.ts';
import { checkLengths, decodePreamble, encodePreamble, isCertainPreamble } from '../../../../src/messenger/v2/frames/preamble.ts';
import { hex } from '../../../support/support.ts';
import { flipped, withByte } from '../support/support.ts';

/** A preamble of MMonCommandAck, as ceph-mon 16.2.15 sent it: its middle is empty and counted. */
const preamble = hex`
  11 04                      # MESSAGE, four segments
  29000000 0800              # header: 41 bytes
  4d000000 0800              # front: 77 bytes
  00000000 0800              # middle: none
  ee000000 0010              # data: 238 bytes, in pages
  00 00 46d29206             # flags, reserved, crc`;

/** A copy with some other bytes, and with their correct checksum. */
function changed(at: number, ...bytes: readonly number[]): Uint8Array {
  const changed = preamble.slice();
  changed.set(bytes, at);
  new DataView(changed.buffer).setUint32(28, crc32c(0, changed.subarray(0, 28)), true);
  return changed;
}

function fault(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof MessengerError) return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error('expected a MessengerError, nothing was thrown');
}

describe('the preamble', () => {
  it('states the tag and the length of each segment', () => {
    expect(decodePreamble(preamble, 0)).toEqual({ tag: 17, lengths: [41, 77, 0, 238], flags: 0 });
    expect(toHex(encodePreamble(17, [41, 77, 0, 238]))).toBe(toHex(preamble));
  });

  it('writes unused descriptors as zeros', () => {
    const hello = hex`01 01 24000000 0800 000000000000 000000000000 000000000000 00 00 3fbd6b06`;
    expect(toHex(encodePreamble(1, [36]))).toBe(toHex(hello));
    expect(decodePreamble(hello, 0)).toEqual({ tag: 1, lengths: [36], flags: 0 });
  });

  it.each([
    ['a wrong checksum', withByte(preamble, 2, 42), 'checksum v2.preamble.crc at stream offset 128: expected 1885429335, got 110285382'],
    ['no tag', changed(0, 0), 'malformed v2.preamble.tag at stream offset 100: expected a tag from 1 to 22, got 0'],
    ['an unknown tag', changed(0, 23), 'malformed v2.preamble.tag at stream offset 100: expected a tag from 1 to 22, got 23'],
    ['no segment', changed(1, 0), 'malformed v2.preamble.num_segments at stream offset 101: expected 1 to 4 segments in MESSAGE, got 0'],
    ['a fifth segment', changed(1, 5), 'malformed v2.preamble.num_segments at stream offset 101: expected 1 to 4 segments in MESSAGE, got 5'],
    ['a second segment in a control frame', changed(0, 18, 2), 'malformed v2.preamble.num_segments at stream offset 101: expected 1 to 1 segments in KEEPALIVE2, got 2'],
    ['an empty last segment', changed(1, 3), 'malformed v2.preamble.num_segments at stream offset 101: the last of 3 segments is empty'],
  ])('is refused with %s', (_, bytes, message) => {
    expect(fault(() => decodePreamble(bytes, 100))).toBe(message);
    expect(isCertainPreamble(bytes, LIMITS)).toBe(false);
  });

  it('is refused if a segment exceeds its limit', () => {
    const huge = changed(20, 0xff, 0xff, 0xff, 0xff);
    const message = 'malformed v2.preamble.segments[3].length at stream offset 120: data of 4294967295 bytes exceeds the limit of 134217728';
    expect(fault(() => checkLengths(decodePreamble(huge, 100), 100, LIMITS))).toBe(message);
    expect(isCertainPreamble(huge, LIMITS)).toBe(false);
    const control = 'malformed v2.preamble.segments[0].length at stream offset 2: HELLO of 1048577 bytes exceeds the limit of 1048576';
    expect(fault(() => checkLengths({ tag: 1, lengths: [1048577], flags: 0 }, 0, LIMITS))).toBe(control);
  });

  it('is distinguished from other bytes by its checksum', () => {
    expect(isCertainPreamble(preamble, LIMITS)).toBe(true);
    for (let at = 0; at < 32; at++) expect(isCertainPreamble(flipped(preamble, at, 4), LIMITS)).toBe(false);
    expect(isCertainPreamble(new Uint8Array(32), LIMITS)).toBe(false);
  });
});
