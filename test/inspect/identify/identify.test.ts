import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { identify } from '../../../src/inspect/identify/identify.ts';
import type { Candidate, CandidateState } from '../../../src/inspect/identify/candidate.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { TYPES } from '../../../src/types/registry.ts';
import { fixture, fixtures } from '../../support/fixtures.ts';

const MMONMAP = fixture('messages/MMonMap/v5-incident-hammer59.bin').bytes;
const MAP = fixture('mon/MonMap/v9-three-mons.bin').bytes;

function best(bytes: Uint8Array): Candidate | undefined {
  return identify(bytes).candidates[0];
}

function kindsFor(bytes: Uint8Array): string[] {
  return best(bytes)?.evidence.map(({ kind }) => kind) ?? [];
}

function changed(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  return Uint8Array.from(bytes, (old, i) => (i === at ? byte : old));
}

describe('every fixture', () => {
  /** Bytes that are exactly those of another type too, which is named first. */
  const SAME_BYTES = ['common/entity_addrvec_t/v0-legacy.bin', 'common/entity_addrvec_t/v1-single.bin'];

  it.each(fixtures().filter(({ file }) => !SAME_BYTES.includes(file)))('$file is of the type that is named first', ({ type, bytes }) => {
    expect(best(bytes)).toMatchObject({ type: type.name, state: 'whole', offset: 0, error: undefined });
  });

  it.each(fixtures().filter(({ file }) => SAME_BYTES.includes(file)))('$file is an address too, with the same evidence', ({ bytes }) => {
    const { candidates: [first, second], confidence } = identify(bytes);
    expect([first?.type, second?.type]).toEqual(['entity_addr_t', 'entity_addrvec_t']);
    expect(first?.bits).toBe(second?.bits);
    expect(confidence).not.toBe('sure');
  });

  it.each(fixtures().filter(({ type, bytes }) => /Map$/.test(type.name) && bytes.length > 120))('$file is sure', ({ bytes }) => {
    expect(identify(bytes).confidence).toBe('sure');
  });
});

describe('the ways in which a value can lie in bytes', () => {
  it('finds a map in the front of a message, and after a u32 length', () => {
    const { candidates: [front, map] } = identify(MMONMAP);
    expect(front).toMatchObject({ type: 'MMonMap', offset: 0, wrapping: '' });
    expect(map).toMatchObject({ type: 'MonMap', state: 'whole', offset: 4, wrapping: 'a u32 length' });
  });

  it('finds a map as monitors stored it up to Bobtail: a version, a length, the map', () => {
    const stashed = new Uint8Array(12 + MAP.length);
    stashed[0] = 7;
    new DataView(stashed.buffer).setUint32(8, MAP.length, true);
    stashed.set(MAP, 12);
    expect(best(stashed)).toMatchObject({ type: 'MonMap', state: 'whole', offset: 12, wrapping: 'a u64 version and a u32 length' });
  });

  it('finds a map as monitors store it since Cuttlefish: as it is', () => {
    expect(best(MAP)).toMatchObject({ type: 'MonMap', state: 'whole', offset: 0 });
    expect(identify(MAP).confidence).toBe('sure');
  });

  it('finds a whole stored message, by its type and checksum', () => {
    expect(best(fixture('messages/MMonSubscribe/v3-stored.bin').bytes)).toMatchObject({ type: 'MMonSubscribe', isStored: true });
    expect(best(fixture('messages/MMonSubscribe/v3-mon-dump.bin').bytes)).toMatchObject({ type: 'MMonSubscribe', isStored: false });
  });

  it('takes a BufferList', () => {
    const list = new BufferList();
    list.append(MAP);
    expect(identify(list).candidates).toEqual(identify(MAP).candidates);
  });
});

describe('the evidence', () => {
  it('is what was seen, in words and bits, and adds up to the bits of the candidate', () => {
    const map = best(MAP);
    const seen = Object.fromEntries(map?.evidence.map(({ kind, count }) => [kind, count]) ?? []);
    expect(seen).toMatchObject({ whole: 1, uuid: 1, address: 5, time: 2 });
    expect(map?.evidence.find(({ kind }) => kind === 'address')?.text).toBe('5 addresses of a known type and family');
    expect(map?.evidence.reduce((sum, { bits }) => sum + bits, 0)).toBe(map?.bits);
  });

  it('of a map of three monitors is far more than that of a short value', () => {
    expect(best(MAP)?.bits).toBeGreaterThan(100);
    for (const file of ['common/uuid_d/v0-fsid.bin', 'common/utime_t/v0-instant.bin', 'common/entity_name_t/v0-mon.bin', 'mon/mon_feature_t/v1-pacific.bin']) {
      expect(identify(fixture(file).bytes).confidence, file).not.toBe('sure');
    }
  });

  const map = decode(MonMap, MAP);
  const encoded = (changes: Partial<MonMap>): Uint8Array => encode(MonMap, { ...map, ...changes });

  it.each<[string, Uint8Array, string]>([
    ['a name of unseen characters', encoded({ tiebreakerMon: 'a\u0001b' }), 'noName'],
    ['a name that is not UTF-8', encoded({ tiebreakerMon: 'a\udcffb' }), 'noName'],
    ['a time of more than a second of nanoseconds', encoded({ created: { sec: 1_600_000_000, nsec: 2e9 } }), 'noTime'],
    ['a time after 2100', encoded({ created: { sec: 0xffffffff, nsec: 0 } }), 'noTime'],
    ['an fsid of zeros', encoded({ fsid: '00000000-0000-0000-0000-000000000000' }), 'noUuid'],
    ['a strategy that does not exist', encoded({ strategy: 77 }), 'notLimited'],
    ['something odd in the value', encoded({ ranks: ['nobody'] }), 'remark'],
    ['an address of an unknown family', fixture('common/entity_addr_t/v1-unknown-family.bin').bytes, 'noAddress'],
    ['bytes of a newer encoder', changed(fixture('mon/MonMap/v11-unknown-tail.bin').bytes, 0, 12), 'appended'],
  ])('counts against a reading: %s', (_, bytes, kind) => {
    expect(kindsFor(bytes)).toContain(kind);
  });

  it('does not count zeros as evidence', () => {
    for (let length = 0; length <= 256; length++) expect(identify(new Uint8Array(length)).confidence, String(length)).toBe('none');
  });
});

describe('damaged values', () => {
  it('names a map that is cut, how long it was, and the error', () => {
    const { candidates: [cut], confidence } = identify(MMONMAP.subarray(0, 150));
    expect(cut).toMatchObject({ type: 'MMonMap', state: 'cut', promised: 190, error: { offset: 0, code: 'length_past_parent' } });
    expect(confidence).toBe('likely');
  });

  it('names a map that is cut where no length says how long it was', () => {
    expect(best(fixture('mon/MonMap/v2-then-v3-hammer.bin').bytes.subarray(0, 180))).toMatchObject({ type: 'MonMap', state: 'cut', promised: null });
  });

  it('names a whole map that other bytes follow', () => {
    expect(best(new Uint8Array([...MAP, 7, 7, 7]))).toMatchObject({ type: 'MonMap', state: 'followed', error: { offset: MAP.length, available: 3 } });
  });

  it('names a map with a wrong byte late in it, and where that is', () => {
    const marker = MAP.lastIndexOf(2, 380); // of an address vector: any byte that is refused will do
    const broken = changed(MAP, marker, 99);
    expect(best(broken)).toMatchObject({ type: 'MonMap', state: 'broken', error: { path: expect.stringMatching(/^MonMap\./) } });
  });

  it('names a stored message with a wrong checksum', () => {
    const stored = fixture('messages/MMonSubscribe/v3-stored.bin').bytes;
    expect(best(changed(stored, stored.length - 20, 0xee))).toMatchObject({ type: 'MMonSubscribe', isStored: true, state: 'broken' });
  });

  it.each<[CandidateState, Uint8Array]>([
    ['cut', MAP.subarray(0, 200)],
    ['followed', new Uint8Array([...MAP, 1])],
  ])('is never sure of one that is %s', (state, bytes) => {
    expect(best(bytes)?.state).toBe(state);
    expect(identify(bytes).confidence).toBe('likely');
  });

  it('puts whole values first: none of the damaged ones is likely', () => {
    const { candidates } = identify(fixture('mon/mon_info_t/v5-ipv4.bin').bytes);
    expect(candidates[0]).toMatchObject({ type: 'mon_info_t', state: 'whole' });
  });
});

describe('hostile bytes', () => {
  it('of any kind get an answer, and random ones never one that is likely', () => {
    let state = 12345;
    const random = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16;
    for (let n = 0; n < 5000; n++) {
      const bytes = Uint8Array.from({ length: random() % 300 }, () => random() & 0xff);
      expect(['none', 'weak'], Buffer.from(bytes).toString('hex')).toContain(identify(bytes).confidence);
    }
  });

  it('that promise millions of items or bytes cost no more than others', () => {
    const promises = fixtures().map(({ bytes }) => changed(changed(bytes, 3, 0xff), 30, 0xff));
    for (const bytes of promises) expect(identify(bytes).length).toBe(bytes.length);
  });

  it('of 64 MiB are read once, not kept and not searched', () => {
    const zeros = new Uint8Array(64 * 1024 * 1024);
    expect(identify(zeros)).toMatchObject({ confidence: 'none', file: { kind: 'zeros' } });
    zeros.fill(1);
    expect(identify(zeros).confidence).toBe('none');
    zeros.set(MAP); // a whole map, and then other bytes
    expect(best(zeros)).toMatchObject({ type: 'MonMap', state: 'followed' });
  });

  it('that are a list of millions of names that nobody wrote are given up', () => {
    const items = 1_000_000; // of 17 bytes: a name of four bytes, then 9 bytes
    const bytes = new Uint8Array(4 + items * 17);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, items, true);
    for (let i = 0; i < items; i++) {
      view.setUint32(4 + 17 * i, 4, true);
      view.setUint32(8 + 17 * i, i, true);
    }
    expect(identify(bytes).candidates).toEqual([]);
  });

  it('with names of objects in JavaScript are names', () => {
    const map = decode(MonMap, MAP);
    const bytes = encode(MonMap, { ...map, tiebreakerMon: '__proto__', disallowedLeaders: ['constructor'] });
    expect(best(bytes)).toMatchObject({ type: 'MonMap', state: 'whole' });
  });
});

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);

interface CorpusObject {
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

function corpus(): CorpusObject[] {
  if (!existsSync(CORPUS)) return [];
  const paths = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((path) => path.split('/').length === 3);
  return paths.map((path) => ({ path, type: path.split('/')[1] ?? '', bytes: new Uint8Array(readFileSync(new URL(path, CORPUS))) }));
}

const objects = corpus();

describe.skipIf(objects.length === 0)('the object corpus (not run where ../shared/corpus is missing)', () => {
  it.each(objects.filter(({ type }) => TYPES.has(type)))('$path is of the type that is named first', ({ type, bytes }) => {
    expect(best(bytes)).toMatchObject({ type, state: 'whole', offset: 0 });
  });

  it('has no object of another type that looks more than weakly like one of ours', () => {
    const others = objects.filter(({ type }) => !TYPES.has(type));
    expect(others.length).toBeGreaterThan(1000);
    const taken = others.filter(({ bytes }) => !['none', 'weak'].includes(identify(bytes).confidence));
    expect(taken.map(({ path }) => path)).toEqual([]);
  });

  it('names a stored message of a type that has no codec here', () => {
    const other = objects.find(({ type }) => type === 'MOSDOp');
    expect(identify(other?.bytes ?? new Uint8Array(0)).file).toMatchObject({ kind: 'stored_message', what: 'a stored message, MOSDOp' });
  });

  it('says of a struct of another type that it is one', () => {
    const other = objects.find(({ type }) => type === 'FSMap');
    expect(identify(other?.bytes ?? new Uint8Array(0)).file).toMatchObject({ kind: 'struct', what: expect.stringMatching(/^a struct of Ceph with struct_v \d+/) });
  });
});
