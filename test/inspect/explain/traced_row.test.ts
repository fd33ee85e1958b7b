import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { copyOf } from '../../../src/inspect/explain/row.ts';
import { Utime } from '../../../src/types/common/utime_t.ts';
import { hex } from '../../support/support.ts';

const rows = () => explain(Utime, hex`71a0ca55 25c8d50b`).rows;
const SEC = {
  path: 'utime_t.sec', type: 'u32', offset: 0, length: 4, bytes: hex`71a0ca55`, value: '1439342705', note: '', state: 'read', depth: 1, isLeaf: true,
};

describe('a row of an explanation', () => {
  it('is the same, whichever text is read first', () => {
    expect(rows()[2]?.path).toBe('utime_t.nsec');
    expect(rows()[2]?.value).toBe('198559781');
    expect(rows()[0]?.value).toBe('2015-08-12T01:25:05.198559+0000');
  });

  it('copies to plain data, with changes', () => {
    const [, sec] = rows();
    if (sec === undefined) throw new Error('no row');
    expect(copyOf(sec)).toEqual(SEC);
    expect(copyOf(sec, { note: 'x' })).toEqual({ ...SEC, note: 'x' });
  });

  it('is JSON with the bytes of a leaf in hex; a group has none of its own', () => {
    expect(JSON.stringify(rows()[1])).toBe(JSON.stringify({ ...SEC, bytes: '71a0ca55' }));
    expect(JSON.parse(JSON.stringify(rows()[0]))).toMatchObject({ path: 'utime_t', length: 8, bytes: null });
  });
});
