import { describe, expect, it } from 'vitest';
import { Encoder } from '../../src/encoding/encoder.ts';
import { SLAB_LENGTH } from '../../src/encoding/slab.ts';
import { Mask64 } from '../../src/features/mask64.ts';

const encoder = (): Encoder => new Encoder(Mask64.NONE);
const of = (byte: number, length = 100): Encoder => {
  const e = encoder();
  e.raw(new Uint8Array(length).fill(byte));
  return e;
};

describe('the space that encodings share', () => {
  it('keeps each encoding unchanged, however many follow', () => {
    const taken = Array.from({ length: 500 }, (_, i) => of(i & 255).take());
    for (const [i, bytes] of taken.entries()) expect(bytes).toEqual(new Uint8Array(100).fill(i & 255));
    expect(new Set(taken.map(({ buffer }) => buffer)).size).toBeLessThan(10);
  });

  it('is used again also where there is an encoding within each encoding', () => {
    const buffers = Array.from({ length: 500 }, () => {
      const [outer, inner] = [of(1, 10), of(2, 10).take()];
      return [outer.take().buffer, inner.buffer];
    });
    expect(new Set(buffers.flat()).size).toBeLessThan(10);
  });

  it('is never used by two active encoders', () => {
    const [a, b] = [of(1), of(2)];
    a.raw(new Uint8Array(50).fill(1));
    b.raw(new Uint8Array(50).fill(2));
    expect([a.take(), b.take()]).toEqual([new Uint8Array(150).fill(1), new Uint8Array(150).fill(2)]);
  });

  it('is left by an encoding that outgrows it, and by an encoder that writes after take()', () => {
    const long = of(3, SLAB_LENGTH - 10);
    long.raw(new Uint8Array(20).fill(3));
    expect(long.take()).toEqual(new Uint8Array(SLAB_LENGTH + 10).fill(3));
    const e = of(4);
    const first = e.take();
    const next = of(5).take();
    e.u8(6);
    expect([first, next, e.take().at(-1)]).toEqual([new Uint8Array(100).fill(4), new Uint8Array(100).fill(5), 6]);
  });

  it('is replaced after its ArrayBuffer was transferred', () => {
    const { buffer } = of(7).take() as Uint8Array<ArrayBuffer>;
    structuredClone(buffer, { transfer: [buffer] });
    expect(of(8).take()).toEqual(new Uint8Array(100).fill(8));
  });
});
