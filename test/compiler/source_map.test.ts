import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import type { EntityAddr } from '../../src/types/common/entity_addr_t.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import type { MonInfo } from '../../src/types/mon/mon_info_t/mon_info_t.ts';
import { fixture } from '../support/fixtures.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const linesOf = (path: string): string[] => readFileSync(ROOT + path, 'utf8').split('\n');

/** The line of the first frame in a file of src/types, as it stands there. */
function faultyLine(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    const [, path = '', line = ''] = /(src\/types\/[\w/]+\.ts):(\d+)/.exec((error as Error).stack ?? '') ?? [];
    return (linesOf(path)[Number(line) - 1] ?? '').trim();
  }
  throw new Error('nothing was thrown');
}

describe('the stack of an error from src/types', () => {
  const map = decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes);
  const [[name, mon]] = map.monInfo as unknown as [[string, MonInfo]];
  const [addr] = mon.publicAddrs as [EntityAddr];
  const withMon = (changes: object): MonMap => ({ ...map, monInfo: new Map([[name, { ...mon, ...changes }]]) });
  const withAddr = (changes: object): MonMap => withMon({ publicAddrs: [{ ...addr, ...changes }] });

  it.each([
    ['a lone write', { ...map, epoch: -1 }, 'e.u32(map.epoch);'],
    ['a write behind a condition', { ...map, minMonRelease: -1 }, 'if (structV >= 7) e.u8(map.minMonRelease);'],
    ['the first of many writes', withAddr({ type: -1 }), 'e.u32(hidesAny ? TYPE_LEGACY : addr.type);'],
    ['one in the middle', withAddr({ nonce: 1.5 }), 'e.u32(addr.nonce);'],
    ['the last of them', withAddr({ family: 2 ** 16 }), 'e.u16(addr.family);'],
    ['a function that the next calls', { ...map, fsid: 'x' }, 'if (!FORM.test(lower)) throw new TypeError(`"${text}" is not a UUID such as a95fdcf2-74c1-456e-9de8-b4bd237924bc`);'],
  ])('names the line of %s', (_, value: MonMap, line) => {
    expect(faultyLine(() => encode(MonMap, value))).toBe(line);
  });

  it('names the line of a value that cannot be had', () => {
    const broken = { ...map, created: { sec: 1, get nsec(): number { throw new Error('no'); } } };
    expect(faultyLine(() => encode(MonMap, broken))).toBe('e.u32(time.nsec);');
  });
});

describe('the maps of the built library', () => {
  it('lead from its code to the lines of src; needs `npm run build`', () => {
    const built = readdirSync(`${ROOT}dist`).filter((name) => name.endsWith('.js') && existsSync(`${ROOT}dist/${name}.map`));
    const found = built.flatMap((name) => {
      const reader = new SourceMap(JSON.parse(readFileSync(`${ROOT}dist/${name}.map`, 'utf8')));
      return linesOf(`dist/${name}`).flatMap((line, i) =>
        Array.from(line.matchAll(/\be\.u32\(time\.\w+\)/g), ({ index }) => {
          const entry = reader.findEntry(i, index);
          if (!('originalLine' in entry)) return 'nowhere';
          return linesOf(entry.originalSource.replace('../', ''))[entry.originalLine] ?? 'no such line';
        }),
      );
    });
    expect(found.filter((line) => !line.includes('e.u32('))).toEqual([]);
    expect(found.map((line) => line.trim())).toContain('e.u32(time.nsec);');
  });
});
