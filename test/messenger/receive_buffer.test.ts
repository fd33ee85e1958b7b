import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceiveBuffer } from '../../src/messenger/receive_buffer.ts';
import { noise } from '../buffer/support/support.ts';

describe('ReceiveBuffer', () => {
  it('returns the bytes of all chunks, in chunks of any size', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 600, size: 'max' })), fc.array(fc.nat(700)), (chunks, sizes) => {
      const input = new ReceiveBuffer();
      const taken: number[] = [];
      for (const [i, chunk] of chunks.entries()) {
        input.append(chunk);
        const size = Math.min(sizes[i] ?? 0, input.length);
        expect(input.peek(size)).toEqual(new Uint8Array(input.peek(input.length).slice(0, size)));
        taken.push(...input.take(size).toBytes());
        expect(input.offset).toBe(taken.length);
      }
      taken.push(...input.take(input.length).toBytes());
      expect(taken).toEqual(chunks.flatMap((chunk) => [...chunk]));
    }));
  });

  it('shares the memory of a chunk, and copies a small one that follows others', () => {
    const input = new ReceiveBuffer();
    const [small, large, other] = [noise(255), noise(256), noise(1)];
    for (const chunk of [small, large, other]) input.append(chunk);
    const [first, second, third] = input.take(512).buffers;
    expect(first?.cStr().buffer).toBe(small.buffer);
    expect(second?.cStr().buffer).toBe(large.buffer);
    expect(third?.cStr().buffer).not.toBe(other.buffer);
  });

  it('does not need an object for each byte that arrives alone', () => {
    const input = new ReceiveBuffer();
    for (let i = 0; i < 4096; i++) input.append(Uint8Array.of(i & 0xff));
    expect(input.take(4096).buffers.length).toBeLessThan(10);
  });

  it('counts from its first offset, dropped bytes included', () => {
    const input = new ReceiveBuffer(1000);
    input.append(Uint8Array.of(1, 2, 3, 4));
    input.drop(1);
    expect([input.offset, input.length, input.peek(2, 1)]).toEqual([1001, 3, Uint8Array.of(3, 4)]);
    expect(() => input.take(4)).toThrow('need 4 bytes');
  });

  it('returns plain arrays, also for a Buffer', () => {
    const input = new ReceiveBuffer();
    input.append(Buffer.alloc(300));
    expect(input.take(300).buffers[0]?.cStr().constructor).toBe(Uint8Array);
  });
});
