import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../../src/buffer/list.ts';
import { readFrame } from '../../../../src/messenger/v2/frames/frame.ts';
import { decodeMessageFrame, writeMessageFrame } from '../../../../src/messenger/v2/frames/message_frame.ts';
import type { ReceivedMessage } from '../../../../src/messenger/v2/frames/message_frame.ts';
import { decodePreamble } from '../../../../src/messenger/v2/frames/preamble.ts';
import type { Revision } from '../../../../src/messenger/v2/frames/revision.ts';
import { capture, list, readAll } from '../support/support.ts';
import type { CaptureName } from '../support/support.ts';

const mon = { type: 1, num: 0n };
/** The answer to `mon dump`: MMonCommandAck, whose middle is empty and whose data is the text. */
const answer = (name: CaptureName): Uint8Array => capture(name).at(-1)?.bytes ?? new Uint8Array();

function read(bytes: Uint8Array, revision: Revision): ReceivedMessage {
  const result = readAll(bytes, function* (input) {
    return decodeMessageFrame(yield* readFrame(input, decodePreamble(bytes.subarray(0, 32), 0), revision), mon);
  });
  if ('error' in result) throw result.error;
  return result;
}

describe.each([['revision-0', 0], ['missing-features', 1]] as const)('a MESSAGE of %s', (name, revision) => {
  it('consists of a header and three payloads', () => {
    const { message, ackSeq } = read(answer(name), revision);
    expect(message).toMatchObject({ seq: 3n, tid: 7n, type: 51, priority: 196, version: 1, compatVersion: 1, dataOff: 0, src: mon });
    expect(ackSeq).toBe(3n);
    expect([message.front.length, message.middle.length]).toEqual([77, 0]);
    expect(message.data.toStr()).toMatch(/^epoch 1\nfsid a95fdcf2-74c1-456e-9de8-b4bd237924bc\n/);
  });

  it('is written back byte for byte', () => {
    const { message, ackSeq } = read(answer(name), revision);
    expect(toHex(writeMessageFrame(message, ackSeq, revision).toBytes())).toBe(toHex(answer(name)));
  });
});

describe('a MESSAGE', () => {
  it('has a header of exactly 41 bytes', () => {
    const frame = (length: number) => ({ tag: 17, aborted: false, segments: [{ offset: 132, bytes: list(new Uint8Array(length)) }], offset: 100, length: 0 });
    expect(() => decodeMessageFrame(frame(40), mon)).toThrow('v2.header2.reserved at stream offset 171: need 2 bytes, 1 left');
    expect(() => decodeMessageFrame(frame(42), mon)).toThrow('v2.header2 at stream offset 173: 1 byte left after the value');
    expect(decodeMessageFrame(frame(41), mon).message).toMatchObject({ seq: 0n, front: new BufferList(), data: new BufferList() });
  });
});
