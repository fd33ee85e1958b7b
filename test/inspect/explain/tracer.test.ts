import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../src/encoding/decode_error.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import type { Decode } from '../../../src/encoding/decoder.ts';
import { OURS, codecRelease } from '../../../src/features/codec_release.ts';
import type { CodecRelease } from '../../../src/features/codec_release.ts';
import type { Row } from '../../../src/inspect/explain/row.ts';
import { Tracer } from '../../../src/inspect/explain/tracer.ts';
import { decodeEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { decodeUtime } from '../../../src/types/common/utime_t.ts';
import { hex } from '../../support/support.ts';

/** The rows of one read. */
function rowsOf(bytes: Uint8Array, read: Decode<unknown>, reader: CodecRelease = OURS): Row[] {
  const tracer = new Tracer(bytes);
  try {
    new Decoder(bytes, reader, tracer).whole('x', read);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return tracer.finish(error);
  }
  return tracer.finish(undefined);
}

/** Path, offset, length and value, with a plus before a group. */
function brief(rows: readonly Row[]): string[] {
  return rows.map(({ isLeaf, path, offset, length, value }) => `${isLeaf ? '' : '+'}${path} ${offset} ${length} ${value}`.trim());
}

describe('the rows of', () => {
  it('a struct are its fields, after the struct', () => {
    const rows = rowsOf(hex`01 01 05000000 07 2a000000`, (d) => d.finish([d.start(1), d.u8('a'), d.u32('b')]));
    expect(brief(rows)).toEqual(['+x 0 11', 'x.struct_v 0 1 1', 'x.struct_compat 1 1 1', 'x.struct_len 2 4 5', 'x.a 6 1 7', 'x.b 7 4 42']);
    expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 1, 1, 1, 1]);
  });

  it('a list are its count and its items; an item of one nameless read is a leaf', () => {
    const rows = rowsOf(hex`02000000 0700 0800`, (d) => d.list('ranks', (item) => item.u16('')));
    expect(brief(rows)).toEqual(['+x 0 8', '+x.ranks 0 8', 'x.ranks.count 0 4 2', 'x.ranks[0] 4 2 7', 'x.ranks[1] 6 2 8']);
    expect(rows.at(-1)).toMatchObject({ type: 'u16', depth: 2 });
  });

  it('a map are key and value of each entry', () => {
    const rows = rowsOf(hex`01000000 01000000 61 0700`, (d) => d.map('m', (key) => key.string(''), (value) => value.u16('')));
    expect(brief(rows)).toEqual(['+x 0 11', '+x.m 0 11', 'x.m.count 0 4 1', '+x.m[0] 4 7', 'x.m[0].key 4 5 "a"', 'x.m[0] 9 2 7']);
  });

  it('an embedded value begin with its length', () => {
    const rows = rowsOf(hex`02000000 0700`, (d) => d.embedded('front', (inner) => inner.u16('n')));
    expect(brief(rows)).toEqual(['+x 0 6', '+x.front 0 6', 'x.front.length 0 4 2', 'x.front.n 4 2 7']);
  });

  it('a type of ours hold its text', () => {
    const rows = rowsOf(hex`7b000000 00040000`, (d) => d.field('created', decodeUtime));
    expect(brief(rows)).toEqual(['+x 0 8', '+x.created 0 8 123.000001', 'x.created.sec 0 4 123', 'x.created.nsec 4 4 1024']);
    expect(rows[1]?.type).toBe('utime_t');
  });

  it('an IPv4 and an IPv6 address show it', () => {
    const v4 = rowsOf(hex`01 01 01 1c000000 01000000 00000000 10000000 0200 1a85 0a000001 0000000000000000`, decodeEntityAddr);
    expect(v4.find(({ path }) => path === 'x.addr')).toMatchObject({ type: 's32be', value: '10.0.0.1', length: 4 });
    const v6 = rowsOf(hex`01 01 01 28000000 01000000 00000000 1c000000 0a00 1a85 00000000 fd000000 00000000 00000000 00000001 00000000`, decodeEntityAddr);
    expect(brief(v6).filter((line) => line.includes('.addr'))).toEqual([
      '+x.addr 27 16', 'x.addr[0] 27 4 fd000000', 'x.addr[1] 31 4 00000000', 'x.addr[2] 35 4 00000000', 'x.addr[3] 39 4 00000001',
    ]);
  });
});

describe('a row', () => {
  it('of zeros that are ignored is padding, without a note', () => {
    expect(rowsOf(hex`0000`, (d) => d.skip(2, 'pad')).at(-1)).toMatchObject({ path: 'x.pad', state: 'padding', value: '', note: '', length: 2 });
  });

  it('of padding that is not zero shows it, with a note', () => {
    expect(rowsOf(hex`00cafe`, (d) => d.unlessZero(3, 'rest')).at(-1)).toMatchObject({ state: 'padding', value: '00cafe', note: 'not zero, but ignored' });
  });

  it('of bytes that a newer encoder appended is skipped', () => {
    const rows = rowsOf(hex`02 01 03000000 07 cafe`, (d) => d.finish([d.start(1), d.u8('a')]));
    expect(rows.at(-1)).toMatchObject({ path: 'x.(skipped)', offset: 7, length: 2, state: 'skipped', note: 'appended by a newer encoder, skipped' });
  });

  it('has a value of 64 characters at most, cut by an ellipsis, and views of the input for bytes', () => {
    const bytes = hex`64000000 ${new Uint8Array(100).fill(0x61)}`;
    const row = rowsOf(bytes, (d) => d.string('s')).at(-1);
    expect(row?.value).toBe(`"${'a'.repeat(62)}…`);
    expect(row?.bytes.buffer).toBe(bytes.buffer);
    expect(rowsOf(bytes, (d) => d.raw(104, 'b')).at(-1)?.value).toHaveLength(64);
  });

  it('of text shows the code of a character that cannot be seen', () => {
    expect(rowsOf(hex`04000000 1b e280ae`, (d) => d.string('s')).at(-1)?.value).toBe('"\\u001b\\u202e"');
    expect(rowsOf(hex`01000000 ff`, (d) => d.string('s')).at(-1)?.value).toBe('"\\udcff"');
  });

  it('of a type has the note about the ADDR2 form only at the start of a legacy address', () => {
    const legacy = rowsOf(hex`0101011c 00000001 ${new Uint8Array(128)}`, decodeEntityAddr, codecRelease('hammer'));
    expect(legacy.filter(({ note }) => note.includes('ADDR2')).map(({ offset }) => offset)).toEqual([0]);
    const addr2 = rowsOf(hex`01 01 01 0c000000 01010100 00000000 00000000`, decodeEntityAddr);
    expect(addr2.find(({ path }) => path === 'x.type')).toMatchObject({ value: '65793', note: '' });
  });
});

describe('where reading fails', () => {
  it('the incomplete field gets the bytes that are there, and its groups end there', () => {
    const rows = rowsOf(hex`7b000000 0004`, (d) => d.field('created', decodeUtime));
    expect(brief(rows)).toEqual(['+x 0 6', '+x.created 0 6', 'x.created.sec 0 4 123', 'x.created.nsec 4 2']);
    expect(rows.at(-1)).toMatchObject({ state: 'failed', note: 'need 4 bytes, 2 left', depth: 2 });
  });

  it('an incomplete string also gets its length', () => {
    expect(brief(rowsOf(hex`05000000 61`, (d) => d.string('s')))).toEqual(['+x 0 5', 'x.s 0 5']);
  });

  it('a field with an impossible value is marked', () => {
    const rows = rowsOf(hex`09 ff`, decodeEntityAddr);
    expect(brief(rows)).toEqual(['+x 0 1', 'x.marker 0 1 9', '(unread) 1 1']);
    expect(rows[1]).toMatchObject({ state: 'failed', note: 'expected 0 (legacy) or 1 (MSG_ADDR2), got 9' });
    expect(rows[2]).toMatchObject({ state: 'unread', depth: 0, isLeaf: true });
  });

  it('a struct that is too short for its fields leaves the rest unread', () => {
    const rows = rowsOf(hex`01 01 01000000 0700 ff`, (d) => d.finish([d.start(1), d.u16('a')]));
    expect(brief(rows).slice(-2)).toEqual(['x.a 6 1', '(unread) 7 2']);
  });

  it('bytes after the value are marked as failed', () => {
    expect(rowsOf(hex`07 cafe`, (d) => d.u8('a')).at(-1)).toMatchObject({ path: 'x', offset: 1, length: 2, state: 'failed', note: '2 bytes left after the value' });
  });

  it('a failure after all that was read has a row without bytes', () => {
    const rows = rowsOf(hex`07 cafe`, (d) => [d.u8('a'), d.aborts('seven')]);
    expect(brief(rows)).toEqual(['+x 0 1', 'x.a 0 1 7', 'x 1 0', '(unread) 1 2']);
    expect(rows[2]).toMatchObject({ state: 'failed', note: 'seven; this release aborts on such input' });
  });
});

describe('Tracer', () => {
  it('refuses the end of a group that was not entered', () => {
    expect(() => new Tracer(hex`00`).leave(0)).toThrow(new Error('leave without enter'));
  });

  it('gives one unread row if nothing was read', () => {
    expect(brief(new Tracer(hex`cafe`).finish(undefined))).toEqual(['(unread) 0 2']);
  });
});
