import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/buffer/bytes/hex.ts';
import { decode, encode, load } from '../../src/encoding/ceph_type.ts';
import { valuesOf } from '../../src/encoding/values.ts';
import { readersOf } from '../../src/inspect/diagnose/reader.ts';
import { explain } from '../../src/inspect/explain/explain.ts';
import { formatJson, parseJson } from '../../src/text/json.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { EntityAddr } from '../../src/types/common/entity_addr_t.ts';
import { Utime } from '../../src/types/common/utime_t.ts';
import { TYPES } from '../../src/types/registry.ts';
import type { AnyCephType } from '../../src/types/registry.ts';
import { fixtures } from '../support/fixtures.ts';
import * as any from './support/arbitraries.ts';
import { monOf, mapOf, throughExactJson } from './support/support.ts';

/* What holds for the values of every type, by its being in the registry: they print, and nothing of them is lost on the way to somebody else. */

/** What people must not see: classes and fields of ours, and an object that says nothing. */
const INTERNALS = /\[object|Mask64 \{|_Mask64|\b(?:lo|hi|word): |Value \{|Symbol\(/;

/** All that is made of a value. */
function madeOf(type: AnyCephType, value: unknown): object {
  return { json: formatJson(type.dump(value)), exact: formatJson(type.dump(value, true)), text: type.print(value), summary: type.summary?.(value), remarks: type.remarks?.(value), bytes: toHex(encode(type, value)), forHammer: bytesFor(type, value) };
}

/** For an old peer, if its release has such a type. */
function bytesFor(type: AnyCephType, value: unknown): string | null {
  const options = { features: 'hammer', release: 'hammer' } as const;
  return type.name === 'mon_info_t' ? null : toHex(encode(type, value, options));
}

describe.each([...TYPES.values()].map((type) => ({ type, name: type.name })))('any value of $name', ({ type, name }) => {
  const loaded = (any.GENERATORS[name] ?? expect.unreachable()).map((value) => throughExactJson(type, value));
  const holds = (property: (value: unknown) => void): void => fc.assert(fc.property(loaded, (value) => { property(value); }), { numRuns: 100 });

  it('comes back from JSON.stringify, and is written as before', () => {
    holds((value) => {
      const back = load(type, JSON.parse(JSON.stringify(value)));
      expect(back).toEqual(value);
      expect(toHex(encode(type, back))).toBe(toHex(encode(type, value)));
    });
  });

  it('is printed, told in JSON and written from a clone as from itself', () => {
    holds((value) => expect(madeOf(type, structuredClone(value))).toEqual(madeOf(type, value)));
  });

  it('is text that says something, on one line', () => {
    holds((value) => expect(String(value)).not.toMatch(INTERNALS));
  });

  it('shows no internals in a console', () => {
    holds((value) => expect(inspect(value, { depth: null }).replaceAll(/'(?:[^'\\]|\\.)*'|"[^"]*"|`[^`]*`/g, '')).not.toMatch(INTERNALS));
  });
});

describe('a decoded value', () => {
  const echo = { worker: undefined as unknown as Worker };
  beforeAll(() => {
    echo.worker = new Worker("const { parentPort } = require('node:worker_threads'); parentPort.on('message', (value) => parentPort.postMessage(value));", { eval: true });
  });
  afterAll(() => echo.worker.terminate());

  it.each(fixtures())('goes to a worker and comes back: $file', async ({ type, bytes }) => {
    const value = decode(type, bytes);
    const before = madeOf(type, value);
    const back = new Promise((resolve) => echo.worker.once('message', resolve));
    echo.worker.postMessage(value);
    expect(madeOf(type, await back)).toEqual(before);
  });

  it.each(fixtures())('has the same JSON and text whether read fast or by labels: $file', ({ type, bytes }) => {
    const { fast: _, ...labelled } = type;
    const [one, other] = [decode(type, bytes), decode(labelled, bytes)];
    expect([JSON.stringify(one), String(one), inspect(one)]).toEqual([JSON.stringify(other), String(other), inspect(other)]);
  });

  it.each(fixtures())('has the text and the JSON of its type whoever read it: $file', ({ type, bytes }) => {
    const values = readersOf(type).map((release) => explain(type, bytes, { release }).value).filter((value) => value !== undefined);
    expect(values.map(String).filter((text) => INTERNALS.test(text))).toEqual([]);
    expect(values.map((value) => JSON.stringify(value))).toEqual(values.map((value) => JSON.stringify(load(type, JSON.parse(JSON.stringify(value))))));
  });

  it('is all there in a console: the name of its type, then its fields', () => {
    const time = Utime.load(parseJson('{ "seconds": 1, "nanoseconds": 2 }'));
    expect(inspect(time)).toBe('utime_t { sec: 1, nsec: 2 }');
    expect(inspect({ a: { b: { c: { time } } } })).toContain('c: [Object]');
    expect(inspect({ a: { b: { time } } })).toContain('time: [utime_t]');
    expect(inspect(mapThrough().persistentFeatures)).toBe('Mask64 0x00000000000000ff');
  });

  it('is Ceph\'s text as a string: the summary of what is long', () => {
    const map = mapThrough();
    expect(String(map)).toBe('e7: 1 mons at {a=v2:10.0.0.1:3300/0}');
    expect(`${map.monInfo.get('a')?.publicAddrs[0]} ${map.created}`).toBe('v2:10.0.0.1:3300/0 2017-07-14T02:40:00.000000+0000');
  });

  it('is the exact JSON of Ceph, in which integers that a double may round are strings', () => {
    expect(JSON.parse(JSON.stringify(mapThrough()))).toEqual(JSON.parse(formatJson(MonMap.dump(mapThrough(), true))));
    const name = TYPES.get('entity_name_t')?.load(parseJson('{ "type": "client", "num": 9007199254740993 }'));
    expect(JSON.stringify(name)).toBe('{"type":"client","num":"9007199254740993"}');
  });

  it('comes back from JSON in whatever form it was parsed', () => {
    const map = mapThrough();
    const text = JSON.stringify(map);
    expect(load(MonMap, JSON.parse(text))).toEqual(map);
    expect(load(MonMap, parseJson(text))).toEqual(map);
    expect(() => load(MonMap, { ...JSON.parse(text), epoch: 'x' })).toThrow('epoch: needs an integer, got "x"');
  });

  it('is written as a message too, if it is the front that a messenger gave', () => {
    const [map, mMonMap] = [mapThrough(), TYPES.get('MMonMap') ?? expect.unreachable()];
    expect(toHex(encode(mMonMap, { monmap: map }))).toBe(toHex(encode(mMonMap, { monmap: map, message: null })));
  });

  it('has no method among its keys: it is equal to a plain object with the same fields', () => {
    const addr = mapThrough().monInfo.get('a')?.publicAddrs[0] ?? expect.unreachable();
    const keys = [];
    for (const key in addr) keys.push(key);
    expect(keys).toEqual(Object.keys({ ...addr }));
    expect(addr).toEqual({ ...addr });
    expect(EntityAddr.print({ ...addr })).toBe(EntityAddr.print(addr));
  });
});

function mapThrough() {
  return decode(MonMap, encode(MonMap, mapOf([monOf('a', 'v2:10.0.0.1:3300/0')])));
}

describe('a value of a codec alone', () => {
  interface Demo {
    readonly names: ReadonlyMap<string, Utime>;
    readonly bytes: Uint8Array;
    readonly id: bigint;
    readonly list: readonly (bigint | null)[];
  }
  const make = valuesOf<Demo>('demo_t');
  const demo = make({ names: new Map([['a', { sec: 1, nsec: 2 }]]), bytes: new Uint8Array([1, 255]), id: 2n ** 60n, list: [1n, null] });

  it('is JSON without loss: a Map as pairs, bytes in hex, a bigint as its digits', () => {
    expect(JSON.stringify(demo)).toBe('{"names":[["a",{"sec":1,"nsec":2}]],"bytes":"01ff","id":"1152921504606846976","list":["1",null]}');
  });

  it('has the name of its type as text and in a console', () => {
    expect(String(demo)).toBe(`demo_t ${JSON.stringify(demo)}`);
    expect(inspect(make({ ...demo, names: new Map(), list: [] }))).toContain('demo_t {');
  });
});
