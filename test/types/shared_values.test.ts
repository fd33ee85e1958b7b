import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { formatJson, parseJson } from '../../src/text/json.ts';
import { Ipv4, Ipv6 } from '../../src/types/common/ip.ts';
import { TYPES } from '../../src/types/registry.ts';
import type { AnyCephType } from '../../src/types/registry.ts';
import { fixtures } from '../support/fixtures.ts';

/** Values that nobody can change: they may be shared. */
const IMMUTABLE = [Mask64, Ipv4, Ipv6];

const isMutable = (part: object): boolean => !(Object.isFrozen(part) && takesNothing(part)) && !IMMUTABLE.some((type) => part instanceof type);

/** A frozen map can still be added to, unless it refuses that itself. */
function takesNothing(part: object): boolean {
  if (!(part instanceof Map)) return true;
  expect(() => part.set('a', 'b')).toThrow(new TypeError('a decoded map is readonly: copy it with new Map(…)'));
  return part.size === 0;
}

/** Every object in a value that can be changed, as often as it stands there. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null || !isMutable(value)) return [];
  return [value, ...partsOf(value).flatMap(objectsIn)];
}

/** Of bytes, the memory they lie in. */
function partsOf(value: object): unknown[] {
  if (value instanceof Map || value instanceof Set) return [...value].flat();
  return ArrayBuffer.isView(value) ? [value.buffer] : Object.values(value);
}

const FIXTURES = fixtures();
type Read = (type: AnyCephType, bytes: Uint8Array, json: string) => unknown;

/** All ways to a value. */
const WAYS: readonly (readonly [string, Read])[] = [
  ['decode', (type, bytes) => decode(type, bytes)],
  ['decode as hammer', (type, bytes) => decode(type, bytes, { release: 'hammer' })],
  ['the labelled decoder', (type, bytes) => new Decoder(bytes).whole(type.name, type.decode)],
  ['load', (type, _, json) => type.load(parseJson(json))],
  ['load, of what Ceph dumps', (type, bytes) => type.load(parseJson(formatJson(type.dump(decode(type, bytes)))))],
];

/** The objects in what is read from each fixture, but for the memory of its bytes; none where it is refused. */
function objectsRead(read: Read): { file: string; part: object }[] {
  return FIXTURES.flatMap(({ file, type, bytes, json }) => {
    try {
      return objectsIn(read(type, bytes, json)).filter((part) => part !== bytes.buffer).map((part) => ({ file, part }));
    } catch (error) {
      if (error instanceof Error && /^(?:Decode|Json)Error$/.test(error.name)) return [];
      throw error;
    }
  });
}

describe('a value', () => {
  it('is tried of every type', () => {
    expect(new Set(FIXTURES.map(({ type }) => type.name))).toEqual(new Set(TYPES.keys()));
  });

  it.each(WAYS)('has no object in it twice, nor one that another value has, however often it is read: %s', (_, read) => {
    const found = [...objectsRead(read), ...objectsRead(read)];
    const seen = new Set<object>();
    const shared = found.filter(({ part }) => seen.size === seen.add(part).size);
    expect(new Set(shared.map(({ file, part }) => `${part.constructor.name} ${inspect(part)} in ${file}`))).toEqual(new Set());
    expect(found.length).toBeGreaterThan(500);
  });
});
