import { describe, expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import type { DecodableType } from '../../src/encoding/ceph_type.ts';
import * as decodeOnly from '../../src/types/decode_only.ts';
import { TYPES } from '../../src/types/registry.ts';
import type { Front } from '../../src/types/messages/message_type.ts';
import { fixtures } from '../support/fixtures.ts';

const BY_NAME: ReadonlyMap<string, DecodableType<unknown>> = new Map(Object.values(decodeOnly).map((type) => [type.name, type]));

describe('the types that can only be decoded', () => {
  it('are those of the registry', () => {
    expect([...BY_NAME.keys()].sort()).toEqual([...TYPES.keys()].sort());
  });

  it.each([...TYPES.values()])('$name has the decoders of the whole type', (whole) => {
    const type = BY_NAME.get(whole.name) ?? expect.unreachable();
    if ('front' in whole) {
      const [front, wholeFront] = [type, whole].map((each) => (each as unknown as { front: Front<unknown> }).front);
      expect([front?.decode, front?.headVersion, front?.fast]).toEqual([wholeFront?.decode, wholeFront?.headVersion, wholeFront?.fast]);
    } else {
      expect([type.decode, type.fast]).toEqual([whole.decode, whole.fast]);
    }
  });

  it.each(fixtures())('read $file', ({ type, bytes }) => {
    expect(decode(BY_NAME.get(type.name) ?? expect.unreachable(), bytes)).toEqual(decode(type, bytes));
  });

  it.each(Object.values(decodeOnly))('$name has no encoder, JSON and text', (type) => {
    expect(['encode', 'dump', 'load', 'print'].filter((member) => member in type)).toEqual([]);
  });
});
