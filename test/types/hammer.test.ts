import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import type { DecodeError } from '../../src/encoding/decode_error.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import { codecRelease } from '../../src/features/codec_release.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { decodeMonMap } from '../../src/types/mon/MonMap/wire.ts';
import { EntityAddr } from '../../src/types/common/entity_addr_t.ts';
import { decodeErrorOf } from '../support/support.ts';

/*
 * The results of MonMap::decode of v0.94.9, compiled and run on captured, cut and constructed maps. They are not part of this
 * repository: the tests read them from a folder beside it, if they are there.
 */
const SHARED = new URL('../../../shared/', import.meta.url);
const OUTCOMES = new URL('hammer/outcomes.jsonl', SHARED);

interface Accepted {
  readonly ok: true;
  readonly consumed: number;
  readonly epoch: number;
  readonly fsid: string;
  readonly last_changed: readonly number[];
  readonly created: readonly number[];
  readonly mon_addr: Readonly<Record<string, AddrHeld>>;
  readonly ranks: readonly string[];
}

interface AddrHeld {
  readonly type: number;
  readonly nonce: number;
  readonly family: number;
  /** 0 for other families than IP; `port_bytes` has the bytes at the place of the port. */
  readonly port: number;
  readonly port_bytes: number;
  /** The 124 bytes after the port. */
  readonly addr: string;
}

interface Refused {
  readonly ok: false;
  readonly what: string;
  /** The primitive that failed, and the offset where it begins. */
  readonly step: string;
  readonly step_offset: number;
  /** The offset of Hammer's iterator after the throw. */
  readonly offset: number;
}

interface Outcome {
  readonly name: string;
  readonly bytes: number;
  readonly hex?: string;
  readonly names?: readonly string[];
  readonly hammer: Accepted | Refused;
}

function outcomes(): Outcome[] {
  if (!existsSync(OUTCOMES)) return [];
  const lines = readFileSync(OUTCOMES, 'utf8').split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const outcome = JSON.parse(line) as Outcome;
    return { ...outcome, name: outcome.name ?? `a map of ${JSON.stringify(outcome.names)}` };
  });
}

/** The input bytes, or those of the file that it names, whole or cut. Captures begin with the u32 length in the message's front. */
function inputOf({ name, bytes, hex }: Outcome): Uint8Array {
  if (hex !== undefined) return fromHex(hex);
  const [kind, folder, file] = name.split('/');
  const path = kind === 'corpus' ? `corpus/${folder}/MonMap/${file}` : `captures/${folder}/${file}`;
  const whole = new Uint8Array(readFileSync(new URL(path, SHARED)));
  return whole.subarray(kind === 'corpus' ? 0 : 4).slice(0, bytes);
}

/** The map, with the names of an outcome. */
function held(map: MonMap, consumed: number): Omit<Accepted, 'ok'> {
  return {
    consumed,
    epoch: map.epoch,
    fsid: map.fsid,
    last_changed: [map.lastChanged.sec, map.lastChanged.nsec],
    created: [map.created.sec, map.created.nsec],
    mon_addr: Object.fromEntries([...map.monInfo].map(([name, { publicAddrs: [addr] }]) => [name, heldAddr(addr as EntityAddr)])),
    ranks: map.ranks,
  };
}

/** The address as Hammer holds it. Our encoder as Hammer writes the same 136 bytes, except the type; the port is at offset 10. */
function heldAddr(addr: EntityAddr): AddrHeld {
  const bytes = encode(EntityAddr, addr, { release: 'hammer', features: 'hammer' });
  const portBytes = ((bytes[10] as number) << 8) | (bytes[11] as number);
  return { type: addr.type, nonce: addr.nonce, family: addr.family, port: addr.port, port_bytes: portBytes, addr: toHex(bytes.subarray(12)) };
}

function expectedOf(accepted: Accepted): Omit<Accepted, 'ok'> {
  const { consumed, epoch, fsid, last_changed, created, ranks } = accepted;
  const mon_addr = Object.fromEntries(Object.entries(accepted.mon_addr).map(([name, { type, nonce, family, port, port_bytes, addr }]) =>
    [name, { type, nonce, family, port, port_bytes, addr }]));
  return { consumed, epoch, fsid, last_changed, created, mon_addr, ranks };
}

/**
 * Returns the path, offset and code with which we report the step that failed in Hammer.
 *
 * The length and the bytes of a string are one field here, and so are the two bytes of the u16 struct_v; the offset distinguishes
 * them. Hammer says "past end of struct encoding" for three cases: the high byte of struct_v, which we report as the end of the
 * input; struct_len; and fields that pass the end of their struct, which is noticed after the last field.
 */
function faultOf({ what, step, step_offset, offset }: Refused): Pick<DecodeError, 'path' | 'offset' | 'code'> {
  const path = `MonMap.${step.replace(/\.(length|bytes)$|(?<=^struct_v)\.high_byte$/, '')}`;
  if (what.endsWith('unknown encoding version > 3')) return { path, offset: step_offset, code: 'incompatible' };
  const isOfStruct = what.endsWith('decode past end of struct encoding') && step !== 'struct_v.high_byte';
  if (!isOfStruct) return { path, offset: step_offset, code: 'end_of_buffer' };
  return step === 'struct_len' ? { path, offset: step_offset, code: 'length_past_parent' } : { path: 'MonMap', offset, code: 'past_struct_end' };
}

const all = outcomes();

describe.skipIf(all.length === 0)('reading as hammer does what Hammer does (not run where ../shared/hammer is missing)', () => {
  it.each(all.filter(({ hammer }) => hammer.ok))('$name, $bytes bytes: accepted with the same values', (outcome) => {
    const bytes = inputOf(outcome);
    const d = new Decoder(bytes, codecRelease('hammer'));
    const map = decodeMonMap(d);
    expect(held(map, d.offset)).toEqual(expectedOf(outcome.hammer as Accepted));
    expect(decode(MonMap, bytes, { release: 'hammer' })).toEqual(map);
  });

  it.each(all.filter(({ hammer }) => !hammer.ok))('$name, $bytes bytes: refused at the same step', (outcome) => {
    const bytes = inputOf(outcome);
    const { path, offset, code } = decodeErrorOf(() => decode(MonMap, bytes, { release: 'hammer' }));
    expect({ path, offset, code }).toEqual(faultOf(outcome.hammer as Refused));
  });
});
