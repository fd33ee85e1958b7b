import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../../src/buffer/list.ts';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import type { MessengerError } from '../../../../src/messenger/messenger_error.ts';
import { ReceiveBuffer } from '../../../../src/messenger/receive_buffer.ts';
import { Routine } from '../../../../src/messenger/routine.ts';
import { readFrame, writeAck, writeClose, writeKeepalive, writeKeepalive2 } from '../../../../src/messenger/v1/frames/stream.ts';
import type { StreamFrame } from '../../../../src/messenger/v1/frames/stream.ts';
import { LIMITS } from '../../../../src/messenger/v1/frames/limits.ts';
import { writeMessage } from '../../../../src/messenger/v1/frames/message_frame.ts';
import type { FooterLength } from '../../../../src/messenger/v1/frames/msg_footer.ts';
import { hex } from '../../../support/support.ts';
import { payload } from '../support/machines.ts';
import { joined, plain } from '../support/streams.ts';

/** The one frame that the bytes are. */
function read(bytes: Uint8Array, footerLength: FooterLength | null = 21): StreamFrame | null {
  const frames: (StreamFrame | null)[] = [];
  const routine = new Routine(new ReceiveBuffer(1000), function* (input) {
    frames.push(yield* readFrame(input, LIMITS, footerLength));
  });
  routine.input.append(bytes);
  routine.input.end();
  routine.run();
  expect(routine.input.length).toBe(0);
  return frames[0] ?? null;
}

function failure(bytes: Uint8Array): MessengerError {
  try {
    read(bytes);
  } catch (error) {
    return error as MessengerError;
  }
  throw new Error('expected a MessengerError, nothing was thrown');
}

describe('a frame of the stream', () => {
  it.each([
    { frame: hex`08 0900000000000000`, written: writeAck(9n), means: { kind: 'ack', seq: 9n, length: 9 } },
    { frame: hex`09`, written: writeKeepalive(), means: { kind: 'keepalive', length: 1 } },
    { frame: hex`0e 01000000 02000000`, written: writeKeepalive2('keepalive2', { sec: 1, nsec: 2 }), means: { kind: 'keepalive2', stamp: { sec: 1, nsec: 2 }, length: 9 } },
    { frame: hex`0f 01000000 02000000`, written: writeKeepalive2('keepalive2_ack', { sec: 1, nsec: 2 }), means: { kind: 'keepalive2_ack', stamp: { sec: 1, nsec: 2 }, length: 9 } },
    { frame: hex`06`, written: writeClose(), means: { kind: 'close', length: 1 } },
  ])('can be $means.kind', ({ frame, written, means }) => {
    expect(toHex(written)).toBe(toHex(frame));
    expect(read(frame)).toEqual({ ...means, at: 1000 });
  });

  it('is null if the stream ends before it', () => {
    expect(read(new Uint8Array(0))).toBe(null);
  });

  it('names what is incomplete', () => {
    expect(failure(hex`08 0900`)).toMatchObject({ code: 'end_of_stream', path: 'v1.ack', offset: 1000, reason: 'need 9 bytes, 3 left' });
    expect(failure(hex`07 01`)).toMatchObject({ code: 'end_of_stream', path: 'v1.header', offset: 1000, reason: 'need 54 bytes, 2 left' });
    expect(failure(hex`01`)).toMatchObject({ code: 'malformed', path: 'v1.tag', reason: 'expected a stream tag, got 1' });
  });
});

describe('a message', () => {
  const message = {
    seq: 3n, tid: 4n, type: 4, priority: 127, version: 2, compatVersion: 1, dataOff: 5, src: { type: 1, num: 0n },
    front: payload('cafe'), middle: new BufferList(), data: payload('07'),
  };
  const head = hex`
    07 0300000000000000 0400000000000000        # tag, seq 3, tid 4
    0400 7f00 0200 02000000 00000000 01000000   # type 4, priority 127, version 2, lengths
    0500 01 0000000000000000 0100 0000`; //       data_off 5, mon.0, compat_version 1, reserved
  // CRC-32C without inversions, as another implementation computes them.
  const crcs = { header: hex`${crcOf(head.subarray(1))}`, front: hex`${crcOf(hex`cafe`)}`, data: hex`${crcOf(hex`07`)}` };
  const withNew = hex`${head} ${crcs.header} cafe 07 ${crcs.front} 00000000 ${crcs.data} 0000000000000000 01`;
  const withOld = hex`${head} ${crcs.header} cafe 07 ${crcs.front} 00000000 ${crcs.data} 01`;

  it.each([{ name: 'new', footerLength: 21, bytes: withNew }, { name: 'old', footerLength: 13, bytes: withOld }] as const)('is read and written with the $name footer', ({ footerLength, bytes }) => {
    const parts = writeMessage(message, footerLength).map((part) => (part instanceof Uint8Array ? part : part.toBytes()));
    expect(toHex(joined(parts))).toBe(toHex(bytes));
    const frame = read(bytes, footerLength);
    expect(frame).toMatchObject({ kind: 'message', footerLength, at: 1000, length: bytes.length, footer: { sig: 0n, flags: 1 } });
    expect(plain([frame?.kind === 'message' ? frame.message : null])).toEqual(plain([message]));
  });

  it.each([withNew, withOld])('shows which footer it has', (bytes) => {
    expect(read(bytes, null)).toMatchObject({ kind: 'message', length: bytes.length });
  });

  it('can have no checksum of its data', () => {
    const parts = writeMessage(message, 13, false).map((part) => (part instanceof Uint8Array ? part : part.toBytes()));
    expect(toHex(joined(parts).subarray(-5))).toBe('0000000003');
    expect(read(joined(parts), 13)).toMatchObject({ kind: 'message', footer: { dataCrc: 0, flags: 3 } });
  });
});

/** Bit by bit, little-endian. */
function crcOf(bytes: Uint8Array): Uint8Array {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
  }
  return new Uint8Array(Uint32Array.of(crc).buffer);
}
