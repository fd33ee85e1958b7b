import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import type { CodecReleaseName } from '../../../src/features/codec_release.ts';
import { negotiate } from '../../../src/features/judge/negotiate/negotiate.ts';
import { seenBy } from '../../../src/inspect/seen_by/seen_by.ts';
import type { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture, provenance } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

const FORK = '0x08c3ffffffffffff';
const MMONMAP = fixture('messages/MMonMap/v9-one-mon.bin').type;

describe('what a server sends', () => {
  /** Captured from monitors, or written by the encoder of that release. */
  const captured = provenance().filter(({ writtenBy, features }) => writtenBy.startsWith('ceph ') && features !== '—').map((line) => ({ ...line, ...fixture(line.file) }));

  it.each(captured)('is what it sent: $file, written by $writtenBy for $features', ({ type, bytes, writtenBy, features }) => {
    const server = writtenBy.split(' ')[1] as CodecReleaseName;
    expect(toHex(seenBy(type, decode(type, bytes), { server, client: features }).bytes)).toBe(toHex(bytes));
  });

  it('follows from the map alone: the captures for old peers are made from the one for a new peer', () => {
    const { monmap } = decode(MMONMAP, fixture('messages/MMonMap/v9-one-mon.bin').bytes) as MMonMap;
    for (const [client, file] of [[FORK, 'v5-one-mon-hammer59'], ['hammer', 'v5-one-mon-hammer'], ['0x1ffddff8eea4fffb', 'v5-one-mon-luminous']] as const) {
      const { bytes } = seenBy(MonMap, monmap, { server: 'pacific', client });
      expect(toHex(bytes), file).toBe(toHex(fixture(`messages/MMonMap/${file}.bin`).bytes.subarray(4)));
    }
  });

  it('follows from what both sides have: a server without MSG_ADDR2 sends legacy addresses', () => {
    const map = mapOf([monOf('a', 'v1:10.0.0.1:6789')]);
    const { bytes, features } = seenBy(MonMap, map, { server: { release: 'pacific', features: 'hammer' }, client: FORK });
    expect(String(features)).toBe('0x00c3ffffffffffff');
    expect(bytes).toEqual(encode(MonMap, map, { release: 'pacific', features: 'hammer' }));
  });
});

describe('what a client makes of it', () => {
  const incident = decode(MMONMAP, fixture('messages/MMonMap/v5-incident-hammer59.bin').bytes);

  it('is the error of the incident, with the bit to blame, and what to send instead', () => {
    const seen = seenBy(MMONMAP, incident, { server: 'pacific', client: FORK });
    expect(seen).toMatchObject({ verdict: 'fails', value: undefined, client: { release: 'hammer', blame: [{ bit: 59 }] } });
    expect(seen.client.reading.error).toMatchObject({ path: 'MMonMap.monmap.created.nsec', offset: 190 });
    expect(seen.instead?.reading.verdict).toBe('reads');
    expect(seen.instead?.bytes).toEqual(fixture('messages/MMonMap/v5-incident-hammer.bin').bytes);
    expect(seen.instead?.bytes).toEqual(encode(MMONMAP, incident, negotiate('pacific', FORK)));
  });

  it('is the whole value for a client of the same release, and nothing else would be sent', () => {
    const map = decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes);
    expect(seenBy(MonMap, map, { server: 'pacific', client: 'pacific' })).toMatchObject({ verdict: 'right', value: map, notSent: [], notRead: [], seenOtherwise: [], instead: null });
  });

  it('is without an error and wrong for some maps', () => {
    const map = mapOf([monOf('ninechars', 'v1:10.0.0.1:6789')]);
    const { verdict, client } = seenBy(MonMap, map, { server: 'luminous', client: FORK });
    expect(verdict).toBe('misreads');
    expect(client.reading.misread.length).toBeGreaterThan(0);
  });

  it('is an abort for a monitor that only has a v2 address', () => {
    const map = mapOf([monOf('a', 'v2:10.0.0.1:3300')]);
    expect(seenBy(MonMap, map, { server: 'pacific', client: 'luminous' })).toMatchObject({ verdict: 'aborts', value: undefined });
  });
});

describe('what a client does not see', () => {
  const map = mapOf([monOf('b', 'v1:10.0.0.1:6789'), { ...monOf('a', 'v1:10.0.0.2:6789'), priority: 10 }], { strategy: 3, persistentFeatures: decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes).persistentFeatures });

  it('was not sent, as the form for the client has no such field', () => {
    const { verdict, notSent } = seenBy(MonMap, map, { server: 'pacific', client: 'luminous' });
    expect(verdict).toBe('loses');
    expect(notSent).toContainEqual({ path: 'election_strategy', value: '3', inPlace: '1' });
  });

  it('was sent, and the client skips it, so that it sees something else', () => {
    const { notRead, seenOtherwise } = seenBy(MonMap, map, { server: 'pacific', client: 'hammer' });
    expect(notRead).toEqual(['MonMap.persistent_features', 'MonMap.optional_features', 'MonMap.mon_info']);
    expect(seenOtherwise).toContainEqual({ path: 'min_mon_release', value: '16', inPlace: '0' });
    expect(seenOtherwise).toContainEqual({ path: 'mons[a].priority', value: '10', inPlace: '0' });
  });

  it('is named by the names of monitors, as their order may differ', () => {
    const moved = mapOf([monOf('b', 'v1:10.0.0.2:6789'), monOf('a', 'v1:10.0.0.1:6789')]);
    const paths = seenBy(MonMap, moved, { server: 'pacific', client: 'luminous' }).notSent.map(({ path }) => path);
    expect(paths).toEqual(['mons[b].rank', 'mons[a].rank']);
  });
});

describe('what is not known', () => {
  const map = mapOf([monOf('a', 'v1:10.0.0.1:6789')]);

  it.each([
    [{ server: 'argonaut' as CodecReleaseName, client: 'hammer' }, /argonaut/],
    [{ server: 'pacific', client: 'hamster' }, /unknown features "hamster"/],
    [{ server: { release: 'pacific', features: 'hamster' }, client: 'hammer' }, /unknown features "hamster"/],
  ] as const)('is refused: %j', (options, complaint) => {
    expect(() => seenBy(MonMap, map, options)).toThrow(complaint);
  });
});

interface Outcome {
  readonly hex?: string;
  readonly names?: readonly string[];
  readonly hammer: { readonly ok: boolean; readonly step_offset?: number };
}

const OUTCOMES = new URL('../../../../shared/hammer/outcomes.jsonl', import.meta.url);
const grid = !existsSync(OUTCOMES) ? [] : readFileSync(OUTCOMES, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Outcome).filter(({ hex, names }) => hex !== undefined && names !== undefined);

describe.skipIf(grid.length === 0)('the maps of Luminous for the fork of the incident (not run where ../shared/hammer is missing)', () => {
  it('are the bytes that Luminous wrote, and Hammer makes of them what it did', () => {
    expect(grid.length).toBeGreaterThan(50);
    for (const { hex = '', hammer } of grid) {
      const bytes = fromHex(hex);
      const seen = seenBy(MonMap, decode(MonMap, bytes), { server: 'luminous', client: FORK });
      expect(toHex(seen.bytes)).toBe(hex);
      expect(seen.verdict === 'fails').toBe(!hammer.ok);
      if (!hammer.ok) expect(seen.client.reading.error?.offset).toBe(hammer.step_offset);
      expect(['fails', 'misreads']).toContain(seen.verdict); // all that Hammer accepted is garbage
      expect(seen.instead?.reading.verdict).toBe('reads');
    }
  });
});
