import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { explainTable } from '../../../src/inspect/explain/table.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { Utime } from '../../../src/types/common/utime_t.ts';
import { hex } from '../../support/support.ts';
import { HOSTILE, INCIDENT, hammers, mapNaming, ours } from '../support/pages.ts';

const PLAIN = { colour: false };

describe('explainTable', () => {
  it('gives each row its offset, length, first bytes, field and value', () => {
    expect(explainTable(explain(Utime, hex`71a0ca55 25c8d50b`), PLAIN).split('\n')).toEqual([
      '    offset  len  bytes                      field    value',
      '         0    8                             utime_t  2015-08-12T01:25:05.198559+0000',
      '         0    4  71 a0 ca 55                  sec    1439342705',
      '         4    4  25 c8 d5 0b                  nsec   198559781',
    ]);
  });

  it('marks the failed field of the incident, and ends with the error', () => {
    const lines = explainTable(hammers(), PLAIN).split('\n');
    expect(lines.filter((line) => line.startsWith('>>>'))).toEqual([
      '>>>    190    0                                   nsec            <- need 4 bytes, 0 left',
      '>>> read as hammer: MMonMap.monmap.created.nsec at offset 190: need 4 bytes, 0 left',
    ]);
    expect(lines).toContain('        42  136                                     addr        entity_addr_t ???:(unrecognized address family 0)/16777216');
    expect(lines.find((line) => line.startsWith('        42    4  01 01 01 1c'))).toMatch(/type +469827841 {2}<- the ADDR2 form, read as legacy/);
  });

  it('marks the bytes that were never reached', () => {
    const lines = explainTable(explain(MonMap, INCIDENT.subarray(4, 104)), PLAIN).split('\n');
    expect(lines.filter((line) => line.startsWith('>>>'))).toEqual([
      expect.stringMatching(/^>>> {6}2 {4}4 {2}b4 00 00 00 .*struct_len +180 {2}<- promises 180 bytes, 94 left$/),
      expect.stringMatching(/^>>> {6}6 {3}94 {2}bc 65 15 b9 af 68 42 21 … .*\(unread\) +<- never reached$/),
      '>>> MonMap.struct_len at offset 2: promises 180 bytes, 94 left',
    ]);
  });

  it('shows at most eight bytes of a field', () => {
    expect(explainTable(ours(), PLAIN)).toMatch(/^ +10 +16 {2}bc 65 15 b9 af 68 42 21 … +fsid/m);
  });

  it('uses colours only if the options say so', () => {
    expect(explainTable(hammers(), PLAIN)).not.toContain('\x1b');
    expect(explainTable(hammers(), { colour: true })).toContain('\x1b[1;31m>>>    190');
  });

  it('writes no control character of a name to the terminal', () => {
    expect(explainTable(explain(MonMap, mapNaming(HOSTILE)), PLAIN)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });
});
