import { compareStrings } from '../../buffer/bytes/utf8.ts';
import { byRelease } from '../../encoding/by_release.ts';
import { decodeString } from '../../encoding/decoder.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import type { CodecRelease } from '../../features/codec_release.ts';
import { SUBSCRIBE2 } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { messageType } from './message_type.ts';
import type { MessageType, PayloadVersion } from './message_type.ts';

/**
 * The maps that a client subscribes to: by name, such as `osdmap`, each from a given version on.
 *
 * Layout  front: map of what, string hostname (since 3, that is since Mimic); up to version 1, items of 17 bytes
 * Quirk   a front alone does not contain its version: it is read as 3, or as 2 if it ends after the map
 * Source  ceph v16.0.0 src/messages/MMonSubscribe.h, v12.2.5 :32-92; v13.2.8 :34
 */
export interface MMonSubscribe {
  readonly what: ReadonlyMap<string, MonSubscribeItem>;
  /** The client's hostname; empty if the version has none. */
  readonly hostname: string;
}

/**
 * One subscription: the first version to send, and for how long.
 *
 * Layout  u64 start, u8 flags; up to version 1, u64 unused, u64 have, u8 onetime
 * Source  ceph v16.0.0 src/include/ceph_fs.h:261 ceph_mon_subscribe_item
 */
export interface MonSubscribeItem {
  /** The first version that the client wants; 0 for the newest. */
  readonly start: bigint;
  /** 1: send one version, then end the subscription. */
  readonly flags: number;
}

const makeMMonSubscribe = /* @__PURE__ */ valuesOf<MMonSubscribe>('MMonSubscribe');
const makeItem = /* @__PURE__ */ valuesOf<MonSubscribeItem>('ceph_mon_subscribe_item');

const FLAG_ONETIME = 1;

/** The newest version that a release's code knows. Version 3 added the hostname. */
const subscribeByRelease = /* @__PURE__ */ byRelease<{ readonly head: number }>({ hammer: { head: 2 }, mimic: { head: 3 } });

export function headVersion(release: CodecRelease): number {
  return subscribeByRelease(release).head;
}

function payloadVersion(features: Mask64, release: CodecRelease): PayloadVersion {
  const head = headVersion(release);
  const version = features.has(SUBSCRIBE2) ? head : 0;
  // Up to Luminous, Ceph does not set compat_version, so it equals the version.
  return { version, compatVersion: head === 3 ? 1 : version };
}

export function decodeMMonSubscribe(d: Decoder, given: number | null): MMonSubscribe {
  if (given !== null && given < 2) return makeMMonSubscribe({ what: d.map('what', decodeString, decodeOldItem), hostname: '' });
  const what = d.map('what', decodeString, decodeItem);
  const version = given ?? (d.remaining > 0 ? 3 : 2);
  return makeMMonSubscribe({ what, hostname: version >= 3 && headVersion(d.release) >= 3 ? d.string('hostname') : '' });
}

function encodeMMonSubscribe(e: Encoder, { what, hostname }: MMonSubscribe): void {
  const { version } = payloadVersion(e.features, e.release);
  if (version < 2) e.stringMap(what, encodeOldItem);
  else e.stringMap(what, encodeItem);
  if (version >= 3) e.string(hostname);
}

function decodeItem(d: Decoder): MonSubscribeItem {
  return makeItem({ start: d.u64('start'), flags: d.u8('flags') });
}

function encodeItem(e: Encoder, { start, flags }: MonSubscribeItem): void {
  e.u64(start);
  e.u8(flags);
}

/** Quirk: a client that has version 0 and wants 1 sends the same bytes as one that has none, so it gets the newest. */
function decodeOldItem(d: Decoder): MonSubscribeItem {
  d.skip(8, 'unused');
  const have = d.u64('have');
  return makeItem({ start: have === 0n ? 0n : BigInt.asUintN(64, have + 1n), flags: d.u8('onetime') === 0 ? 0 : FLAG_ONETIME });
}

function encodeOldItem(e: Encoder, { start, flags }: MonSubscribeItem): void {
  e.zeros(8);
  e.u64(start === 0n ? 0n : start - 1n);
  e.u8(flags & FLAG_ONETIME);
}

/** Returns `mon_subscribe({mgrmap=0+,osdmap=15})`, as Ceph prints it; the plus marks a subscription that does not end. */
function printMMonSubscribe({ what }: MMonSubscribe): string {
  const items = sorted(what).map(([name, { start, flags }]) => `${name}=${start}${(flags & FLAG_ONETIME) === 0 ? '+' : ''}`);
  return `mon_subscribe({${items.join(',')}})`;
}

function sorted(what: MMonSubscribe['what']): [string, MonSubscribeItem][] {
  return [...what].sort(([a], [b]) => compareStrings(a, b));
}

function dumpMMonSubscribe(front: MMonSubscribe, exact: boolean): { readonly [key: string]: Json } {
  const summary = printMMonSubscribe(front);
  if (!exact) return { summary };
  return { summary, what: sorted(front.what).map(([name, item]) => ({ name, ...item })), hostname: front.hostname };
}

function loadMMonSubscribe(json: JsonNode): MMonSubscribe {
  return makeMMonSubscribe({ what: new Map(json.get('what').items().map(loadItem)), hostname: json.get('hostname').string() });
}

function loadItem(json: JsonNode): [string, MonSubscribeItem] {
  return [json.get('name').string(), makeItem({ start: json.get('start').bigInteger(0n, 2n ** 64n - 1n), flags: json.get('flags').integer(0, 0xff) })];
}

export const MMonSubscribe: MessageType<MMonSubscribe> = /* @__PURE__ */ messageType(makeMMonSubscribe, {
  type: 15,
  front: {
    headVersion,
    payloadVersion,
    decode: decodeMMonSubscribe,
    encode: encodeMMonSubscribe,
    dump: dumpMMonSubscribe,
    load: loadMMonSubscribe,
  },
  print: printMMonSubscribe,
  dependsOn: { SUBSCRIBE2 },
});
