import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { outline } from '../../../src/inspect/html/outline.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { mapNaming, ours } from '../support/pages.ts';

const MANY = explain(MonMap, mapNaming(...Array.from({ length: 1000 }, (_, i) => `node${i}`)));

describe('outline', () => {
  it('shows every row if there are not many', () => {
    const { rows } = ours();
    expect(outline(rows, []).map(({ row }) => row)).toEqual(rows);
  });

  it('says of each group how many items it has', () => {
    const items = outline(ours().rows, []);
    expect(items[0]).toMatchObject({ name: 'MMonMap', within: items.length - 1 });
    expect(items.find(({ name }) => name === 'last_changed')).toMatchObject({ kind: 'time', within: 2 });
  });

  it('shows one item for the middle of a long list, and still covers each byte once', () => {
    const items = outline(MANY.rows, []);
    expect(MANY.rows.length).toBeGreaterThan(20_000);
    expect(items.length).toBeLessThan(4_000);
    expect(items.map(({ name }) => name).filter((name) => name.includes('…'))).toEqual(['mon_addr[47] …', 'mon_info[47] …']);
    let end = 0;
    for (const { row } of items.filter((item) => item.row.isLeaf)) {
      expect(row.offset).toBe(end);
      end += row.length;
    }
    expect(end).toBe(MANY.bytes.length);
  });

  it('always shows the failed row and the rows to keep', () => {
    const kept = MANY.rows.find(({ path }) => path === 'MonMap.mon_info[500].name');
    expect(outline(MANY.rows, [kept]).some(({ row }) => row === kept)).toBe(true);
    const cut = mapNaming(...Array.from({ length: 1000 }, (_, i) => `node${i}`));
    const failing = MANY.rows.find(({ path }) => path === 'MonMap.mon_info[600].public_addr.marker');
    cut[failing?.offset ?? 0] = 7;
    expect(outline(explain(MonMap, cut).rows, []).filter(({ kind }) => kind === 'failed').map(({ row }) => row.path)).toEqual(['MonMap.mon_info[600].public_addr.marker']);
  });
});
