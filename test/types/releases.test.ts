import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { byKernel, byRelease } from '../../src/encoding/by_release.ts';
import { CODEC_RELEASES, OURS, codecReader, codecRelease } from '../../src/features/codec_release.ts';
import type { CodecRelease, CodecReleaseName } from '../../src/features/codec_release.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../src/features/masks.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { EntityAddr, entityAddrByRelease } from '../../src/types/common/entity_addr_t.ts';
import { entityAddrvecByRelease } from '../../src/types/common/entity_addrvec_t.ts';
import { MonInfo } from '../../src/types/mon/mon_info_t/mon_info_t.ts';
import { monInfoByRelease } from '../../src/types/mon/mon_info_t/releases.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { appendedVersionFor, monMapByRelease } from '../../src/types/mon/MonMap/releases.ts';
import { TYPES } from '../../src/types/registry.ts';
import { fixtureFiles, typeOf } from '../support/fixtures.ts';

const unnamed = Mask64.ALL.without(MONNAMES);
const unwrapped = Mask64.ALL.without(MONENC);
const beforeNautilus = Mask64.ALL.without(Mask64.bit(2));

const TO_MIMIC = ['hammer', 'infernalis', 'jewel', 'kraken', 'luminous 12.2.0', 'luminous', 'mimic'];
/** The names of the series and of all after it. */
const since = (series: CodecReleaseName): string[] => CODEC_RELEASES.slice(CODEC_RELEASES.findIndex(({ row }) => row === series)).map(({ name }) => name);

const namesWhere = (test: (release: CodecRelease) => boolean): string[] => CODEC_RELEASES.filter(test).map(({ name }) => name);

// Per release: the version of the appended map for a peer without MONENC; the map version for a peer before Nautilus and for one
// since Nautilus; the version of mon_info_t.
const WRITTEN: readonly (readonly [CodecReleaseName, number | null, number, number, number | null])[] = [
  ['hammer', 3, 3, 3, null], ['infernalis', 3, 3, 3, null], ['jewel', 3, 3, 3, null],
  ['kraken', 5, 5, 5, 1], ['luminous 12.2.0', 5, 5, 5, 2], ['luminous', 5, 5, 5, 2], ['mimic', 5, 5, 5, 2],
  ['nautilus 14.2.0', null, 5, 7, 3], ['nautilus', null, 5, 7, 3], ['octopus', null, 5, 7, 4],
  ['pacific', null, 5, 9, 5], ['quincy', null, 5, 9, 5], ['reef 18.2.0', null, 5, 9, 5], ['reef', null, 5, 9, 5],
  ['squid 19.2.0', null, 5, 9, 5], ['squid 19.2.1', null, 5, 9, 5], ['squid 19.2.4', null, 5, 9, 6], ['squid', null, 5, 10, 6],
  ['tentacle 20.2.0', null, 5, 9, 5], ['tentacle 20.2.3', null, 5, 9, 6], ['tentacle', null, 5, 10, 6],
];

it('what every release writes is in the table above', () => {
  expect(WRITTEN.map(([name]) => name)).toEqual(CODEC_RELEASES.map(({ name }) => name));
});

describe.each(WRITTEN)('%s', (name, appended, old, full, monInfo) => {
  const release = codecRelease(name);

  it('writes MonMap v1 for a peer without MONNAMES', () => {
    expect(MonMap.versionFor?.(unnamed, release)).toBe(1);
    expect(appendedVersionFor(unnamed, release)).toBeNull();
  });

  it(`writes v2 for a peer without MONENC, and appends ${appended === null ? 'nothing' : `v${appended}`}`, () => {
    expect(MonMap.versionFor?.(unwrapped, release)).toBe(2);
    expect(appendedVersionFor(unwrapped, release)).toBe(appended);
    expect(MonMap.formFor?.(unwrapped, release)).toBe(appended === null ? 'v2' : `v2 with an appended v${appended}`);
  });

  it(`writes v${old} for a peer without SERVER_NAUTILUS, and v${full} for one with it`, () => {
    expect(MonMap.versionFor?.(beforeNautilus, release)).toBe(old);
    expect(MonMap.versionFor?.(SERVER_NAUTILUS.or(MONENC).or(MONNAMES), release)).toBe(full);
  });

  it(`writes mon_info_t ${monInfo === null ? 'never' : `v${monInfo}, and v${Math.min(monInfo, 2)} for a peer without SERVER_NAUTILUS`}`, () => {
    expect(MonInfo.versionFor?.(Mask64.ALL, release)).toBe(monInfo);
    expect(MonInfo.versionFor?.(beforeNautilus, release)).toBe(monInfo === null ? null : Math.min(monInfo, 2));
  });
});

describe('the code of', () => {
  it('Hammer, Infernalis and Jewel, and no other release, does not know ADDR2', () => {
    expect(namesWhere((r) => !entityAddrByRelease(r).addr2)).toEqual(['hammer', 'infernalis', 'jewel']);
    expect(namesWhere((r) => EntityAddr.versionFor?.(MSG_ADDR2, r) === 0)).toEqual(['hammer', 'infernalis', 'jewel']);
  });

  it('each release up to Mimic appends a whole map to the v2 body', () => {
    expect(namesWhere((r) => monMapByRelease(r).appendsWholeMapAfterV2)).toEqual(TO_MIMIC);
  });

  it('each release has one rule for a monitor without a legacy address', () => {
    expect(namesWhere((r) => monMapByRelease(r).monAddrWithoutLegacy === 'first')).toEqual(TO_MIMIC);
    expect(namesWhere((r) => monMapByRelease(r).monAddrWithoutLegacy === 'blank')).toEqual(['nautilus 14.2.0', 'nautilus', 'octopus', 'pacific', 'quincy', 'reef 18.2.0', 'squid 19.2.0']);
    expect(namesWhere((r) => monMapByRelease(r).monAddrWithoutLegacy === 'relabelled')).toEqual(['reef', ...since('squid').slice(1)]);
    for (const r of CODEC_RELEASES) {
      const isOld = monMapByRelease(r).monAddrWithoutLegacy === 'first';
      expect([monMapByRelease(r).monInstWithoutLegacy, entityAddrvecByRelease(r).withoutLegacy]).toEqual(isOld ? ['first', 'first'] : ['blank', 'blank']);
      expect(monInfoByRelease(r).withoutLegacy).toBe(isOld ? 'first' : r.since === '14.2.0' ? 'blank' : 'relabelled');
    }
  });

  it('each release since Nautilus writes type any as legacy for older peers', () => {
    expect(namesWhere((r) => entityAddrByRelease(r).anyBecomesLegacy)).toEqual(since('nautilus'));
  });

  it('each release since Octopus writes newer fields into an old mon_info_t', () => {
    expect(namesWhere((r) => monInfoByRelease(r).lowersNumberAlone)).toEqual(since('octopus'));
  });

  it('a release before Hammer is not known', () => {
    expect(() => codecRelease('giant')).toThrow(/^the code of release "giant" is not known/);
  });

  it.each([
    ['squid', 'squid'], ['squid 19.2.6', 'squid'], ['19.2.6', 'squid'], ['19.2.99', 'squid'], ['19.2.5', 'squid 19.2.4'], ['v19.2.3', 'squid 19.2.1'],
    ['squid-19.2.1', 'squid 19.2.1'], ['squid@19.2.0', 'squid 19.2.0'], ['20.2.3', 'tentacle 20.2.3'], ['v12.2.5', 'luminous 12.2.0'], ['12.2.13', 'luminous'],
    ['14.2.4', 'nautilus 14.2.0'], ['18.2.7', 'reef'], ['16.2.15', 'pacific'], ['0.94.9', 'hammer'], ['hammer@0.94.10', 'hammer'],
  ])('%s is that of %s', (version, name) => {
    expect(codecRelease(version).name).toBe(name);
  });

  it.each(['21.2.0', 'reef-19.2.5', 'squid 18.2.7', '19..2', '1'.repeat(100_000)])('%s is not known', (version) => {
    expect(() => codecRelease(version)).toThrow(/^the code of release ".*" is not known/);
  });
});

describe('a table by release', () => {
  const table = byRelease<{ a: number; b: string }>({ hammer: { a: 1, b: 'x' }, luminous: { a: 2 }, 'squid 19.2.6': { b: 'y' }, ours: { a: 9 } });
  const rows = (...names: CodecReleaseName[]) => names.map((name) => table(codecRelease(name)));

  it('gives a release without a row the row before it, and a row the values that did not change', () => {
    expect(rows('hammer', 'kraken', 'luminous', 'reef')).toEqual([{ a: 1, b: 'x' }, { a: 1, b: 'x' }, { a: 2, b: 'x' }, { a: 2, b: 'x' }]);
    expect(rows('squid', 'tentacle')).toEqual([{ a: 2, b: 'y' }, { a: 2, b: 'y' }]);
  });

  it('gives each point release the row of its series, and those after a change the change', () => {
    expect(rows('luminous 12.2.0', 'luminous')).toEqual([{ a: 2, b: 'x' }, { a: 2, b: 'x' }]);
    expect(rows('squid 19.2.0', 'squid 19.2.4', 'squid 19.2.6')).toEqual([{ a: 2, b: 'x' }, { a: 2, b: 'x' }, { a: 2, b: 'y' }]);
  });

  it('gives our own reading the newest row, with the changes of `ours`', () => {
    expect(table(OURS)).toEqual({ a: 9, b: 'y' });
  });

  it('gives kernels the row of Hammer, with the changes of theirs, and no other row', () => {
    const kernels = byRelease<{ a: number; b: string }>({ 'linux-5.3': { b: 'k' }, hammer: { a: 1, b: 'x' }, luminous: { a: 2 } });
    expect(['linux-4.4', 'linux-5.2', 'linux-5.3', 'linux-6.1'].map((name) => kernels(codecReader(name)))).toEqual([{ a: 1, b: 'x' }, { a: 1, b: 'x' }, { a: 1, b: 'k' }, { a: 1, b: 'k' }]);
    expect(kernels(OURS)).toEqual({ a: 2, b: 'x' });
  });
});

describe('a table by kernel', () => {
  const table = byKernel<{ a: number; b: string }>({ 'linux-2.6.34': { a: 1, b: 'x' }, 'linux-5.3': { a: 2 } });

  it('gives a kernel the newest row that is not after it, and fails for a release of Ceph', () => {
    expect(['linux-2.6.34', 'linux-5.2', 'linux-5.15'].map((name) => table(codecReader(name)))).toEqual([{ a: 1, b: 'x' }, { a: 1, b: 'x' }, { a: 2, b: 'x' }]);
    expect(() => table(codecRelease('hammer'))).toThrow('hammer is no kernel');
  });
});

/*
 * These tests fail if something is forgotten when a version is added: a row for the release that writes it, its number in our
 * own row, and a fixture. Versions that no release writes are listed here, with the reason.
 */
const NEVER_WRITTEN: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  ['MonMap', new Map([[4, 'a development version'], [6, 'a development version'], [8, 'a development version'], [11, 'no release has it yet']])],
  ['mon_info_t', new Map()],
]);

const VERSIONED = [
  { type: 'MonMap', folder: 'mon/MonMap', ofRelease: monMapByRelease, decoder: 'wire.ts' },
  { type: 'mon_info_t', folder: 'mon/mon_info_t', ofRelease: monInfoByRelease, decoder: 'mon_info_t.ts' },
] as const;

describe.each(VERSIONED)('each version of $type', ({ type, folder, ofRelease, decoder }) => {
  const source = readFileSync(new URL(`../../src/types/${folder}/${decoder}`, import.meta.url), 'utf8');
  const inCode = Math.max(...[...source.matchAll(/structV >= (\d+)/g)].map(([, digits]) => Number(digits)));
  const newest = ofRelease(OURS).reads;
  const versions = Array.from({ length: newest }, (_, i) => i + 1);

  it('that the decoder knows is in our own row, and no other', () => {
    expect(newest).toBe(inCode);
  });

  it('is written by a release for some peer, or is in the list of versions never written', () => {
    const peers = [Mask64.ALL, beforeNautilus, unwrapped, unnamed];
    const written = new Set(CODEC_RELEASES.flatMap((release) => peers.map((peer) => TYPES.get(type)?.versionFor?.(peer, release))));
    expect(versions.filter((version) => !written.has(version))).toEqual([...(NEVER_WRITTEN.get(type)?.keys() ?? [])]);
  });

  it('has a fixture', () => {
    const found = new Set(fixtureFiles().filter((file) => typeOf(file) === type).map((file) => Number(/\/v(\d+)-/.exec(file)?.[1])));
    expect(versions.filter((version) => !found.has(version))).toEqual([]);
  });

  it('is read only by releases that write it, and by us', () => {
    expect(namesWhere((release) => ofRelease(release).reads !== ofRelease(release).writes)).toEqual([]);
  });
});

describe('a type with a table by release', () => {
  const root = new URL('../../src/types/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const tables = files.filter((path) => /\bbyRelease<|@__PURE__ \*\/ byRelease\(/.test(readFileSync(new URL(path, root), 'utf8'))).map((path) => path.replaceAll('\\', '/'));
  const ofBytes = tables.filter((path) => !path.endsWith('/forms.ts')); // forms.ts is about JSON
  const nameIn = (path: string): string => /(\w+)(?:\/releases)?\.ts$/.exec(path)?.[1] ?? '';

  it('says which version is written', () => {
    const told = [...TYPES.values()].filter(({ versionFor }) => versionFor !== undefined).map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(0);
    expect(ofBytes.map(nameIn).sort()).toEqual(told.sort());
  });

  it('in a file of its own has each of its versions checked above', () => {
    const own = tables.filter((path) => path.endsWith('/releases.ts')).map(nameIn);
    expect(own.sort()).toEqual(VERSIONED.map(({ type }) => type as string).sort());
  });
});
