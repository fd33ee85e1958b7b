// What is measured: our call, and the yardstick's call it is held against.
import { randomFillSync } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { crc32c } from '../dist/buffer.js';
import { RELEASES } from '../dist/features.js';
import { JsonNode, decode, encode, mMonMap, monMap } from '../dist/index.js';
import { crc32cSlicing8, decodeMonMap } from './yardstick.mjs';

const FIXTURES = new URL('../fixtures/MMonMap/', import.meta.url);

/** The map of three monitors; from Nautilus on they speak both protocols. */
function threeMons(protocols) {
  const mons = ['a', 'b', 'c'].map((name, rank) => ({
    name,
    public_addrs: { addrvec: protocols.map(({ type, port }) => ({ type, addr: `10.0.0.${rank + 1}:${port}`, nonce: 0 })) },
  }));
  const json = {
    fsid: 'a95fdcf2-74c1-456e-9de8-b4bd237924bc',
    epoch: 3,
    modified: '2018-05-09T10:11:12.131415Z',
    created: '2018-05-09T10:01:02.030405Z',
    features: { persistent: ['kraken', 'luminous'], optional: [] },
    mons,
  };
  return monMap.load(new JsonNode(json, ''));
}

const v1 = { type: 'v1', port: 6789 };
const v2 = { type: 'v2', port: 3300 };
const luminous = () => encode(monMap, threeMons([v1]), { release: 'luminous' });
const legacy = () => encode(monMap, threeMons([v1]), { release: 'luminous', features: 'hammer' });
const pacific = () => encode(monMap, threeMons([v2, v1]), { release: 'pacific' });

function decodeCase(name, make, goal) {
  const prepare = () => {
    const bytes = make();
    return { ours: () => decode(monMap, bytes), yardstick: () => decodeMonMap(bytes) };
  };
  return { name, goal, prepare };
}

function encodeCase(name, make, options) {
  const prepare = () => {
    const bytes = make();
    const map = decode(monMap, bytes);
    return { ours: () => encode(monMap, map, options), yardstick: () => decodeMonMap(bytes) };
  };
  return { name, prepare };
}

function crcCase() {
  const prepare = () => {
    const bytes = randomFillSync(new Uint8Array(4 << 20));
    return { ours: () => crc32c(0, bytes), yardstick: () => crc32cSlicing8(0, bytes) };
  };
  return { name: 'crc32c 4 MiB', prepare };
}

/** A captured front, both ways; encoded for the oldest release and peer that give the very same bytes. */
function fixtureCases(file) {
  const front = new Uint8Array(readFileSync(new URL(file, FIXTURES)));
  const map = front.subarray(4);
  if (map[0] < 5) return []; // the yardstick reads v5 and later
  const yardstick = () => decodeMonMap(map);
  const prepareEncode = () => {
    const message = decode(mMonMap, front);
    const options = writers().find((writer) => Buffer.compare(encode(mMonMap, message, writer), front) === 0);
    return { ours: () => encode(mMonMap, message, options), yardstick };
  };
  return [
    { name: `decode ${file}`, prepare: () => ({ ours: () => decode(mMonMap, front), yardstick }) },
    { name: `encode ${file}`, prepare: prepareEncode },
  ];
}

function writers() {
  const peers = RELEASES.flatMap(({ masks }) => masks.map(([, mask]) => mask));
  return RELEASES.filter(({ writes }) => writes?.monInfo).flatMap(({ name }) => peers.map((features) => ({ release: name, features })));
}

const fixtures = existsSync(FIXTURES) ? readdirSync(FIXTURES).filter((file) => file.endsWith('.bin')).sort() : [];

/**
 * `name`; `prepare`, which gives `ours` and `yardstick`, so that a process sees no other case than its own; and for some a
 * `goal`: the highest ratio to be content with.
 */
export const CASES = [
  decodeCase('decode luminous', luminous, 1.25),
  decodeCase('decode luminous legacy', legacy),
  decodeCase('decode pacific', pacific),
  encodeCase('encode luminous', luminous, { release: 'luminous' }),
  crcCase(),
  ...fixtures.flatMap(fixtureCases),
];
