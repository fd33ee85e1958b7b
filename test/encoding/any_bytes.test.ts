import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../src/encoding/decode_error.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import type { Decode } from '../../src/encoding/decoder.ts';
import { Encoder } from '../../src/encoding/encoder.ts';
import { Mask64 } from '../../src/features/mask64.ts';

describe('Decoder, of any bytes', () => {
  const length = fc.nat(20);
  const leaf = fc.constantFrom<Decode<unknown>>(
    (d) => d.u8('a'), (d) => d.u16('b'), (d) => d.u32('c'), (d) => d.u64('d'), (d) => d.s64('e'), (d) => d.mask64('f'), (d) => d.double('g'),
    (d) => d.bool('h'), (d) => d.string('i'), (d) => d.blob('j'), (d) => d.peek(), (d) => d.rest('k'),
  );
  const { step } = fc.letrec<{ step: Decode<unknown> }>((tie) => {
    const inner = tie('step');
    return {
      step: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        leaf,
        length.map((n): Decode<unknown> => (d) => d.raw(n, 'n')),
        length.map((n): Decode<unknown> => (d) => d.unlessZero(n, 'o')),
        fc.tuple(inner, inner).map(([a, b]): Decode<unknown> => (d) => d.pair('p', a, b)),
        inner.map((a): Decode<unknown> => (d) => d.optional('q', a)),
        inner.map((a): Decode<unknown> => (d) => d.list('r', (e) => [e.u8('s'), a(e)])),
        inner.map((a): Decode<unknown> => (d) => d.map('t', (e) => e.u8(''), a)),
        inner.map((a): Decode<unknown> => (d) => d.embedded('u', a)),
        fc.tuple(inner, fc.nat(255)).map(([a, supports]): Decode<unknown> => (d) => d.finish([d.start(supports), a(d)])),
        fc.tuple(inner, fc.constantFrom(0, 1, 3) as fc.Arbitrary<0 | 1 | 3>).map(([a, padding]): Decode<unknown> =>
          (d) => d.finish([d.startLegacy(200, { compatSince: 2, lenSince: 3, padding }), a(d)])),
      ),
    };
  });
  /** Random bytes rarely contain a length that fits, so small u32s are mixed in. */
  const chunk = fc.oneof(fc.tuple(fc.nat(4)), fc.tuple(fc.nat(255)), fc.nat(6).map((small) => [small, 0, 0, 0]));

  it('gives values, or a DecodeError whose offset is within the input, and nothing else', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(fc.array(chunk, { maxLength: 40 }), fc.array(step, { maxLength: 6 }), (chunks, steps) => {
      const bytes = chunks.flat();
      const d = new Decoder(Uint8Array.from(bytes));
      try {
        for (const read of steps) {
          const before = d.offset;
          read(d);
          expect(d.offset).toBeGreaterThanOrEqual(before);
          expect(d.offset + d.remaining).toBe(bytes.length);
        }
        d.end();
        seen.add('value');
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        seen.add(error.code);
        expect(error.offset).toBeGreaterThanOrEqual(0);
        expect(error.offset).toBeLessThanOrEqual(bytes.length);
        expect(error.path).not.toMatch(/\.\.|^\.|\.$|\.\[/);
        if (error.needed !== undefined && error.available !== undefined) {
          expect(error.needed).toBeGreaterThan(error.available);
          expect(error.offset + error.available).toBeLessThanOrEqual(bytes.length);
        }
      }
    }), { numRuns: 3000 });
    expect([...seen].sort()).toEqual(['end_of_buffer', 'incompatible', 'length_past_parent', 'past_struct_end', 'trailing_bytes', 'value']);
  });
});

describe('Encoder and Decoder', () => {
  interface Step {
    readonly value: unknown;
    readonly write: (e: Encoder) => void;
    readonly read: Decode<unknown>;
  }
  const step = <T>(values: fc.Arbitrary<T>, write: (e: Encoder, value: T) => void, read: Decode<T>): fc.Arbitrary<Step> =>
    values.map((value) => ({ value, write: (e) => write(e, value), read }));
  const int = (min: number, max: number): fc.Arbitrary<number> => fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
  const big = (min: bigint, max: bigint): fc.Arbitrary<bigint> => fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max));
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const bytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 700 });
  const u8s = fc.array(fc.nat(255), { maxLength: 5 });

  const leaf = fc.oneof(
    step(int(0, 0xff), (e, v) => e.u8(v), (d) => d.u8('x')),
    step(int(0, 0xffff), (e, v) => e.u16(v), (d) => d.u16('x')),
    step(int(0, 0xffff_ffff), (e, v) => e.u32(v), (d) => d.u32('x')),
    step(big(0n, 2n ** 64n - 1n), (e, v) => e.u64(v), (d) => d.u64('x')),
    step(big(0n, 2n ** 64n - 1n).map(Mask64.of), (e, v) => e.mask64(v), (d) => d.mask64('x')),
    step(int(-0x80, 0x7f), (e, v) => e.s8(v), (d) => d.s8('x')),
    step(int(-0x8000, 0x7fff), (e, v) => e.s16(v), (d) => d.s16('x')),
    step(int(-0x8000_0000, 0x7fff_ffff), (e, v) => e.s32(v), (d) => d.s32('x')),
    step(big(-(2n ** 63n), 2n ** 63n - 1n), (e, v) => e.s64(v), (d) => d.s64('x')),
    step(int(0, 0xffff), (e, v) => e.u16be(v), (d) => d.u16be('x')),
    step(int(-0x8000_0000, 0x7fff_ffff), (e, v) => e.s32be(v), (d) => d.s32be('x')),
    step(fc.float(), (e, v) => e.float(v), (d) => d.float('x')),
    step(fc.double(), (e, v) => e.double(v), (d) => d.double('x')),
    step(fc.boolean(), (e, v) => e.bool(v), (d) => d.bool('x')),
    step(text, (e, v) => e.string(v), (d) => d.string('x')),
    step(bytes, (e, v) => e.blob(v), (d) => d.blob('x')),
    step(u8s, (e, v) => e.list(v, (to, n) => to.u8(n)), (d) => d.list('x', (from) => from.u8(''))),
    step(fc.uniqueArray(text), (e, v) => e.map(new Map(v.map((key, i) => [key, i])), (to, k) => to.string(k), (to, i) => to.u32(i)),
      (d) => [...d.map('x', (k) => k.string(''), (i) => i.u32('')).keys()]),
    step(fc.option(text, { nil: undefined }), (e, v) => e.optional(v, (to, t) => to.string(t)), (d) => d.optional('x', (from) => from.string(''))),
    step(fc.tuple(text, fc.nat(255)), (e, v) => e.pair(v, (to, t) => to.string(t), (to, n) => to.u8(n)),
      (d) => d.pair('x', (from) => from.string(''), (from) => from.u8(''))),
  );
  const inStruct = (inner: Step): Step => ({
    value: inner.value,
    write: (e) => {
      e.start(7, 3);
      inner.write(e);
      e.zeros(2); // what a newer encoder might append
      e.finish();
    },
    read: (d) => {
      d.start(3);
      return d.finish(inner.read(d));
    },
  });
  const embedded = (inner: Step): Step => ({ value: inner.value, write: (e) => e.embedded(inner, (to) => inner.write(to)), read: (d) => d.embedded('x', inner.read) });

  it('preserve every value, inside and outside structs', () => {
    const any = fc.oneof(leaf, leaf.map(inStruct), leaf.map(embedded), leaf.map(inStruct).map(embedded).map(inStruct));
    fc.assert(fc.property(fc.array(any, { maxLength: 12 }), (steps) => {
      const e = new Encoder(Mask64.ALL);
      for (const { write } of steps) write(e);
      const d = new Decoder(e.toBytes());
      expect(steps.map(({ read }) => read(d))).toEqual(steps.map(({ value }) => value));
      d.end();
    }), { numRuns: 300 });
  });
});
