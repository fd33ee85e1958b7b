// What a user might pick instead. Each is imported when it is prepared: a process sees no other than its own.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

function versionOf(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

function peer(name, { file = name, version = versionOf(name), expected = 'information', encodes = true } = {}) {
  const load = () => import(`./${file}.mjs`);
  return {
    name,
    version,
    decode: async () => (await load()).decode,
    encode: encodes ? async () => (await load()).encode : undefined,
    check: async () => checked(await load(), (await import('./information.mjs'))[expected]),
  };
}

function checked({ bytes, decode, encode, plain }, expected) {
  assert.deepEqual(plain(decode()), expected);
  if (encode) assert.deepEqual(Uint8Array.from(encode()), Uint8Array.from(bytes));
  return bytes.length;
}

/**
 * `name`; `version`, undefined where it is not installed (`npm ci --prefix bench`); `decode` and, unless it only decodes,
 * `encode`: each prepares the call to be measured; `check` throws unless what is decoded is complete and what is encoded are
 * the bytes that were decoded, and gives their number.
 */
export const PEERS = [
  peer('JSON', { file: 'json', version: process.versions.v8 }),
  peer('protobufjs'),
  peer('@bufbuild/protobuf', { file: 'protobuf-es' }),
  peer('msgpackr'),
  peer('avsc'),
  peer('micro-packed', { expected: 'spelledOut' }),
  peer('binary-parser', { expected: 'spelledOut', encodes: false }),
  peer('kaitai-struct', { expected: 'spelledOut', encodes: false }),
];
