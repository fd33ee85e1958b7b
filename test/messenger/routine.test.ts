import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/messenger/messenger_error.ts';
import { ReceiveBuffer } from '../../src/messenger/receive_buffer.ts';
import { Routine, need } from '../../src/messenger/routine.ts';
import type { Reading } from '../../src/messenger/routine.ts';

function* pairs(input: ReceiveBuffer, seen: number[][]): Reading<void> {
  while (!input.hasEnded || input.length > 0) {
    yield* need(input, 2, 'pair');
    seen.push([...input.take(2).toBytes()]);
  }
}

describe('Routine', () => {
  it('continues as far as the bytes allow', () => {
    const seen: number[][] = [];
    const routine = new Routine(new ReceiveBuffer(), (input) => pairs(input, seen));
    expect([routine.run(), seen]).toEqual([true, []]); // up to its first wait
    routine.input.append(Uint8Array.of(1));
    expect(routine.run()).toBe(false);
    routine.input.append(Uint8Array.of(2, 3, 4, 5));
    expect([routine.run(), seen, routine.isDone]).toEqual([true, [[1, 2], [3, 4]], false]);
  });

  it('throws if the stream ends within what it reads, and is then done', () => {
    const routine = new Routine(new ReceiveBuffer(10), (input) => pairs(input, []));
    routine.input.append(Uint8Array.of(1, 2, 3));
    routine.run();
    routine.input.end();
    expect(() => routine.run()).toThrow(new MessengerError('end_of_stream', 'pair', 12, 'need 2 bytes, 1 left'));
    expect([routine.isDone, routine.run()]).toEqual([true, false]);
  });

  it('waits for a condition too, but not beyond the end of the stream', () => {
    let isOpen = false;
    const routine = new Routine(new ReceiveBuffer(), function* () {
      yield { length: 0, until: () => isOpen };
      yield { length: 0, until: () => false };
    });
    routine.run();
    expect(routine.run()).toBe(false);
    isOpen = true;
    expect([routine.run(), routine.isDone]).toEqual([true, false]);
    routine.input.end();
    expect([routine.run(), routine.isDone]).toEqual([true, true]);
  });
});
