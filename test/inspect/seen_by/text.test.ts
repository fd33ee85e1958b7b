import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { seenJson } from '../../../src/inspect/seen_by/json.ts';
import { seenBy } from '../../../src/inspect/seen_by/seen_by.ts';
import { seenText } from '../../../src/inspect/seen_by/text.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

const map = decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes);
const seen = seenBy(MonMap, map, { server: 'pacific', client: '0x08c3ffffffffffff' });

describe('the text of what a client sees', () => {
  it('says who sends what to whom, the verdict, and what would be better', () => {
    const text = seenText(seen);
    for (const said of [/^server +pacific, 0x3f01cfbdfffdffff$/m, /^client +0x08c3ffffffffffff, hammer-partial-recovery, a fork of hammer 0\.94\.9: \+59; it/m, /^sends +MonMap, 422 bytes, struct_v 5, ADDR2 addresses$/m, /^verdict +hammer cannot read them$/m, /^to blame +bit 59/m, /^not sent +election_strategy: 3, in its place 1$/m, /^cephwire sends +without the untrusted bits: 1,016 bytes; hammer reads them$/m]) {
      expect(text).toMatch(said);
    }
  });

  it('lists what is skipped and what is seen otherwise', () => {
    const text = seenText(seenBy(MonMap, map, { server: 'pacific', client: 'hammer' }));
    expect(text).toMatch(/^skipped +MonMap\.persistent_features$/m);
    expect(text).toMatch(/^seen otherwise +min_mon_release: 16, it sees 0$/m);
    expect(text).toContain('it does not see all of the value');
  });

  it('names a kernel client as a diagnosis does', () => {
    expect(seenText(seenBy(MonMap, map, { server: 'pacific', client: 'linux-5.15' }))).toMatch(/; it decodes as Linux\s+5\.15$/m);
  });

  it('has lines of at most 100 columns, few of them also for many differences, and no characters that a terminal obeys', () => {
    const mons = Array.from({ length: 200 }, (_, i) => ({ ...monOf(`\x1b[31m${i}`, `v1:10.0.${i}.1:6789`), priority: i }));
    const text = seenText(seenBy(MonMap, mapOf(mons), { server: 'pacific', client: 'hammer' }));
    expect(text.split('\n').length).toBeLessThan(60);
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(text).not.toContain('\x1b');
  });
});

describe('the JSON of what a client sees', () => {
  it('has the same', () => {
    expect(JSON.parse(JSON.stringify(seenJson(seen)))).toMatchObject({
      type: 'MonMap', server: { release: 'pacific', features: '0x3f01cfbdfffdffff' }, features: '0x0801cfbdfffdffff', length: 422, verdict: 'fails',
      client: { release: 'hammer', blame: [{ bit: 59 }] }, not_read: expect.any(Array), instead: { length: 1016, verdict: 'reads', error: null },
    });
  });
});
