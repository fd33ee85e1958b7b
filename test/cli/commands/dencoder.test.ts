import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../support.ts';

const map = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin').subarray(4);
const time = Uint8Array.of(0x71, 0xa0, 0xca, 0x55, 0x25, 0xc8, 0xd5, 0x0b);

describe('cephwire dencoder', () => {
  it('prints the JSON of ceph-dencoder, line by line', async () => {
    const { text } = await run(['dencoder', 'type', 'utime_t', 'import', 'time', 'decode', 'dump_json'], { files: { time } });
    expect(text).toBe('{\n    "seconds": 1439342705,\n    "nanoseconds": 198559781\n}\n\n');
  });

  it('encodes for the features set, in decimal or hex, and exports', async () => {
    for (const hammer of ['0x00c3ffffffffffff', '55169095435288575']) {
      const words = ['type', 'MonMap', 'import', 'map', 'decode', 'set_features', hammer, 'encode', 'export', 'out', 'get_struct_v', 'get_struct_compat'];
      const { status, text, written } = await run(['dencoder', ...words], { files: { map } });
      expect({ status, text }).toEqual({ status: 0, text: '5\n3\n' });
      expect(written.get('out')?.length).toBe(396);
    }
  });

  it('reads back what it exported', async () => {
    const words = ['type', 'utime_t', 'import', 'time', 'decode', 'encode', 'export', 'copy', 'import', 'copy', 'decode', 'dump_json'];
    expect((await run(['dencoder', ...words], { files: { time } })).text).toContain('"seconds": 1439342705');
  });

  it('skips leading bytes, and still counts them in the offset of an error', async () => {
    const files = { padded: Uint8Array.of(0, 0, 0, ...time), cut: Uint8Array.of(0, 0, 0, 1, 2, 3, 4, 5) };
    const words = (file: string): string[] => ['dencoder', 'type', 'utime_t', 'skip', '3', 'import', file, 'decode', 'dump_json'];
    expect((await run(words('padded'), { files })).text).toContain('1439342705');
    expect(await run(words('cut'), { files })).toMatchObject({ status: 1, err: ['utime_t.nsec at offset 7: need 4 bytes, 1 left'] });
  });

  it('refuses bytes left after the value', async () => {
    const files = { long: Uint8Array.of(...time, 0) };
    const { status, err } = await run(['dencoder', 'type', 'utime_t', 'import', 'long', 'decode'], { files });
    expect({ status, err }).toEqual({ status: 1, err: ['utime_t at offset 8: 1 byte left after the value'] });
  });

  it('stops with success at is_deterministic and list_types', async () => {
    expect((await run(['dencoder', 'type', 'MonMap', 'is_deterministic', 'nonsense'])).status).toBe(0);
    expect((await run(['dencoder', 'list_types', 'nonsense'])).text).toContain('entity_addrvec_t\n');
  });

  it.each([
    [['type', 'Nothing'], 1, "class 'Nothing' unknown"],
    [['decode'], 1, "must first select type with 'type <name>'"],
    [['type', 'MonMap', 'dump_json'], 1, "nothing is decoded yet: first 'import <file> decode'"],
    [['type'], 2, 'expecting type'],
    [['frobnicate'], 2, 'unknown word "frobnicate"'],
    [['set_features', 'many'], 2, 'set_features takes a decimal or hex number, not "many"'],
    [['skip', '-1'], 2, 'skip takes a number of bytes, not "-1"'],
    [[], 2, 'a word is missing'],
  ])('answers %j with status %i', async (words, status, complaint) => {
    const ran = await run(['dencoder', ...words]);
    expect(ran.status).toBe(status);
    expect(ran.err[0]).toBe(complaint);
  });
});
