import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { Conversation } from '../../src/messenger/conversation.ts';
import { MessengerError } from '../../src/messenger/messenger_error.ts';
import { need } from '../../src/messenger/routine.ts';

/** Emits bytes until one is 9, which it cannot read, or 8, which breaks it. */
function counting(): Conversation<number> {
  const conversation: Conversation<number> = new Conversation(function* (input) {
    conversation.write(Uint8Array.of(0));
    for (;;) {
      yield* need(input, 1, 'byte');
      const [byte = 0] = input.take(1).toBytes();
      if (byte === 9) throw new MessengerError('malformed', 'byte', input.offset - 1, 'got 9');
      if (byte === 8) throw new Error('a mistake of ours');
      conversation.emit(byte);
    }
  });
  conversation.start();
  return conversation;
}

describe('Conversation', () => {
  it('speaks unasked, and hands output over once', () => {
    const conversation = counting();
    conversation.write(BufferList.from(Uint8Array.of(1, 2)), Uint8Array.of(3));
    expect([conversation.takeOutput(), conversation.takeOutput()]).toEqual([[Uint8Array.of(0), Uint8Array.of(1, 2), Uint8Array.of(3)], []]);
  });

  it('hands over a list of any number of ptrs', () => {
    const conversation = counting();
    const list = new BufferList();
    for (let i = 0; i < 200_000; i++) list.pushBack(BufferPtr.copy(Uint8Array.of(i & 0xff)));
    conversation.write(list);
    expect(conversation.takeOutput()).toHaveLength(200_001);
  });

  it('makes a fault its last event, and takes and gives nothing more', () => {
    const conversation = counting();
    const error = new MessengerError('malformed', 'byte', 2, 'got 9');
    expect(conversation.receive(Uint8Array.of(1, 2, 9, 3))).toEqual([1, 2, { kind: 'failed', error }]);
    conversation.write(Uint8Array.of(4));
    expect([conversation.receive(Uint8Array.of(5)), conversation.end(), conversation.takeOutput()]).toEqual([[], [], [Uint8Array.of(0)]]);
  });

  it('makes an end inside of something a fault', () => {
    expect(counting().end()).toMatchObject([{ kind: 'failed', error: { code: 'end_of_stream', path: 'byte', offset: 0 } }]);
  });

  it('does not hide a mistake of ours', () => {
    expect(() => counting().receive(Uint8Array.of(8))).toThrow('a mistake of ours');
  });
});
