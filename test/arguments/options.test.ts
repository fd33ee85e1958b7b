import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { A_NUMBER, A_SIGNAL, A_STRING, checkOptions, objectOf, required } from '../../src/arguments/options.ts';
import type { OptionKinds } from '../../src/arguments/options.ts';
import { CaptureDissector } from '../../src/capture/dissect.ts';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { describeFeatures } from '../../src/features/judge/describe/describe.ts';
import { negotiate } from '../../src/features/judge/negotiate/negotiate.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { diagnose } from '../../src/inspect/diagnose/diagnose.ts';
import { diagnosisText } from '../../src/inspect/diagnose/text.ts';
import { explain } from '../../src/inspect/explain/explain.ts';
import { explainTable } from '../../src/inspect/explain/table.ts';
import { messageOf } from '../../src/messenger/messages.ts';
import { Client as V1Client } from '../../src/messenger/v1/client.ts';
import { Dissector as V1Dissector } from '../../src/messenger/v1/dissector.ts';
import { Server as V1Server } from '../../src/messenger/v1/server.ts';
import { Client as V2Client } from '../../src/messenger/v2/client.ts';
import { Dissector as V2Dissector } from '../../src/messenger/v2/dissector.ts';
import { Server as V2Server } from '../../src/messenger/v2/server.ts';
import { probe } from '../../src/net/probe/probe.ts';
import { createProxy } from '../../src/net/proxy/proxy.ts';
import { parseEntityAddr } from '../../src/types/common/entity_addr_t.ts';
import { Utime } from '../../src/types/common/utime_t.ts';
import { MMonGetMap } from '../../src/types/messages/MMonGetMap.ts';

const TIME = { sec: 7, nsec: 9 };
const BYTES = encode(Utime, TIME);
const ADDR = parseEntityAddr('v1:127.0.0.1:6789/0');
const HERE = { host: '127.0.0.1', port: 0 };
const SIDE = { features: Mask64.ALL, name: { type: 1, num: 0n } };

type Options = Readonly<Record<string, unknown>>;
type Row = readonly [name: string, use: (options: Options) => unknown, misspelt: string, meant: string, mistyped: Options, needs: string];

/** Every function that takes options: a wrong spelling of one, the option that is meant, and an option of a wrong type. */
const FUNCTIONS: readonly Row[] = [
  ['decode', (o) => decode(Utime, BYTES, o), 'realese', 'release', { release: 12 }, 'release'],
  ['encode', (o) => encode(Utime, TIME, o), 'feature', 'features', { features: {} }, 'features'],
  ['explain', (o) => explain(Utime, BYTES, o), 'Release', 'release', { release: 12 }, 'release'],
  ['diagnose', (o) => diagnose(Utime, BYTES, o), 'pear', 'peer', { peer: 12 }, 'features'],
  ['diagnosisText', (o) => diagnosisText(diagnose(Utime, BYTES), o), 'cure_note', 'cureNote', { base: '4' }, 'a number'],
  ['explainTable', (o) => explainTable(explain(Utime, BYTES), { colour: false, ...o }), 'color', 'colour', { colour: 'auto' }, 'true or false'],
  ['describeFeatures', (o) => describeFeatures(Mask64.NONE, o), 'relase', 'release', { release: 12 }, 'release'],
  ['negotiate', (o) => negotiate('pacific', 'hammer', o), 'peer_required', 'peerRequired', { required: 'hammer' }, 'a Mask64'],
  ['messageOf', (o) => messageOf(MMonGetMap, {}, o), 'prio', 'priority', { tid: 1 }, 'a bigint'],
  ['V1Client', (o) => new V1Client({ ...SIDE, globalSeq: 1, ...o }), 'global_seq', 'globalSeq', { features: 'hammer' }, 'a Mask64'],
  ['V1Server', (o) => new V1Server({ ...SIDE, addr: ADDR, seen: ADDR, ...o }), 'datacrc', 'dataCrc', { lossy: 1 }, 'true or false'],
  ['V2Client', (o) => new V2Client({ ...SIDE, targetAddr: ADDR, ...o }), 'targetAdr', 'targetAddr', { nonce: 1n }, 'a number'],
  ['V2Server', (o) => new V2Server({ ...SIDE, addrs: [ADDR], seen: ADDR, ...o }), 'addr', 'addrs', { addrs: ADDR }, 'an array'],
  ['V1Dissector', (o) => new V1Dissector(o), 'fron', 'front', { front: '1' }, 'a number'],
  ['V2Dissector', (o) => new V2Dissector(o), 'controll', 'control', { control: 1n }, 'a number'],
  ['CaptureDissector', (o) => new CaptureDissector(o), 'maxheld', 'maxHeld', { maxHeld: '32M' }, 'a number'],
  ['probe', (o) => probe({ ...HERE, ...o }), 'timeOut', 'timeout', { messenger: 3 }, '1, 2 or "auto"'],
  ['createProxy', (o) => createProxy({ listen: HERE, upstream: HERE, ...o }), 'handshake_timeout', 'handshakeTimeout', { signal: 'SIGTERM' }, 'an AbortSignal'],
];

/** What `use` throws or rejects with. */
async function errorOf(use: () => unknown): Promise<unknown> {
  try {
    await use();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe.each(FUNCTIONS)('%s', (name, use, misspelt, meant, mistyped, needs) => {
  it(`refuses the option ${misspelt}, and names ${meant}`, async () => {
    expect(await errorOf(() => use({ [misspelt]: undefined }))).toEqual(new TypeError(`${name} has no option "${misspelt}": did you mean "${meant}"?`));
  });

  it('names all options if none is near', async () => {
    const error = await errorOf(() => use({ somethingElse: 1 }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`${name} has no option "somethingElse": known are `);
    expect(String(error)).toContain(meant);
  });

  it('says what an option needs that has another type', async () => {
    const error = await errorOf(() => use(mistyped));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(needs);
  });
});

describe('options', () => {
  interface Inner { readonly host: string }
  interface Some { readonly size: number; readonly signal?: AbortSignal; readonly listen?: Inner }
  const SOME: OptionKinds<Some> = { size: required(A_NUMBER), signal: A_SIGNAL, listen: objectOf<Inner>({ host: required(A_STRING) }) };
  const errorFor = (options: unknown): unknown => {
    try {
      checkOptions('some', options as Some, SOME);
    } catch (error) {
      return error;
    }
    return null;
  };

  it('may be left out by undefined, unless they are required', () => {
    expect(errorFor({ size: 1, signal: undefined, listen: undefined })).toBeNull();
    expect(errorFor({ size: undefined })).toEqual(new TypeError('the option "size" of some must be a number, not undefined'));
    expect(errorFor({})).toEqual(new TypeError('the option "size" of some must be a number, not undefined'));
  });

  it.each([[null, 'null'], ['hammer', 'a string'], [7, 'a number']])('are an object, not %s', (given, text) => {
    expect(errorFor(given)).toEqual(new TypeError(`the options of some must be an object, not ${text}`));
  });

  it('have options within them that are checked alike', () => {
    expect(errorFor({ size: 1, listen: { host: 'a' } })).toBeNull();
    expect(errorFor({ size: 1, listen: { hots: 'a' } })).toEqual(new TypeError('some.listen has no option "hots": did you mean "host"?'));
    expect(errorFor({ size: 1, listen: {} })).toEqual(new TypeError('the option "host" of some.listen must be a string, not undefined'));
  });

  it('may be null where null is no value, and the error says so', () => {
    expect(errorFor({ size: null })).toEqual(new TypeError('the option "size" of some must be a number, not null'));
  });

  it('have a signal of any realm', () => {
    const { signal } = new AbortController();
    expect(errorFor({ size: 1, signal })).toBeNull();
    expect(errorFor({ size: 1, signal: runInNewContext('({ aborted: false, addEventListener() {} })') })).toBeNull();
  });

  it('are not those that somebody gave to all objects', () => {
    Object.defineProperty(Object.prototype, 'extended', { value: 1, enumerable: true, configurable: true, writable: true });
    try {
      expect(errorFor({ size: 1 })).toBeNull();
      expect(decode(Utime, BYTES, {})).toEqual(TIME);
    } finally {
      delete (Object.prototype as { extended?: number }).extended;
    }
  });

  it('of hostile lengths are refused at once', () => {
    expect(String(errorFor({ size: 1, ['x'.repeat(1_000_000)]: 1 }))).toContain('known are size, signal, listen');
  });

  it('cannot leave the table of their kinds: an option too many, one too few or one not marked as required does not compile', () => {
    // @ts-expect-error: listen is missing
    const few: OptionKinds<Some> = { size: required(A_NUMBER), signal: A_SIGNAL };
    // @ts-expect-error: there is no such option
    const many: OptionKinds<Some> = { ...SOME, colour: A_STRING };
    // @ts-expect-error: size must be given
    const optional: OptionKinds<Some> = { ...SOME, size: A_NUMBER };
    expect([few, many, optional]).toHaveLength(3);
  });
});

describe('encode', () => {
  it('takes a negotiation as its options, and a copy of one', () => {
    const negotiation = negotiate('pacific', 'hammer');
    expect(encode(Utime, TIME, negotiation)).toEqual(BYTES);
    expect(encode(Utime, TIME, { ...negotiation })).toEqual(BYTES);
  });
});
