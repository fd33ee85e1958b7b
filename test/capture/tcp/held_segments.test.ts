import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldSegments } from '../../../src/capture/tcp/held_segments.ts';
import { ascii, text } from '../support/support.ts';

function add(held: HeldSegments, at: number, bytes: string): void {
  held.add({ at, length: bytes.length, bytes: ascii(bytes), stamp: null });
}

/** Removes all segments, and returns them as text. */
function drain(held: HeldSegments): string[] {
  const segments: string[] = [];
  for (let segment = held.shift(); segment !== undefined; segment = held.shift()) segments.push(`${segment.at} ${segment.bytes === null ? `cut ${segment.length}` : text(segment.bytes)}`);
  return segments;
}

describe('HeldSegments', () => {
  it('keeps segments in order', () => {
    const held = new HeldSegments();
    add(held, 9, 'c');
    add(held, 1, 'a');
    add(held, 5, 'b');
    expect([held.count, held.first?.at]).toEqual([3, 1]);
    expect(drain(held)).toEqual(['1 a', '5 b', '9 c']);
  });

  it('keeps the first bytes if segments overlap', () => {
    const held = new HeldSegments();
    add(held, 2, 'xy');
    add(held, 6, 'z');
    add(held, 0, 'abcdefgh');
    expect(drain(held)).toEqual(['0 ab', '2 xy', '4 ef', '6 z', '7 h']);
  });

  it('holds no byte twice', () => {
    const held = new HeldSegments();
    add(held, 2, 'abcd');
    add(held, 3, 'xy');
    add(held, 2, 'abcd');
    expect(drain(held)).toEqual(['2 abcd']);
  });

  it('holds what the capture cut off as a segment without bytes', () => {
    const held = new HeldSegments();
    held.add({ at: 4, length: 3, bytes: null, stamp: null });
    add(held, 2, 'abcdefg');
    expect(drain(held)).toEqual(['2 ab', '4 cut 3', '7 fg']);
  });

  it('knows its cost in memory, and copies the bytes', () => {
    const held = new HeldSegments();
    const bytes = ascii('abcd');
    held.add({ at: 0, length: 4, bytes, stamp: null });
    bytes.fill(0);
    const { cost } = held;
    expect(cost).toBeGreaterThan(4);
    expect(drain(held)).toEqual(['0 abcd']);
    expect(held.cost).toBe(0);
  });

  it('holds each byte of a stream once, whatever segments are added', () => {
    const stream = 'abcdefghijklmnopqrstuvwxyz';
    const cuts = fc.array(fc.tuple(fc.nat(25), fc.integer({ min: 1, max: 9 })), { maxLength: 20 });
    fc.assert(
      fc.property(cuts, (segments) => {
        const held = new HeldSegments();
        const there = new Set<number>();
        for (const [at, length] of segments) {
          add(held, at, stream.slice(at, at + length));
          for (let i = at; i < Math.min(at + length, 26); i++) there.add(i);
        }
        const bytes: [number, string][] = [];
        for (let segment = held.shift(); segment !== undefined; segment = held.shift()) {
          for (const [i, c] of [...text(segment.bytes ?? new Uint8Array(0))].entries()) bytes.push([segment.at + i, c]);
        }
        expect(bytes).toEqual([...there].sort((a, b) => a - b).map((i) => [i, stream[i]]));
      }),
    );
  });
});
