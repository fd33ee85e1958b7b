import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../src/buffer/bytes/hex.ts';
import { decode, encode } from '../src/encoding/ceph_type.ts';
import { formatJson, parseJson } from '../src/text/json.ts';
import { codecRelease } from '../src/features/codec_release.ts';
import { TYPES } from '../src/types/registry.ts';
import { fixture, fixtureFiles, provenance, typeOf } from './support/fixtures.ts';
import { MON_MAP_BYTES } from './types/mon/MonMap/bytes.ts';
import { MON_INFO_BYTES } from './types/mon/mon_info_t/bytes.ts';

const listed = provenance();

describe('fixtures/PROVENANCE.md', () => {
  it('lists every file, sorted, each with its .json, and no other', () => {
    const files = listed.flatMap(({ file }) => [file, file.replace(/\.bin$/, '.json')]);
    expect(files.sort()).toEqual(fixtureFiles().sort());
    expect(listed.map(({ file }) => file)).toEqual([...new Set(listed.map(({ file }) => file))].sort());
  });

  it('has a fixture of every type', () => {
    expect(new Set(listed.map(({ file }) => typeOf(file)))).toEqual(new Set(TYPES.keys()));
  });

  it.each(listed)('gives the size and sha256 of $file', ({ file, bytes, sha256 }) => {
    const found = fixture(file).bytes;
    expect([found.length, createHash('sha256').update(found).digest('hex')]).toEqual([Number(bytes), sha256]);
  });

  it.each(listed)('names the writer of $file, and where it comes from', ({ writtenBy, features, source }) => {
    expect(writtenBy).toMatch(/^(?:ceph [a-z]+ [\d.]+|cephwire as [a-z]+|hand)$/);
    expect(features).toMatch(writtenBy === 'hand' ? /^—$/ : /^0x[0-9a-f]{16}$/);
    expect(source).not.toBe('');
  });

  it.each(listed.filter(({ source }) => source.includes('bytes.ts')))('says truly that $file is hex of a test', ({ file }) => {
    const [, type = '', version = ''] = /^mon\/(\w+)\/(v\d+)-/.exec(file) ?? [];
    const versions = new Map(Object.entries(type === 'MonMap' ? MON_MAP_BYTES : MON_INFO_BYTES));
    expect(fixture(file).bytes).toEqual(versions.get(version));
  });
});

describe('a fixture', () => {
  it.each(listed)('$file decodes to its .json', ({ file }) => {
    const { type, bytes, json } = fixture(file);
    expect(`${formatJson(type.dump(decode(type, bytes), true), true)}\n`).toBe(json);
  });

  it.each(listed)('$file is the value of its .json', ({ file }) => {
    const { type, bytes, json } = fixture(file);
    expect(type.load(parseJson(json))).toEqual(decode(type, bytes));
  });

  const written = listed.filter(({ writtenBy }) => writtenBy !== 'hand');

  it.each(written)('$file is written back, byte for byte, as $writtenBy for $features', ({ file, writtenBy, features }) => {
    const { type, bytes, json } = fixture(file);
    const writer = codecRelease(/^(?:ceph|cephwire as) (\w+)/.exec(writtenBy)?.[1] ?? '').name;
    expect(toHex(encode(type, decode(type, bytes), { release: writer, features }))).toBe(toHex(bytes));
    expect(toHex(encode(type, type.load(parseJson(json)), { release: writer, features }))).toBe(toHex(bytes));
  });
});
