import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { explainJson } from '../../../src/inspect/explain/json.ts';
import { Utime } from '../../../src/types/common/utime_t.ts';
import { hex } from '../../support/support.ts';
import { INCIDENT, hammers, ours } from '../support/pages.ts';

describe('explainJson', () => {
  it('gives rows as data', () => {
    expect(explainJson(explain(Utime, hex`71a0ca55 25c8d50b`))).toEqual({
      type: 'utime_t',
      release: null,
      length: 8,
      rows: [
        { path: 'utime_t', type: 'utime_t', offset: 0, length: 8, hex: null, value: '2015-08-12T01:25:05.198559+0000', note: '', state: 'read', depth: 0, leaf: false },
        { path: 'utime_t.sec', type: 'u32', offset: 0, length: 4, hex: '71a0ca55', value: '1439342705', note: '', state: 'read', depth: 1, leaf: true },
        { path: 'utime_t.nsec', type: 'u32', offset: 4, length: 4, hex: '25c8d50b', value: '198559781', note: '', state: 'read', depth: 1, leaf: true },
      ],
      error: null,
    });
  });

  it('gives the release and the error', () => {
    expect(explainJson(hammers())).toMatchObject({
      release: 'hammer',
      error: { code: 'end_of_buffer', path: 'MMonMap.monmap.created.nsec', offset: 190, needed: 4, available: 0, reason: 'need 4 bytes, 0 left' },
    });
  });

  it('gives the input back as the hex of the leaves', () => {
    for (const explanation of [ours(), hammers()]) expect(explainJson(explanation).rows.map((row) => row.hex ?? '').join('')).toBe(toHex(INCIDENT));
  });
});
