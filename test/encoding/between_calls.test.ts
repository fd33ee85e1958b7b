import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/buffer/bytes/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../../src/buffer/bytes/utf8.ts';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import type { Trace } from '../../src/encoding/trace.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import type { AnyCephType } from '../../src/types/registry.ts';
import { TYPES } from '../../src/types/registry.ts';
import { Uuid } from '../../src/types/common/uuid_d.ts';
import { fixture, fixtures } from '../support/fixtures.ts';
import { collectGarbage, heldBytes } from '../support/memory.ts';
import { replaced } from './support/values.ts';

/* Names, uuids and views of the input are kept from one call to the next: no value may ever show what an earlier one was. */

const textOf = (bytes: Uint8Array): string => decodeUtf8(bytes, 0, bytes.length);

function changed(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const other = Uint8Array.from(bytes);
  other[at] = (bytes[at] as number) ^ mask;
  return other;
}

/** Other bytes that look like `bytes` to whoever compares them in another form than they have. */
function lookalikes(bytes: Uint8Array): Uint8Array[] {
  const units = Array.from(textOf(bytes), (_, i) => textOf(bytes).charCodeAt(i));
  const asText = String.fromCharCode(...bytes);
  return [
    Uint8Array.from(units), // each unit of the text as one byte
    Uint8Array.from(units, (unit) => unit >>> 8),
    encodeUtf8(asText), // each byte as a character
    Uint8Array.from(bytes, (byte) => byte ^ 0x80),
    Uint8Array.from([...bytes, 0]),
    ...[0, bytes.length >> 1, bytes.length - 1].filter((i) => i in bytes).map((i) => changed(bytes, i, 1)),
  ];
}

/** Names of monitors and what is hard to tell from them; the first pair is `¬Ýr` in UTF-8 and in Latin-1. */
const NAMES: readonly Uint8Array[] = ['¬Ýr', 'a', 'é', 'mon.a', 'ceph-mön-01', 'ÿþ', '日本', '😀', '\ufeffa', '\udcac\udcddr', 'x'.repeat(32), 'é'.repeat(16), 'é'.repeat(33)].map(encodeUtf8);
const PAIRS = NAMES.flatMap((name) => lookalikes(name).map((other) => [textOf(name), textOf(other)] as const));

interface Resizable extends ArrayBuffer {
  resize(length: number): void;
}

/** Of ES2024, and in Node 20. */
function resizable(length: number, maxByteLength: number): Resizable {
  return Reflect.construct(ArrayBuffer, [length, { maxByteLength }]) as Resizable;
}

/** What the decoder reads that keeps nothing. */
function labelled(type: AnyCephType, bytes: Uint8Array): unknown {
  return new Decoder(bytes).whole(type.name, type.decode);
}

/** The strings of a value in the order of its bytes. */
function stringsIn(type: AnyCephType, bytes: Uint8Array): string[] {
  const strings: string[] = [];
  const trace: Trace = { enter: () => {}, leave: () => {}, leaf: (_, kind, __, ___, value) => void (kind === 'string' && strings.push(String(value))) };
  new Decoder(bytes, undefined, trace).whole(type.name, type.decode);
  return strings;
}

/** For every type that holds a name, a value with any other name in the place of one. */
const NAMED = fixtures().flatMap(({ file, type, bytes }) => {
  const name = stringsIn(type, bytes).find((text) => text !== '');
  return name === undefined ? [] : [{ file, type, holding: (other: string) => encode(type, replaced(decode(type, bytes), name, other)) }];
});

/** Reads each behind the other: both must be what they are, and be written back. */
function readInTurn(type: AnyCephType, first: Uint8Array, second: Uint8Array): void {
  for (const bytes of [first, second, first]) {
    const value = decode(type, bytes);
    expect(value).toEqual(labelled(type, bytes));
    expect(toHex(encode(type, value))).toBe(toHex(bytes));
  }
}

describe('a name', () => {
  it('is in every type that has a string in a fixture', () => {
    const types = new Set(NAMED.map(({ type }) => type.name));
    expect([...types].sort()).toEqual(['MAuthReply', 'MMonMap', 'MMonSubscribe', 'MonMap', 'mon_info_t']);
  });

  it.each(NAMED)('is read and written back with its own bytes after one that looks like it, and the other way round: $file', ({ type, holding }) => {
    for (const [name, other] of PAIRS) {
      expect(stringsIn(type, holding(other))).toContain(other);
      readInTurn(type, holding(name), holding(other));
    }
  });

  it('is that of its bytes, whatever bytes came before', () => {
    const { type, holding } = NAMED.find(({ type: { name } }) => name === 'mon_info_t') as (typeof NAMED)[number];
    const letters = fc.array(fc.constantFrom('a', 'z', '\0', '\u0080', '¬', 'Ý', 'ÿ', 'Ā', '\udcac', '\ud83d\ude00'), { maxLength: 8, size: 'max' });
    fc.assert(
      fc.property(letters, (name) => {
        const bytes = encodeUtf8(name.join(''));
        for (const one of [bytes, ...lookalikes(bytes)]) {
          const whole = holding(textOf(one));
          expect(decode(type, whole)).toEqual(labelled(type, whole));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a uuid', () => {
  const uuid = Uint8Array.from({ length: 16 }, (_, i) => 0x11 * i);
  const others = Array.from(uuid, (_, i) => changed(uuid, i, 0x80));

  it('is read and written with its own bytes after one that differs in a single byte', () => {
    for (const other of others) {
      readInTurn(TYPES.get('uuid_d') as AnyCephType, uuid, other);
    }
  });

  it('is written with its own bytes after one that differs, in whatever case', () => {
    for (const other of others) {
      const texts = [decode(Uuid, uuid), decode(Uuid, other)] as const;
      expect(encode(Uuid, texts[0].toUpperCase())).toEqual(uuid);
      expect(encode(Uuid, texts[1])).toEqual(other);
      expect(encode(Uuid, texts[0])).toEqual(uuid);
      expect(() => encode(Uuid, texts[0].replace('1', 'g'))).toThrow(TypeError);
      expect(encode(Uuid, texts[0])).toEqual(uuid);
    }
  });
});

describe('an input', () => {
  const { type, bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
  const other = changed(bytes, 6, 0xff); // in the fsid

  it('is read as it is now, when its buffer was read before with other bytes', () => {
    const buffer = Uint8Array.from(bytes);
    for (const now of [bytes, other, bytes]) {
      buffer.set(now);
      expect(decode(type, buffer)).toEqual(labelled(type, now));
    }
  });

  it('is read in its own buffer, after an equal one and one of the same length', () => {
    for (const now of [bytes, Uint8Array.from(bytes), other]) expect(decode(type, now)).toEqual(labelled(type, now));
  });

  it('is read as long as its buffer is now, when that could grow', () => {
    const buffer = resizable(bytes.length, 2 * bytes.length);
    const whole = new Uint8Array(buffer);
    whole.set(bytes);
    expect(decode(type, whole)).toEqual(labelled(type, bytes));
    buffer.resize(2 * bytes.length);
    whole.set(bytes, bytes.length);
    expect(decode(type, whole.subarray(bytes.length))).toEqual(labelled(type, bytes));
    buffer.resize(bytes.length - 1);
    expect(() => decode(type, whole)).toThrow(expect.objectContaining({ name: 'DecodeError' }));
  });
});

describe('what is kept', () => {
  const { bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
  const map = decode(MonMap, bytes);

  function useNames(turn: number): void {
    const ranks = Array.from({ length: 100 }, (_, n) => `${turn}.${n}`.padEnd(n, 'x'));
    expect(decode(MonMap, encode(MonMap, { ...map, ranks })).ranks).toEqual(ranks);
  }

  /** A buffer with room for `length` bytes that was read from, held by nobody here. */
  function readFrom(buffer: ArrayBuffer): WeakRef<ArrayBuffer> {
    const input = new Uint8Array(buffer, 0, bytes.length);
    input.set(bytes);
    expect(decode(MonMap, input)).toEqual(map);
    return new WeakRef(buffer);
  }

  it('is as much after a hundred thousand names as after fifty thousand', () => {
    for (let turn = 0; turn < 500; turn++) useNames(turn);
    const before = heldBytes();
    for (let turn = 500; turn < 1000; turn++) useNames(turn);
    expect(heldBytes() - before).toBeLessThan(512 << 10);
  });

  it('is no input of more than a megabyte, nor one that may become that large', async () => {
    const large = [readFrom(new ArrayBuffer(2 << 20)), readFrom(resizable(bytes.length, 2 << 20))];
    await new Promise(setImmediate); // until the next turn a WeakRef holds what it was asked for
    collectGarbage();
    expect(large.map((ref) => ref.deref())).toEqual([undefined, undefined]);
  });
});
