import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { kindOf } from '../../../src/inspect/explain/kind.ts';
import type { RowKind } from '../../../src/inspect/explain/kind.ts';
import type { Row } from '../../../src/inspect/explain/row.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';

/** The kind of each row by its path, as tables and pages find it. */
function kindsOf(rows: readonly Row[]): Map<string, RowKind> {
  const outer: RowKind[] = [];
  return new Map(rows.map((row) => {
    const kind = (outer[row.depth] = kindOf(row, outer[row.depth - 1] ?? 'group'));
    return [row.path, kind];
  }));
}

describe('the kind of a row', () => {
  const kinds = kindsOf(explain(MonMap, fixture('mon/MonMap/v5-luminous-addr2.bin').bytes).rows);

  it.each([
    ['MonMap', 'group'], ['MonMap.struct_v', 'framing'], ['MonMap.epoch', 'number'], ['MonMap.mon_info[0].name', 'text'],
    ['MonMap.fsid', 'id'], ['MonMap.created', 'time'], ['MonMap.persistent_features', 'features'], ['MonMap.mon_info[0].public_addr', 'address'],
  ])('%s is %s', (path, kind) => {
    expect(kinds.get(path)).toBe(kind);
  });

  it('of a field inside a time or an address is that of the time or the address, except for framing', () => {
    expect(kinds.get('MonMap.created.sec')).toBe('time');
    expect(kinds.get('MonMap.mon_info[0].public_addr.nonce')).toBe('address');
    expect(kinds.get('MonMap.mon_info[0].public_addr.struct_len')).toBe('framing');
  });

  it('is its state, if the row was not read', () => {
    const cut = kindsOf(explain(MonMap, fixture('mon/MonMap/v5-luminous-addr2.bin').bytes.subarray(0, 20)).rows);
    expect([...cut.values()].filter((kind) => kind === 'failed' || kind === 'unread')).toEqual(['failed', 'unread']);
  });
});
