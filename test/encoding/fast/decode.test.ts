import { existsSync, readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { DecodeError } from '../../../src/encoding/decode_error.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { UNREAD, readFast } from '../../../src/encoding/fast/decode.ts';
import { CODEC_RELEASES } from '../../../src/features/codec_release.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { TYPES } from '../../../src/types/registry.ts';
import type { AnyCephType } from '../../../src/types/registry.ts';
import { fixture, fixtures } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

interface Input {
  readonly type: AnyCephType;
  readonly bytes: Uint8Array;
  readonly name: string;
}

const FIXTURES: readonly Input[] = fixtures().map(({ file, type, bytes }) => ({ name: file, type, bytes }));
const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);

/** Ceph's own objects of our types, if the corpus is there. */
function corpus(): Input[] {
  if (!existsSync(CORPUS)) return [];
  return readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const parts = path.replaceAll('\\', '/').split('/');
    const type = TYPES.get(parts.at(-2) ?? '');
    const file = new URL(path, CORPUS);
    return type === undefined ? [] : [{ name: path, type, bytes: new Uint8Array(readFileSync(file)) }];
  });
}

/** The result of the labelled decoder: a value, or the place where it fails. */
function labelled({ type, bytes }: Input): unknown {
  return outcome(() => new Decoder(bytes).whole(type.name, type.decode));
}

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { path: error.path, offset: error.offset, code: error.code, reason: error.reason };
  }
}

/** A front alone: messages with checksums are rare, so the labelled decoder reads them. */
function isStored({ type, bytes }: Input): boolean {
  return 'front' in type && (decode(type, bytes) as { message: unknown }).message !== null;
}

describe('a fast decoder', () => {
  it('is made for every type, except for an empty front', () => {
    expect([...TYPES.values()].filter(({ fast }) => fast === undefined).map(({ name }) => name)).toEqual(['MMonGetMap']);
  });

  it.each([...FIXTURES, ...corpus()])('reads $name as the labelled one does', (input) => {
    const { type, bytes } = input;
    if (type.fast === undefined) return;
    const expected = labelled(input) as { value?: unknown };
    const isLeft = isStored(input) || (expected.value as { monAddr?: unknown } | undefined)?.monAddr instanceof Map;
    expect(readFast(type.fast, bytes)).toEqual(isLeft ? UNREAD : expected.value);
  });

  it('is not used to read as another release', () => {
    const { type, bytes } = fixture('mon/MonMap/v9-three-mons.bin');
    const fast = (): never => expect.unreachable();
    for (const { name } of CODEC_RELEASES.slice(CODEC_RELEASES.findIndex(({ row }) => row === 'nautilus'))) expect(decode({ ...type, fast }, bytes, { release: name })).toBeDefined();
  });

  it('reads bytes at any offset of an ArrayBuffer, also from a Buffer or a list', () => {
    const { type, bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
    for (const before of [1, 2, 3, 7, 4096]) {
      const around = new Uint8Array(before + bytes.length + 9).fill(0xee);
      around.set(bytes, before);
      const within = around.subarray(before, before + bytes.length);
      expect(decode(type, within)).toEqual(decode(type, bytes));
      expect(decode(type, Buffer.from(around.buffer, before, bytes.length))).toEqual(decode(type, bytes));
      expect(decode(type, BufferList.from(within))).toEqual(decode(type, bytes));
      expect(() => decode(type, around.subarray(before, before + bytes.length - 1))).toThrow(DecodeError);
    }
  });

  it('reads a message of any length, from a copy or not', () => {
    for (const count of [1, 20, 40, 45, 100]) {
      const bytes = encode(MonMap, mapOf(Array.from({ length: count }, (_, i) => monOf(`m${100 + i}`, `v1:10.0.0.${i}:6789/0`))), { release: 'luminous' });
      const input = { name: `${count}`, type: TYPES.get('MonMap') ?? expect.unreachable(), bytes };
      expect({ value: readFast(input.type.fast ?? expect.unreachable(), bytes) }).toEqual(labelled(input));
    }
  });

  it('keeps nothing of a message but its own bytes', () => {
    const { type, bytes } = fixture('mon/MonMap/v11-unknown-tail.bin');
    const other = fixture('mon/MonMap/v10-every-field.bin');
    const value = decode(type, bytes);
    const before = structuredClone(value);
    decode(other.type, other.bytes);
    expect(structuredClone(value)).toEqual(before);
    expect((value as MonMap).newer?.tail.buffer).toBe(bytes.buffer);
  });

  it.each(FIXTURES)('never differs from the labelled one, wherever $name ends', ({ name, type, bytes }) => {
    for (let length = 0; length < bytes.length; length++) {
      const input = { name, type, bytes: bytes.subarray(0, length) };
      expect(outcome(() => decode(type, input.bytes)), `${length}`).toEqual(labelled(input));
    }
  });

  it('never differs from the labelled one, whatever bytes are changed, in any order of types', () => {
    const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(255));
    const damaged = fc.tuple(fc.constantFrom(...FIXTURES), fc.array(edit, { minLength: 1, maxLength: 3 }), fc.nat(9));
    const seen = { read: 0, failed: 0 };
    fc.assert(
      fc.property(damaged, ([{ name, type, bytes }, edits, cut]) => {
        const changed = Uint8Array.from(bytes.subarray(0, bytes.length - (cut > 6 ? cut : 0)));
        for (const [where, value] of edits) changed[Math.floor(where * changed.length)] = value;
        const found = outcome(() => decode(type, changed));
        expect(found).toEqual(labelled({ name, type, bytes: changed }));
        seen['value' in (found as object) ? 'read' : 'failed']++;
      }),
      { numRuns: 100_000 },
    );
    expect(Math.min(seen.read, seen.failed)).toBeGreaterThan(10_000);
  });
});

describe('decode', () => {
  it('reports missing bytes if the ArrayBuffer was transferred', () => {
    const { type, bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
    const given = Uint8Array.from(bytes);
    decode(type, given);
    structuredClone(given.buffer, { transfer: [given.buffer] });
    expect(() => decode(type, given)).toThrow(DecodeError);
  });
});
