import { describe, expect, it } from 'vitest';
import { Flow } from '../../src/messenger/flow.ts';
import type { LostEvent } from '../../src/messenger/events.ts';
import { MessengerError } from '../../src/messenger/messenger_error.ts';
import type { ReceiveBuffer } from '../../src/messenger/receive_buffer.ts';
import { need } from '../../src/messenger/routine.ts';
import type { Reading } from '../../src/messenger/routine.ts';

/** Reads frames of three bytes that begin with 7, once `lookahead` more bytes are there. A frame with a 9 after the 7 has a fault, which is found after the frame is taken. */
function sevens({ lookahead = 0 } = {}) {
  const seen: (number | LostEvent)[] = [];
  function* resume(input: ReceiveBuffer): Reading<void> {
    for (;;) {
      flow.mark(input.offset);
      if (input.length === 0) yield { length: 1 };
      if (input.length === 0) return;
      const at = input.offset;
      if (input.peek(1)[0] !== 7) throw new MessengerError('malformed', 'seven', at, 'expected 7');
      yield* need(input, 3, 'seven');
      if (lookahead > 0 && input.length < 3 + lookahead) yield { length: 3 + lookahead };
      const frame = input.take(3);
      if (frame.at(1) === 9) throw new MessengerError('checksum', 'seven', at, 'has a 9');
      seen.push(at);
    }
  }
  function* search(input: ReceiveBuffer): Reading<boolean> {
    for (;;) {
      while (input.length > 0 && input.peek(1)[0] !== 7) input.drop(1);
      if (input.length > 0) return true;
      if (input.hasEnded) return false;
      yield { length: 1 };
    }
  }
  const flow = new Flow({ side: 'client', start: resume, search, resume, lost: (event) => seen.push(event) });
  const receive = (bytes: readonly number[], at?: number): void => {
    flow.receive(Uint8Array.from(bytes), at);
    while (flow.run());
  };
  const end = (): void => {
    flow.end();
    while (flow.run());
  };
  return { flow, seen, receive, end };
}

const lost = (at: number, length: number, why: string) => ({ kind: 'lost', side: 'client', at, length, why });

describe('a flow', () => {
  it('continues at the next frame after other bytes, and reports them once', () => {
    const { seen, receive } = sevens();
    for (const byte of [7, 0, 0, 1, 2, 3, 7, 0, 0]) receive([byte]);
    expect(seen).toEqual([0, lost(3, 3, 'seven at stream offset 3: expected 7'), 6]);
  });

  it('continues directly after a complete frame with a fault in it', () => {
    const { seen, receive } = sevens();
    receive([7, 9, 7, 7, 0, 0]);
    expect(seen).toEqual([lost(0, 3, 'seven at stream offset 0: has a 9'), 3]);
  });

  it('loses a frame that has a gap in it', () => {
    const { seen, receive } = sevens();
    receive([7, 0, 0, 7, 0]);
    receive([1, 7, 0, 0], 105);
    expect(seen).toEqual([0, lost(3, 103, '100 bytes are missing'), 106]);
  });

  it('reads a complete frame before a gap, although it waited for more bytes', () => {
    const { flow, seen, receive } = sevens({ lookahead: 2 });
    receive([7, 0, 0, 7, 0, 0, 7]);
    expect(seen).toEqual([0]);
    flow.lose(10);
    receive([7, 0, 0, 7, 0]);
    expect(seen).toEqual([0, 3, lost(6, 11, '10 bytes are missing'), 17]);
  });

  it('reports several losses as one, with the first reason', () => {
    const { flow, seen, receive } = sevens();
    receive([1, 2]);
    flow.lose(10);
    flow.lose(5);
    receive([7, 0, 0]);
    expect(seen).toEqual([lost(0, 17, 'seven at stream offset 0: expected 7'), 17]);
  });

  it('loses a frame that the end cuts short', () => {
    const { seen, receive, end } = sevens();
    receive([7, 0, 0, 7, 0]);
    end();
    expect(seen).toEqual([0, lost(3, 2, 'seven at stream offset 3: need 3 bytes, 2 left')]);
  });

  it('reports nothing at the end if nothing is left', () => {
    const { seen, receive, end } = sevens();
    receive([7, 0, 0]);
    end();
    expect(seen).toEqual([0]);
  });

  it('refuses bytes that were given before', () => {
    const { flow, receive } = sevens();
    receive([7, 0, 0]);
    expect(() => flow.receive(new Uint8Array(1), 2)).toThrow(new RangeError('the next byte of the client is at 3, got bytes at 2'));
    expect(() => flow.lose(0.5)).toThrow(RangeError);
  });
});
