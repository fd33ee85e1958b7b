import { describe, expect, it } from 'vitest';
import { identify } from '../../../src/inspect/identify/identify.ts';
import { identificationJson } from '../../../src/inspect/identify/json.ts';
import { identificationText } from '../../../src/inspect/identify/text.ts';
import { fixture } from '../../support/fixtures.ts';

const FRONT = fixture('messages/MMonMap/v5-incident-hammer59.bin').bytes;

describe('the text of an identification', () => {
  it('says what the bytes are, how sure that is, and why', () => {
    expect(identificationText(identify(FRONT))).toMatchInlineSnapshot(`
      "file            190 bytes
      type            MMonMap
      confidence      sure (151 bits)
      evidence          +6  the fields end exactly where the bytes end
                       +60  6 envelopes that enclose their fields
                        +8  a length that fits
                        +8  2 lists with as many items as they count
                       +32  2 addresses of a known type and family
                       +24  3 names of visible characters
                        +8  2 times between 2004 and 2100
                        +5  a UUID of a version that Ceph makes
                        +6  monitor features that all have names
                        -6  bytes that a newer or another encoder appended
      or              MonMap, after a u32 length, at offset 4 (151 bits)"
    `);
  });

  it('says where a value is cut, and does not name others beside a whole one', () => {
    expect(identificationText(identify(FRONT.subarray(0, 150)))).toMatch(/^type +MMonMap, cut after 150 of its 190 bytes$/m);
    expect(identificationText(identify(FRONT))).not.toContain('cut');
  });

  it('says how many bytes follow, and where a value is damaged', () => {
    expect(identificationText(identify(new Uint8Array([...FRONT, 0, 0])))).toMatch(/^type +MMonMap, 190 bytes, and then 2 bytes more$/m);
    const stored = Uint8Array.from(fixture('messages/MAuth/v1-stored.bin').bytes, (byte, i) => (i === 53 ? byte ^ 1 : byte));
    expect(identificationText(identify(stored))).toMatch(/^type +a stored MAuth, damaged: MAuth\.front_crc at offset 53: expected\s/m);
  });

  it('says what another file is, and what to do', () => {
    const text = identificationText(identify(new TextEncoder().encode('ceph v027')));
    expect(text).toMatch(/^file +9 bytes: the beginning of what one side sent on a connection of messenger v1\nadvice +read both sides/);
  });

  it('says that nothing fits', () => {
    expect(identificationText(identify(Uint8Array.of(200, 201, 202)))).toBe('file            3 bytes\ntype            none of those that "cephwire types" lists');
  });

  it('has lines of at most 100 columns, and no characters that a terminal obeys', () => {
    const names = new Uint8Array(FRONT);
    names[50] = 0x1b;
    for (const bytes of [FRONT, names, FRONT.subarray(0, 99)]) {
      const text = identificationText(identify(bytes));
      expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect(text).not.toContain('\x1b');
    }
  });
});

describe('the JSON of an identification', () => {
  it('has the same, with the error and each piece of evidence', () => {
    const json = JSON.parse(JSON.stringify(identificationJson(identify(FRONT.subarray(0, 150))))) as object;
    expect(json).toMatchObject({
      length: 150,
      file: null,
      confidence: 'likely',
      candidates: [{ type: 'MMonMap', state: 'cut', is_stored: false, promised: 190, error: { code: 'length_past_parent', offset: 0 }, evidence: expect.any(Array) }],
    });
  });
});
