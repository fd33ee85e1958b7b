import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { Machine } from '../../src/messenger/machine.ts';
import type { Handshake, Output, Session } from '../../src/messenger/machine.ts';
import type { Message } from '../../src/messenger/message.ts';
import { MessengerError } from '../../src/messenger/messenger_error.ts';
import type { ReceiveBuffer } from '../../src/messenger/receive_buffer.ts';
import { need } from '../../src/messenger/routine.ts';
import type { Reading } from '../../src/messenger/routine.ts';
import { clientOf, serverOf } from './v1/support/machines.ts';
import { newClient, newServer } from './v2/support/support.ts';

const NAME = { type: 8, num: 5n };

function* readByte(input: ReceiveBuffer): Reading<number> {
  yield* need(input, 1, 'byte');
  const [byte = 0] = input.take(1).toBytes();
  if (byte === 9) throw new MessengerError('malformed', 'byte', input.offset - 1, 'got 9');
  if (byte === 8) throw new Error('a mistake of ours');
  return byte;
}

/** Each side sends a 0; the session then consists of single bytes, which are its events. 7 ends it, 8 breaks it, 9 is a fault. */
class ByteHandshake implements Handshake<number> {
  readonly sent: Message[] = [];

  *run(input: ReceiveBuffer, output: Output<number>): Reading<Session> {
    const { sent } = this;
    output.write(Uint8Array.of(0));
    yield* readByte(input);
    return {
      features: Mask64.bit(3), lossy: true, name: NAME,
      *read() {
        for (let byte = yield* readByte(input); byte !== 7; byte = yield* readByte(input)) output.emit(byte);
      },
      send: (message) => {
        if (message.type > 0xffff) throw new RangeError('too large');
        sent.push(message);
        output.write(message.front);
      },
      keepalive: ({ sec }) => output.write(Uint8Array.of(0xaa, sec)),
      close: () => output.write(Uint8Array.of(0xcc)),
    };
  }
}

function machine({ isReady = true } = {}) {
  const handshake = new ByteHandshake();
  const made = new Machine(handshake);
  if (isReady) {
    made.receive(Uint8Array.of(0));
    made.takeOutput();
  }
  return { machine: made, sent: handshake.sent };
}

const joined = (chunks: readonly Uint8Array[]): number[] => chunks.flatMap((chunk) => [...chunk]);

describe('a machine', () => {
  it('writes first if its handshake does, and gives each byte of output once', () => {
    const { machine: made } = machine({ isReady: false });
    expect([made.takeOutput(), made.takeOutput()]).toEqual([[Uint8Array.of(0)], []]);
  });

  it('is ready after the handshake, with what its session states', () => {
    const { machine: made } = machine({ isReady: false });
    expect(made.receive(Uint8Array.of(0, 1, 2))).toEqual([{ kind: 'ready', features: Mask64.bit(3), lossy: true }, 1, 2]);
  });

  it('numbers messages from 1, and gives no number to one that the session refuses', () => {
    const { machine: made, sent } = machine();
    made.send({ type: 1 });
    expect(() => made.send({ type: 0x10000 })).toThrow(RangeError);
    made.send({ type: 2 });
    expect(sent).toMatchObject([{ type: 1, seq: 1n, src: NAME }, { type: 2, seq: 2n, src: NAME }]);
  });

  it('passes on a list of any number of ptrs, without copying them', () => {
    const { machine: made } = machine();
    const front = new BufferList();
    const ptr = BufferPtr.copy(Uint8Array.of(1));
    for (let i = 0; i < 200_000; i++) front.pushBack(ptr);
    made.send({ type: 1, front });
    const output = made.takeOutput();
    expect(output).toHaveLength(200_000);
    expect(output[0]?.buffer).toBe(ptr.cStr().buffer);
  });

  it('emits a fault as its last event, and then neither reads nor writes', () => {
    const { machine: made } = machine();
    const error = new MessengerError('malformed', 'byte', 3, 'got 9');
    expect(made.receive(Uint8Array.of(1, 2, 9, 3))).toEqual([1, 2, { kind: 'failed', error }]);
    made.keepalive({ sec: 4, nsec: 0 });
    expect([made.receive(Uint8Array.of(5)), made.end(), made.takeOutput()]).toEqual([[], [], []]);
  });

  it('fails if the peer closes the connection in the middle of something', () => {
    expect(machine({ isReady: false }).machine.end()).toMatchObject([{ kind: 'failed', error: { code: 'end_of_stream', path: 'byte', offset: 0 } }]);
  });

  it('reads nothing after its session has ended', () => {
    const { machine: made } = machine();
    expect(made.receive(Uint8Array.of(1, 7, 2))).toEqual([1]);
    expect([made.receive(Uint8Array.of(9)), made.end()]).toEqual([[], []]);
  });

  it('does not hide a mistake of ours', () => {
    expect(() => machine().machine.receive(Uint8Array.of(8))).toThrow('a mistake of ours');
  });

  it('tells the peer that it closes, and then neither reads nor writes', () => {
    const { machine: made } = machine();
    made.keepalive({ sec: 3, nsec: 0 });
    made.close();
    made.keepalive({ sec: 4, nsec: 0 });
    expect([made.receive(Uint8Array.of(9)), made.end(), joined(made.takeOutput())]).toEqual([[], [], [0xaa, 3, 0xcc]]);
  });
});

describe.each([
  ['client of v1', () => clientOf()], ['server of v1', () => serverOf()],
  ['client of v2', () => newClient()], ['server of v2', () => newServer()],
] as const)('the %s, before it is ready,', (_, make) => {
  it('refuses to send', () => {
    expect(() => make().send({ type: 5 })).toThrow(new TypeError('send needs a session, which begins with the event "ready"'));
    expect(() => make().keepalive({ sec: 0, nsec: 0 })).toThrow(new TypeError('keepalive needs a session, which begins with the event "ready"'));
  });

  it('can be closed, and then neither reads nor writes', () => {
    const made = make();
    const first = joined(make().takeOutput());
    made.close();
    expect([made.receive(Uint8Array.of(1)), made.end(), joined(made.takeOutput())]).toEqual([[], [], first]);
  });
});
