import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureInput } from '../../../src/capture/file/input.ts';

const count = (from: number, to: number): Uint8Array => Uint8Array.from({ length: to - from }, (_, i) => from + i);

describe('CaptureInput', () => {
  it('reads a record within a chunk in place', () => {
    const input = new CaptureInput();
    const chunk = count(0, 8);
    input.receive(chunk);
    expect(input.has(3)).toBe(true);
    input.at += 3;
    expect(input.has(5)).toBe(true);
    expect([input.offset, input.view.getUint8(input.at)]).toEqual([3, 3]);
    expect(input.has(6)).toBe(false);
  });

  it('shares the memory of the chunk', () => {
    const input = new CaptureInput();
    const chunk = count(0, 8);
    input.receive(chunk);
    input.has(8);
    expect(input.bytes.buffer).toBe(chunk.buffer);
  });

  it('copies a record in several chunks, and continues in the last', () => {
    const input = new CaptureInput();
    for (const [from, to] of [[0, 3], [3, 4], [4, 20]] as const) input.receive(count(from, to));
    expect(input.has(6)).toBe(true);
    expect([...input.bytes.subarray(input.at, input.at + 6)]).toEqual([0, 1, 2, 3, 4, 5]);
    input.at += 6;
    expect([input.has(14), input.offset, input.view.getUint8(input.at)]).toEqual([true, 6, 6]);
  });

  it('skips bytes that have not arrived yet', () => {
    const input = new CaptureInput();
    input.receive(count(0, 4));
    input.skip(10);
    expect([input.has(1), input.offset, input.isAtEnd]).toEqual([false, 4, false]);
    input.receive(count(4, 8));
    input.receive(count(8, 12));
    expect([input.has(2), input.offset, input.view.getUint8(input.at)]).toEqual([true, 10, 10]);
  });

  it('gives every byte once and in order, whatever the chunks and records', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 30 }), (chunks, records) => {
        const input = new CaptureInput();
        const wanted = records.slice();
        let given = 0;
        let at = 0;
        for (const size of chunks) {
          input.receive(count(given, (given += size)));
          for (let record = wanted[0]; record !== undefined; record = wanted[0]) {
            const [length, isSkipped] = record;
            if (isSkipped) input.skip(length);
            else if (!input.has(length)) break;
            else {
              expect([...input.bytes.subarray(input.at, input.at + length)]).toEqual([...count(at, at + length)]);
              expect(input.offset).toBe(at);
              input.at += length;
            }
            at += length;
            wanted.shift();
          }
        }
        if (wanted.length === 0) expect(input.isAtEnd).toBe(at === given);
      }),
    );
  });
});
