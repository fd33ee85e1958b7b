import { describe, expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import { decodeOnly as decodeAlone } from '../../src/encoding/decodable_type.ts';
import type { DecodableType } from '../../src/encoding/decodable_type.ts';
import { DecodeError } from '../../src/encoding/decode_error.ts';
import * as decodeOnly from '../../src/types/decode_only.ts';
import { TYPES } from '../../src/types/registry.ts';
import type { Front } from '../../src/types/messages/message_type.ts';
import { fixtures } from '../support/fixtures.ts';

const BY_NAME: ReadonlyMap<string, DecodableType<unknown>> = new Map(Object.values(decodeOnly).map((type) => [type.name, type]));

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}

describe('the types that can only be decoded', () => {
  it('are those of the registry', () => {
    expect([...BY_NAME.keys()].sort()).toEqual([...TYPES.keys()].sort());
  });

  it.each([...TYPES.values()])('$name has the decoders of the whole type', (whole) => {
    const type = BY_NAME.get(whole.name) ?? expect.unreachable();
    if ('front' in whole) {
      const [front, wholeFront] = [type, whole].map((each) => (each as unknown as { front: Front<unknown> }).front);
      expect([front?.decode, front?.headVersion]).toEqual([wholeFront?.decode, wholeFront?.headVersion]);
    } else {
      expect(type.decode).toBe(whole.decode);
    }
  });

  it.each(fixtures())('read $file', ({ type, bytes }) => {
    const alone = BY_NAME.get(type.name) ?? expect.unreachable();
    expect(decodeAlone(alone, bytes)).toEqual(decode(type, bytes));
    const [asHammer, wholeAsHammer] = [() => decodeAlone(alone, bytes, { release: 'hammer' }), () => decode(type, bytes, { release: 'hammer' })].map(outcome);
    expect(asHammer).toEqual(wholeAsHammer);
  });

  it('do not read as a kernel client, and refuse what decode of the core entry refuses', () => {
    expect(() => decodeAlone(decodeOnly.Utime, new Uint8Array(8), { release: 'linux-5.15' as never })).toThrow(/core entry read as kernel clients do/);
    expect(() => decodeAlone(decodeOnly.Utime, new Uint8Array(8), { realese: 'hammer' } as never)).toThrow('did you mean "release"?');
    expect(() => decodeAlone(decodeOnly.Utime, 'text' as never)).toThrow(TypeError);
    expect(() => decodeAlone(decodeOnly.Utime, new Uint8Array(7))).toThrow(DecodeError);
  });

  it.each(Object.values(decodeOnly))('$name has no encoder, JSON and text', (type) => {
    expect(['encode', 'dump', 'load', 'print', 'fast', 'decodeInKernel'].filter((member) => member in type)).toEqual([]);
  });
});
