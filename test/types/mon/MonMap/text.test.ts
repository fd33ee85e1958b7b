import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../../src/encoding/ceph_type.ts';
import { MMonMap } from '../../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { formatMonMap, formatMonMapSummary } from '../../../../src/types/mon/MonMap/text.ts';
import { fixture } from '../../../support/fixtures.ts';
import { mapOf, monOf } from '../../support/support.ts';

describe('the summary of a MonMap', () => {
  it('is the line that Ceph logs', () => {
    expect(formatMonMapSummary(decode(MMonMap, fixture('messages/MMonMap/v9-one-mon.bin').bytes).monmap)).toBe('e1: 1 mons at {a=[v2:127.0.0.1:13300/0,v1:127.0.0.1:16789/0]}');
    expect(formatMonMapSummary(mapOf([monOf('a', 'v1:10.0.0.1:6789/0'), monOf('b', 'v1:10.0.0.2:6789/0')]))).toBe('e7: 2 mons at {a=v1:10.0.0.1:6789/0,b=v1:10.0.0.2:6789/0}');
  });
});

describe('the text of a MonMap', () => {
  it('is that of `monmaptool --print` after its first line', () => {
    expect(formatMonMap(decode(MMonMap, fixture('messages/MMonMap/v9-one-mon.bin').bytes).monmap)).toBe(
      [
        'epoch 1',
        'fsid a95fdcf2-74c1-456e-9de8-b4bd237924bc',
        'last_changed 2026-11-22T02:24:20.695702+0000',
        'created 2026-11-22T02:24:20.695702+0000',
        'min_mon_release 16 (pacific)',
        'election_strategy: 1',
        '0: [v2:127.0.0.1:13300/0,v1:127.0.0.1:16789/0] mon.a',
      ].join('\n'),
    );
  });

  it('has lines for stretch mode, disallowed leaders and locations if there are any', () => {
    const mons = [{ ...monOf('a', 'v1:10.0.0.1:6789/0'), crushLoc: new Map([['rack', 'r1']]) }, monOf('b', 'v1:10.0.0.2:6789/0')];
    const lines = formatMonMap(mapOf(mons, { strategy: 3, stretchModeEnabled: true, tiebreakerMon: 'b', disallowedLeaders: ['a', 'b'] })).split('\n');
    expect(lines.slice(5)).toEqual([
      'election_strategy: 3',
      'stretch_mode_enabled 1',
      'tiebreaker_mon b',
      'disallowed_leaders a,b',
      '0: v1:10.0.0.1:6789/0 mon.a; crush_location {rack=r1}',
      '1: v1:10.0.0.2:6789/0 mon.b',
    ]);
    expect(formatMonMap(mapOf([], { disallowedLeaders: ['x'], minMonRelease: 0 })).split('\n').slice(4)).toEqual([
      'min_mon_release 0 (unknown)', 'election_strategy: 1', 'disallowed_leaders x',
    ]);
  });

  it('has no address for a rank that names no monitor', () => {
    expect(formatMonMap(mapOf([], { ranks: ['ghost'] }))).toMatch(/\n0: {2}mon\.ghost$/);
  });
});

/** The output of monmaptool of 16.2.15 for each capture is in a file beside it, if the captures are there. */
const CAPTURES = new URL('../../../../../shared/captures/', import.meta.url);
const printed = ['one-mon', 'incident', 'luminous-12.2.5', 'hammer-0.94.9'].flatMap((folder) => {
  const url = new URL(`${folder}/`, CAPTURES);
  return existsSync(url) ? readdirSync(url).filter((file) => file.endsWith('.txt')).map((file) => new URL(file, url)) : [];
});

describe.skipIf(printed.length === 0)('monmaptool (not compared if ../shared/captures is missing)', () => {
  it.each(printed.map((url) => ({ url, name: url.pathname.split('/').slice(-2).join('/') })))('prints the same for $name', ({ url }) => {
    const lines = readFileSync(url, 'utf8').trimEnd().split('\n').filter((line) => !line.startsWith('monmaptool:'));
    const front = new URL(url.href.replace(/\.txt$/, '.bin'));
    const bytes = readFileSync(existsSync(front) ? front : new URL(url.href.replace(/\.txt$/, '.monmap')));
    const map = existsSync(front) ? decode(MMonMap, bytes).monmap : decode(MonMap, bytes);
    expect(formatMonMap(map).split('\n')).toEqual(lines);
  });
});
