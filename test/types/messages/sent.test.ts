import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { MONENC, MSG_ADDR2 } from '../../../src/features/masks.ts';
import { toFeatures } from '../../../src/features/to_features.ts';
import { diagnose } from '../../../src/inspect/diagnose/diagnose.ts';
import { parseJson } from '../../../src/text/json.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import type { CodecReleaseName } from '../../../src/features/codec_release.ts';

const FOLDER = new URL('../../../fixtures/', import.meta.url);
const FILES = readdirSync(new URL('sent/', FOLDER)).sort();
const read = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(`sent/${file}`, FOLDER)));

const RELEASES: Readonly<Record<string, CodecReleaseName>> = { '16.2.15': 'pacific', '18.2.7': 'reef' };

/** What a monitor sent: from which map, and to whom. */
const SENT = FILES.flatMap((file) => {
  const [, version = '', features = ''] = /^mmonmap-([\d.]+)\.to-(0x[0-9a-f]{16})\.bin$/.exec(file) ?? [];
  const release = RELEASES[version];
  return release === undefined ? [] : [{ version, release, features, front: read(file), map: read(`mmonmap-${version}.json`) }];
});

describe('fixtures/sent', () => {
  it('is listed in PROVENANCE.md, each file with its size and sha256', () => {
    const lines = readFileSync(new URL('PROVENANCE.md', FOLDER), 'utf8').matchAll(/^- sent\/(\S+), (\d+) bytes, sha256 ([0-9a-f]{64}): /gm);
    const listed = [...lines].map(([, file = '', bytes, hash]) => [file, Number(bytes), hash]);
    expect(listed).toEqual(FILES.map((file) => [file, read(file).length, createHash('sha256').update(read(file)).digest('hex')]));
  });
});

describe.each(SENT)('what ceph-mon $version sent to a peer with $features', ({ release, features, front, map }) => {
  const monmap = MonMap.load(parseJson(new TextDecoder().decode(map)));

  it('is what we write from its map', () => {
    expect(toHex(encode(MMonMap, { monmap, message: null }, { release, features }))).toBe(toHex(front));
  });

  it('is the map that we read in it, written again', () => {
    const isEncodedOnce = toFeatures(features).has(MONENC.or(MSG_ADDR2));
    const last = isEncodedOnce ? monmap : decode(MonMap, front.subarray(4));
    expect(toHex(encode(MonMap, last, { release, features }))).toBe(toHex(front.subarray(4)));
  });

  it('is recognised, byte for byte, as what this release writes for such a peer', () => {
    const { sender } = diagnose(MMonMap, front);
    expect(sender.isExact).toBe(true);
    expect(sender.releases).toContain(release);
    for (const { name, mask, wanted } of sender.conditions) expect([name, wanted ?? toFeatures(features).has(mask)]).toEqual([name, toFeatures(features).has(mask)]);
  });
});
