// What can be measured, by name: each side is prepared alone, in a process of its own. cases.mjs holds them against each other.
import { randomFillSync } from 'node:crypto';
import { PEERS } from './peers/peers.mjs';
import * as sizes from './sizes.mjs';

const core = () => import('../dist/index.js');
const buffer = () => import('../dist/buffer.js');
const features = () => import('../dist/features.js');
const maps = () => import('./maps.mjs');
const yardstick = () => import('./yardstick.mjs');
const against = () => import('./against.mjs');
const messengers = () => import('./messengers.mjs');
const captures = () => import('./captures.mjs');

/**
 * A call is timed. `prepare` gives it, or `{ call, input }` where each call needs an input that no other has seen; the time is
 * divided by `per`.
 */
const timed = (prepare, per = 1) => ({ prepare, per });

const decodes = (make, options, per) =>
  timed(async () => {
    const { decode, MonMap } = await core();
    const bytes = make(await maps());
    return () => decode(MonMap, bytes, options);
  }, per);

const yardstickDecodes = (make, per) =>
  timed(async () => {
    const { decodeMonMap } = await yardstick();
    const bytes = make(await maps());
    return () => decodeMonMap(bytes);
  }, per);

/** How many messages take turns, each in an ArrayBuffer of its own, as they come from sockets. */
const MESSAGES = 256;

function turns(make) {
  const all = Array.from({ length: MESSAGES }, make);
  let i = 0;
  return () => all[i++ % MESSAGES];
}

function messagesOf(bytes) {
  return turns(() => {
    const message = new Uint8Array(new ArrayBuffer(bytes.length));
    message.set(bytes);
    return message;
  });
}

/** `before`: what the process does beforehand. */
const decodesMessages = (make, before, name = 'MonMap') =>
  timed(async () => {
    await before();
    const { decode, [name]: type } = await core();
    const next = messagesOf(make(await maps()));
    return () => decode(type, next());
  });

const yardstickMessages = (make) =>
  timed(async () => {
    const { decodeMonMap } = await yardstick();
    const next = messagesOf(make(await maps()));
    return () => decodeMonMap(next());
  });

const encodesMessages = (before) =>
  timed(async () => {
    await before();
    const { decode, encode, MonMap } = await core();
    const bytes = (await maps()).namedLuminous();
    const next = turns(() => decode(MonMap, bytes));
    return () => encode(MonMap, next(), { release: 'luminous' });
  });

const utime = () => new Uint8Array(8).fill(7);

/** The reading alone: by an engineer who knows that eight bytes are there. */
async function readsUtimes() {
  const { utimeAt } = await against();
  const next = messagesOf(utime());
  return () => utimeAt(next(), 0);
}

const service = async () => (await import('./service.mjs')).serve();
const nothing = async () => {};

/** The maps that the first rows are about. */
const MESSAGE_MAPS = [
  ['ADDR2', (made) => made.namedLuminous()],
  ['legacy', (made) => made.namedLegacy()],
  ['Pacific v9', (made) => made.namedPacific()],
  ['short names', (made) => made.luminous()],
];
const messageSides = [
  ...MESSAGE_MAPS.flatMap(([name, make]) => [
    [`decode ${name}, service`, decodesMessages(make, service)],
    [`decode ${name}, alone`, decodesMessages(make, nothing)],
    [`yardstick ${name}`, yardstickMessages(make)],
  ]),
  ['encode ADDR2, service', encodesMessages(service)],
  ['encode ADDR2, alone', encodesMessages(nothing)],
  ['decode utime, service', decodesMessages(utime, service, 'Utime')],
  ['decode utime, alone', decodesMessages(utime, nothing, 'Utime')],
  ['read utime', timed(readsUtimes)],
];

async function encodesLuminous() {
  const { decode, encode, MonMap } = await core();
  const map = decode(MonMap, (await maps()).luminous());
  return () => encode(MonMap, map, { release: 'luminous' });
}

const ADDRS = 1000;

/** An entity_addrvec_t, its items in the form for a peer with `features`. */
const decodesAddrs = (features) =>
  timed(async () => {
    const { decode, encode, EntityAddr, EntityAddrvec, parseEntityAddr } = await core();
    const item = (i) => encode(EntityAddr, parseEntityAddr(`v1:10.0.${i >> 8}.${i & 255}:6789/${i}`), { features });
    const header = Uint8Array.of(2, ADDRS & 255, ADDRS >> 8, 0, 0);
    const bytes = new Uint8Array(Buffer.concat([header, ...Array.from({ length: ADDRS }, (_, i) => item(i))]));
    return () => decode(EntityAddrvec, bytes);
  }, ADDRS);

/** As in a process that decodes, is asked for an explanation of some maps, and decodes on. */
async function decodesAfterTrace() {
  const { decode, MonMap } = await core();
  const { explain } = await import('../dist/inspect.js');
  const bytes = (await maps()).luminous();
  const call = () => decode(MonMap, bytes);
  for (let i = 0; i < 20_000; i++) call();
  for (let i = 0; i < 2000; i++) explain(MonMap, bytes);
  return call;
}

async function explains() {
  const { MonMap } = await core();
  const { explain } = await import('../dist/inspect.js');
  const bytes = (await maps()).luminous();
  return () => explain(MonMap, bytes);
}

/** Every call gets a list of its own, made beforehand: a list of several segments is joined by the first who asks for its bytes. */
const decodesList = (segmentLength) =>
  timed(async () => {
    const { decode, MonMap } = await core();
    const { BufferList, BufferPtr } = await buffer();
    const bytes = (await maps()).luminous();
    const ptrs = [];
    for (let at = 0; at < bytes.length; at += segmentLength) ptrs.push(BufferPtr.copy(bytes.subarray(at, at + segmentLength)));
    const input = () => {
      const list = new BufferList();
      for (const ptr of ptrs) list.pushBack(ptr);
      return list;
    };
    return { call: (list) => decode(MonMap, list), input };
  });

const WORDS = 1_000_000;

async function appendsU32s() {
  const { BufferList } = await buffer();
  return () => {
    const list = new BufferList();
    for (let i = 0; i < WORDS; i++) list.appendU32(i);
    return list;
  };
}

async function writesU32s() {
  const { writeU32s } = await against();
  const view = new DataView(new ArrayBuffer(4 * WORDS));
  return () => writeU32s(view, WORDS);
}

const checksums = (length, crcOf) =>
  timed(async () => {
    const crc = await crcOf();
    const bytes = randomFillSync(new Uint8Array(length));
    return () => crc(0, bytes);
  });
const ourCrc = async () => (await buffer()).crc32c;

/** The least that there is to do: bytes are copied once, as out of a socket, and summed. */
async function copiesAndSums() {
  const { crc32c } = await buffer();
  const { LENGTH, payload } = await messengers();
  const copy = new Uint8Array(LENGTH);
  const call = (bytes) => {
    copy.set(bytes);
    return crc32c(0, copy);
  };
  return { call, input: payload };
}

const TESTS = 64; // a call is short: in one of thousands Node 24 leaves the loop half optimized

async function testsFeature() {
  const { SERVER_NAUTILUS } = await features();
  const masks = await sizes.sixtyFourMasks();
  return () => sizes.countWithFeature(masks, SERVER_NAUTILUS);
}

async function testsBit() {
  const { countWithBit } = await against();
  const { SERVER_NAUTILUS } = await features();
  const flags = (await sizes.sixtyFourMasks()).map(({ hi }) => hi);
  return () => countWithBit(flags, SERVER_NAUTILUS.hi);
}

const peerSides = PEERS.filter(({ version }) => version !== undefined).flatMap(({ name, decode, encode }) => [
  [`${name} decodes`, timed(decode)],
  ...(encode ? [[`${name} encodes`, timed(encode)]] : []),
]);

/** The numbers of monitors that plot.mjs draws. */
export const PLOTTED = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];
const plotSides = PLOTTED.flatMap((count) => [
  [`decode ${count} monitors, each`, decodes((made) => made.luminousOf(count), undefined, count)],
  [`yardstick ${count} monitors, each`, yardstickDecodes((made) => made.luminousOf(count), count)],
]);

const HEAP = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];

/** By name. Timed sides have `prepare` and `per`, the others `measure`; some `flags` for Node, or `times`: how many processes. */
export const SIDES = new Map([
  ...messageSides,
  ['decode luminous', decodes((made) => made.luminous())],
  ['decode luminous legacy', decodes((made) => made.luminousLegacy())],
  ['decode pacific', decodes((made) => made.pacific())],
  ['encode luminous', timed(encodesLuminous)],
  ['decode addresses, ADDR2', decodesAddrs('luminous')],
  ['decode addresses, legacy', decodesAddrs('hammer')],
  ['decode after a trace', timed(decodesAfterTrace)],
  ['decode hammer', decodes((made) => made.hammer())],
  ['decode hammer as hammer', decodes((made) => made.hammer(), { release: 'hammer' })],
  ['decode luminous legacy as hammer', decodes((made) => made.luminousLegacy(), { release: 'hammer' })],
  ['decode one segment', decodesList(Infinity)],
  ['decode 64-byte segments', decodesList(64)],
  ['explain luminous', timed(explains)],
  ['append u32s', timed(appendsU32s)],
  ['DataView loop', timed(writesU32s)],
  ['crc32c 4 MiB', checksums(4 << 20, ourCrc)],
  ['crc32c 64 bytes', checksums(64, ourCrc)],
  ['slicing by 8', checksums(4 << 20, async () => (await yardstick()).crc32cSlicing8)],
  ['crc32c by byte', checksums(64, async () => (await against()).crc32cByByte)],
  ['feature test', timed(testsFeature, TESTS)],
  ['bit test', timed(testsBit, TESTS)],
  ['receive v1', timed(async () => (await messengers()).receives('v1'))],
  ['receive v2', timed(async () => (await messengers()).receives('v2'))],
  ['send v1', timed(async () => (await messengers()).sends('v1'))],
  ['send v2', timed(async () => (await messengers()).sends('v2'))],
  ['copy and crc32c of 64 KiB', timed(copiesAndSums)],
  ['dissect mixed', { measure: async () => (await captures()).ourTime('mixed') }],
  ['dissect v1', { measure: async () => (await captures()).ourTime('v1') }],
  ['tshark mixed', { measure: async () => (await captures()).tsharkTime('mixed') }],
  ['tshark v1', { measure: async () => (await captures()).tsharkTime('v1') }],
  ['yardstick luminous', yardstickDecodes((made) => made.luminous())],
  ['yardstick luminous legacy', yardstickDecodes((made) => made.luminousLegacy())],
  ['yardstick pacific', yardstickDecodes((made) => made.pacific())],
  ['allocated by decode', { measure: async () => (await sizes.decodeHeap()).allocated, flags: HEAP }],
  ['returned by decode', { measure: async () => (await sizes.decodeHeap()).held, flags: HEAP }],
  ['allocated by feature test', { measure: sizes.featureTestHeap, flags: HEAP }],
  ['BigInts of decode', { measure: sizes.decodeBigInts }],
  ['import core', { measure: () => sizes.importTime('../dist/index.js'), times: 5 }],
  ['import empty', { measure: () => sizes.importTime('./empty.mjs'), times: 5 }],
  ['bundle of decode', { measure: () => sizes.bundle("export { decode, MonMap } from 'cephwire/decode'") }],
  ['bundle of decode and encode', { measure: () => sizes.bundle("export { decode, encode, MonMap } from 'cephwire'") }],
  ['bundle of the core entry', { measure: () => sizes.bundle("export * from 'cephwire'") }],
  ...peerSides,
  ...plotSides,
]);
