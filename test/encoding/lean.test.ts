import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { decode } from '../../src/encoding/ceph_type.ts';
import { DecodeError } from '../../src/encoding/decode_error.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import { UNREAD, readLean } from '../../src/encoding/lean.ts';
import { RELEASES } from '../../src/features/releases.ts';
import type { Writer } from '../../src/features/releases.ts';
import { TYPES } from '../../src/types/registry.ts';
import type { AnyCephType } from '../../src/types/registry.ts';
import { fixture, fixtures } from '../support/fixtures.ts';

const READERS = RELEASES.filter((release): release is Writer => release.writes !== undefined);
const FIXTURES = fixtures();

/** What the labelled decoder makes of bytes: a value, or where it fails. */
function labelled(type: AnyCephType, bytes: Uint8Array, { reads }: Writer): unknown {
  return outcome(() => new Decoder(bytes, reads).whole(type.name, type.decode));
}

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { path: error.path, offset: error.offset, code: error.code, reason: error.reason };
  }
}

function isFault(found: unknown): boolean {
  return found instanceof Object && 'reason' in found;
}

describe('a lean twin', () => {
  it('is made for every type that the library reads', () => {
    const without = [...TYPES.values()].filter(({ lean }) => lean === undefined).map(({ name }) => name);
    expect(without).toEqual(['MMonGetMap']); // whose front is empty
  });

  it.each(READERS)('reads as $name whatever the labelled decoder reads, and to the same value', (reader) => {
    for (const { file, type, bytes } of FIXTURES) {
      if (type.lean === undefined) continue;
      const expected = labelled(type, bytes, reader);
      const value = readLean(type.lean, bytes, reader.reads);
      // Stored messages are rare, and their decoder reads in closures, which the rules of build/ do not cover.
      expect(value, file).toEqual(isFault(expected) || file.includes('stored') ? UNREAD : expected);
    }
  });

  it('stands in an ArrayBuffer wherever its bytes do', () => {
    const { type, bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
    for (const before of [1, 2, 3, 7, 4096]) {
      const around = new Uint8Array(before + bytes.length + 9).fill(0xee);
      around.set(bytes, before);
      const within = around.subarray(before, before + bytes.length);
      expect(decode(type, within)).toEqual(decode(type, bytes));
      expect(decode(type, BufferList.from(within))).toEqual(decode(type, bytes));
      expect(() => decode(type, around.subarray(before, before + bytes.length - 1))).toThrow(DecodeError);
    }
  });

  it('never differs from the labelled decoder, whatever byte is another and wherever the input ends', () => {
    const damaged = fc.tuple(fc.constantFrom(...FIXTURES), fc.constantFrom(...READERS), fc.nat(0xffff), fc.nat(255), fc.nat(9));
    const seen = { read: 0, failed: 0 };
    fc.assert(
      fc.property(damaged, ([{ type, bytes }, reader, where, value, cut]) => {
        const changed = Uint8Array.from(bytes.subarray(0, bytes.length - (cut > 6 ? cut : 0)));
        changed[where % changed.length] = value;
        const found = outcome(() => decode(type, changed, { release: reader.name }));
        expect(found).toEqual(labelled(type, changed, reader));
        seen[isFault(found) ? 'failed' : 'read']++;
      }),
      { numRuns: 4000 },
    );
    expect(Math.min(seen.read, seen.failed)).toBeGreaterThan(400);
  });
});

describe('decode', () => {
  it('reports bytes whose ArrayBuffer was transferred like any that are too few', () => {
    const { type, bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
    const given = Uint8Array.from(bytes);
    decode(type, given);
    structuredClone(given.buffer, { transfer: [given.buffer] });
    expect(() => decode(type, given)).toThrow(DecodeError);
  });
});
