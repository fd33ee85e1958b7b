import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { formatJson } from '../../src/text/json.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../src/features/masks.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { CODEC_RELEASES, codecRelease, seriesOf } from '../../src/features/codec_release.ts';
import type { CodecRelease, CodecReleaseName } from '../../src/features/codec_release.ts';
import { release } from '../../src/features/releases.ts';
import type { MMonMap } from '../../src/types/messages/MMonMap.ts';
import type { Stored } from '../../src/types/messages/message_type.ts';
import { monMapByRelease } from '../../src/types/mon/MonMap/releases.ts';
import { monInfoByRelease } from '../../src/types/mon/mon_info_t/releases.ts';
import { TYPES } from '../../src/types/registry.ts';
import type { AnyCephType } from '../../src/types/registry.ts';

/*
 * Objects that Ceph's own encoders wrote (ceph/ceph-object-corpus), and what ceph-dencoder prints for them. They are not part of
 * this repository: the tests read them from a folder beside it, if they are there.
 */
const CORPUS = new URL('../../../shared/corpus/', import.meta.url);
const GOLDEN = new URL('../../../shared/golden/', import.meta.url);

interface CorpusObject {
  readonly version: string;
  readonly type: AnyCephType;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Our types, by the name of their folder in one version of the corpus. */
function objectsOf(version: string): CorpusObject[] {
  return foldersIn(new URL(`${version}/`, CORPUS)).flatMap((folder) => {
    const type = TYPES.get(folder);
    if (type === undefined) return [];
    const hashes = readdirSync(new URL(`${version}/${folder}/`, CORPUS));
    return hashes.map((hash) => {
      const path = `${version}/${folder}/${hash}`;
      return { version, type, path, bytes: new Uint8Array(readFileSync(new URL(path, CORPUS))) };
    });
  });
}

function foldersIn(url: URL): string[] {
  if (!existsSync(url)) return [];
  return readdirSync(url, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Returns the release that encodes as the version of a folder does: the release with its number, or hammer for older versions.
 *
 * A development version may still write an older struct than its release. Then it is the newest release that writes that struct.
 */
function writerOf(version: string, type: AnyCephType, structV: number): CodecReleaseName {
  const number = Math.max(Number.parseInt(version, 10), release('hammer').number);
  const notNewer = CODEC_RELEASES.filter(({ name }) => release(seriesOf(name)).number <= number && !name.includes(' ')).reverse();
  const isMonInfo = type.name === 'mon_info_t';
  const writes = (by: CodecRelease): number => (isMonInfo ? monInfoByRelease(by) : monMapByRelease(by)).writes;
  const matching = structV > 5 || isMonInfo ? notNewer.find((by) => writes(by) === structV) : undefined;
  return (matching ?? notNewer[0] ?? codecRelease('hammer')).name;
}

/** The struct_v of a MonMap, a mon_info_t or the MonMap in an MMonMap; 0 for a type without one. */
function structVOf({ type, bytes }: CorpusObject, value: unknown): number {
  if (type.name === 'MMonMap') return ((value as Stored<MMonMap>).message?.front ?? bytes)[4] ?? 0;
  return type.name === 'MonMap' || type.name === 'mon_info_t' ? (bytes[0] ?? 0) : 0;
}

/** Peers that differ in all features on which the encoding of our types depends, the one with most features first. */
const PEERS = [Mask64.NONE, SERVER_NAUTILUS, MONENC, MONNAMES].flatMap((lacking) => {
  const features = Mask64.ALL.without(lacking);
  return [features, features.without(MSG_ADDR2)];
});

/** The bytes that the object's writer writes for each of the peers. */
function encodings(object: CorpusObject, value: unknown): Uint8Array[] {
  const structV = structVOf(object, value);
  // Some encoders before 0.94 stopped after a v2 body, as Nautilus does.
  const stopsAfterV2 = structV === 2 && object.version.startsWith('0.');
  const writer = stopsAfterV2 ? 'nautilus' : writerOf(object.version, object.type, structV);
  return PEERS.map((features) => encode(object.type, value, { release: writer, features }));
}

const versions = foldersIn(CORPUS);

describe.skipIf(versions.length === 0)('the object corpus (not run where ../shared/corpus is missing)', () => {
  describe.each(versions)('of %s', (version) => {
    const objects = objectsOf(version);

    it('has objects of these types', () => {
      expect(objects.length).toBeGreaterThan(0);
    });

    it.each(objects)('$path is read whole and written back', (object) => {
      const value = decode(object.type, object.bytes);
      expect(encodings(object, value)).toContainEqual(object.bytes);
    });
  });
});

const goldenOf = (path: string): URL => new URL(`${path}.json`, GOLDEN);
const printed = versions.flatMap(objectsOf).filter(({ path }) => existsSync(goldenOf(path)));

describe.skipIf(printed.length === 0)('the JSON of ceph-dencoder (not run where ../shared/golden is missing)', () => {
  it.each(printed)('of $path is the same as ours', ({ type, path, bytes }) => {
    expect(`${formatJson(type.dump(decode(type, bytes)), true)}\n\n`).toBe(readFileSync(goldenOf(path), 'utf8'));
  });
});
