import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { MonInfo } from '../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { TYPES } from '../../../src/types/registry.ts';
import type { AnyCephType } from '../../../src/types/registry.ts';
import { fixture, fixtures } from '../../support/fixtures.ts';
import { LINEAR, growth } from '../../support/growth.ts';
import { hex } from '../../support/support.ts';
import { expectExplained, leavesOf, readersOf } from '../support/promises.ts';

const incident = fixture('messages/MMonMap/v5-incident-hammer59.bin').bytes.slice(4);

describe('the incident, read as hammer', () => {
  const { rows, value, error, release, type } = explain(MonMap, incident, { release: 'hammer' });
  const rowOf = (path: string) => rows.find((row) => row.path === path);

  it('says what was read, and as which release', () => {
    expect({ type, release, value }).toEqual({ type: 'MonMap', release: 'hammer', value: undefined });
  });

  it.each([
    ['MonMap.struct_v', 0, 1, 'u8', '5'],
    ['MonMap.struct_compat', 1, 1, 'u8', '3'],
    ['MonMap.struct_len', 2, 4, 'u32', '180'],
    ['MonMap.fsid', 6, 16, 'uuid_d', 'bc6515b9-af68-4221-b9dd-771e91ebfc44'],
    ['MonMap.epoch', 22, 4, 'u32', '1'],
    ['MonMap.mon_addr.count', 26, 4, 'u32', '1'],
    ['MonMap.mon_addr[0].key', 30, 8, 'string', '"mon1"'],
    ['MonMap.mon_addr[0].addr.type', 38, 4, 'u32', String(0x1c010101)],
    ['MonMap.mon_addr[0].addr.nonce', 42, 4, 'u32', '16777216'],
    ['MonMap.mon_addr[0].addr.family', 46, 2, 'u16be', '0'],
    ['MonMap.last_changed', 174, 8, 'utime_t', '0.000000'],
    ['MonMap.created.sec', 182, 4, 'u32', '0'],
    ['MonMap.created.nsec', 186, 0, '', ''],
  ])('%s is at %d, %d bytes of %s: %s', (path, offset, length, rowType, text) => {
    expect(rowOf(path)).toMatchObject({ offset, length, type: rowType, value: text });
  });

  it('begins created at 182 and does not end it', () => {
    expect(rowOf('MonMap.created')).toMatchObject({ offset: 182, length: 4, isLeaf: false, value: '' });
  });

  it('recognizes the ADDR2 form by the value of the type', () => {
    expect(rowOf('MonMap.mon_addr[0].addr.type')?.note).toBe('the ADDR2 form, read as legacy: marker 1, struct_v 1, struct_compat 1 (feature bit 59)');
    expect(rows.filter(({ note }) => note.includes('ADDR2'))).toHaveLength(1);
  });

  it('fails at created.nsec', () => {
    expect(error).toMatchObject({ code: 'end_of_buffer', path: 'MonMap.created.nsec', offset: 186, needed: 4, available: 0, reason: 'need 4 bytes, 0 left' });
    expect(rows.at(-1)).toMatchObject({ path: 'MonMap.created.nsec', state: 'failed', note: 'need 4 bytes, 0 left' });
  });

  it('is read completely by our own decoder', () => {
    const own = explain(MonMap, incident);
    expect(own.error).toBeUndefined();
    expect(own.rows.filter(({ note, path }) => note.includes('ADDR2') || path === '(unread)')).toEqual([]);
  });
});

describe('explain', () => {
  it('names the type of a group if it is one of ours', () => {
    const rows = explain(MonInfo, hex`01 01 05000000 01000000 61 00`).rows;
    expect(rows.map(({ path, type }) => [path, type])).toEqual([
      ['mon_info_t', 'mon_info_t'],
      ['mon_info_t.struct_v', 'u8'],
      ['mon_info_t.struct_compat', 'u8'],
      ['mon_info_t.struct_len', 'u32'],
      ['mon_info_t.name', 'string'],
      ['mon_info_t.public_addr', 'entity_addr_t'],
      ['mon_info_t.public_addr.marker', ''],
      ['(unread)', 'bytes'],
    ]);
  });

  it('takes a BufferList, and a Buffer without handing out Buffers', () => {
    const list = new BufferList();
    list.append(incident.subarray(0, 50));
    list.append(incident.subarray(50));
    expect(explain(MonMap, list).rows).toHaveLength(explain(MonMap, incident).rows.length);
    const { rows, bytes } = explain(MonMap, Buffer.from(incident));
    expect(new Set([bytes, ...rows.map((row) => row.bytes)].map((view) => view.constructor))).toEqual(new Set([Uint8Array]));
  });

  it('escapes what cannot be seen, also in the text of a type', () => {
    const { rows } = explain(MonInfo, hex`
      01 01 33000000                       # struct_v 1, compat 1, struct_len 51
      0c000000 61 1b5b324a e280ae 0a 62 c285
      01 01 01 1c000000 01000000 00000000 10000000 0200 1a85 0a000001 0000000000000000`);
    expect(rows[0]?.value).toBe('mon.a\\u001b[2J\\u202e\\u000ab\\u0085 addrs v1:10.0.0.1:6789/0 priority 0 weight 0');
    expect(rows.find(({ path }) => path === 'mon_info_t.name')?.value).toBe('"a\\u001b[2J\\u202e\\nb\\u0085"');
  });
});

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);

interface Input {
  readonly type: AnyCephType;
  readonly bytes: Uint8Array;
}

/** Every object of our types, or nothing where the corpus is missing. */
function corpus(): Input[] {
  return namesIn(CORPUS).flatMap((version) => [...TYPES.values()].flatMap((type): Input[] => {
    const folder = new URL(`${version}/${type.name}/`, CORPUS);
    return namesIn(folder).map((hash) => ({ type, bytes: new Uint8Array(readFileSync(new URL(hash, folder))) }));
  }));
}

function namesIn(folder: URL): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('an explanation covers each byte once, and reads what decode reads, by whichever decoder:', () => {
  it.each(fixtures())('$file', ({ type, bytes }) => {
    for (const as of readersOf(type)) expectExplained(type, bytes, as);
  });

  const objects = corpus();
  it.skipIf(objects.length === 0)('every object of the corpus (not run where ../shared/corpus is missing)', () => {
    for (const { type, bytes } of objects) for (const as of readersOf(type)) expectExplained(type, bytes, as);
  }, 60_000);

  it.each(['mon/MonMap/v10-every-field.bin', 'mon/MonMap/v2-then-v5-luminous.bin', 'mon/MonMap/v5-luminous-legacy.bin', 'mon/MonMap/v11-unknown-tail.bin', 'mon/mon_info_t/v6-ipv4.bin'])(
    'each prefix of %s',
    (file) => {
      const { type, bytes } = fixture(file);
      for (let length = 0; length < bytes.length; length++) {
        for (const as of [undefined, 'hammer', 'luminous', 'tentacle'] as const) expectExplained(type, bytes.subarray(0, length), as);
      }
    },
    60_000,
  );

  const withType = fc.constantFrom(...TYPES.values());
  const reader = fc.nat();
  const readerOf = (type: AnyCephType, n: number) => readersOf(type)[n % readersOf(type).length];

  it('any fixture with bytes of it changed, cut out or put in', () => {
    const chunk = fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.nat(6).map((small) => Uint8Array.of(small, 0, 0, 0)));
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(6), put: chunk });
    const legacy = fixture('mon/MonMap/v5-luminous-legacy.bin');
    const otherPort = [legacy, [{ at: 0.121, cut: 1, put: Uint8Array.of(9) }], readersOf(legacy.type).indexOf('luminous')] as const; // Luminous aborts, which edits at random seldom make it do
    const seen = new Set<string>();
    fc.assert(fc.property(fc.constantFrom(...fixtures()), fc.array(edit, { minLength: 1, maxLength: 3 }), reader, ({ type, bytes }, edits, n) => {
      let edited = bytes;
      for (const { at, cut, put } of edits) {
        const from = Math.floor(at * edited.length);
        edited = Uint8Array.from([...edited.subarray(0, from), ...put, ...edited.subarray(from + cut)]);
      }
      seen.add(expectExplained(type, edited, readerOf(type, n)).error?.code ?? 'value');
    }), { numRuns: 4000, seed: 4, examples: [[otherPort[0], [...otherPort[1]], otherPort[2]]] });
    expect([...seen].sort()).toEqual(['aborts', 'end_of_buffer', 'incompatible', 'length_past_parent', 'malformed', 'past_struct_end', 'trailing_bytes', 'value']);
  }, 60_000);

  it('arbitrary bytes', () => {
    const chunk = fc.oneof(fc.tuple(fc.nat(4)), fc.tuple(fc.nat(255)), fc.nat(6).map((small) => [small, 0, 0, 0]));
    fc.assert(fc.property(withType, fc.array(chunk, { maxLength: 60 }), reader, (type, chunks, n) => {
      expectExplained(type, Uint8Array.from(chunks.flat()), readerOf(type, n));
    }), { numRuns: 3000 });
  });
});

describe('half a mebibyte that promises far more is explained', () => {
  const le32 = (word: number): Uint8Array => new Uint8Array(Uint32Array.of(word).buffer);
  const COUNT = hex`ffffffff`;
  it.each<[name: string, what: string, head: (length: number) => Uint8Array]>([
    ['entity_addrvec_t', 'legacy addresses', () => hex`02 ${COUNT}`],
    ['MonMap', 'a v2 with addresses of no name', () => hex`0200 ${new Uint8Array(20)} ${COUNT}`],
    ['mon_info_t', 'crush_loc of empty names', (length) => hex`06 01 ${le32(length - 6)} 00000000 02 00000000 0000 0000 ${COUNT}`],
    ['MonMap', 'ranks of empty names', (length) => hex`
      06 06 ${le32(length - 6)} ${new Uint8Array(36)} # fsid, epoch, times
      01 01 08000000 0000000000000000 01 01 08000000 0000000000000000
      00000000 ${COUNT}                               # mon_info, ranks`],
    ['MMonMap', 'one name as long as all of it', (length) => hex`${le32(length - 4)} 0200 ${new Uint8Array(20)} 01000000 ${le32(length - 48)}`],
  ])('as %s, %s: at most a row for every two bytes, in time that grows with their number', (name, _, headOf) => {
    const type = TYPES.get(name) as AnyCephType;
    const explaining = (length: number) => (): void => {
      const bytes = new Uint8Array(length);
      bytes.set(headOf(length));
      const { rows, error } = explain(type, bytes);
      expect(error).toBeDefined();
      expect(rows.length).toBeLessThan(length / 2);
      expect(leavesOf(rows).reduce((total, row) => total + row.length, 0)).toBe(length);
      expect(Math.max(...rows.slice(0, 1000).map(({ value }) => value.length))).toBeLessThan(400);
    };
    expect(growth(1 << 12, explaining)).toBeLessThan(LINEAR);
  });
});
