import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { identify } from '../../../src/inspect/identify/identify.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { BANNER } from '../../../src/messenger/v1/frames/handshake.ts';
import { encodeBanner } from '../../../src/messenger/v2/frames/banner.ts';
import { encodePreamble } from '../../../src/messenger/v2/frames/preamble.ts';
import { TAG_MESSAGE } from '../../../src/messenger/v2/frames/tag.ts';
import { LINEAR, growth } from '../../support/growth.ts';
import { fixture, fixtures } from '../../support/fixtures.ts';

const MAP = fixture('mon/MonMap/v9-three-mons.bin');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const HEX = toHex(MAP.bytes);

/** As `xxd` prints it. */
const XXD = `00000000: ${HEX.slice(0, 32).replace(/.{4}/g, '$& ')} ......\n00000010: ${HEX.slice(32, 64).replace(/.{4}/g, '$& ')} ......\n`;
const HEXDUMP = `00000000  ${HEX.slice(0, 16).replace(/../g, '$& ')} ${HEX.slice(16, 32).replace(/../g, '$& ')} |......|\n`;
const OD = `0000000 ${HEX.slice(0, 32).replace(/../g, '$& ').trim()}\n0000020 ${HEX.slice(32, 48).replace(/../g, '$& ').trim()}\n0000030\n`;
const PRINTED = 'monmaptool: monmap file map\nepoch 1\nfsid e082fa3a-0a15-4a81-82a6-14e3861ff30b\nlast_changed 2026-11-29T08:39:52.369980+0000\n';
const LINE = "libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000";

describe('a file that is not one encoded value', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['a capture in pcapng', readFileSync('fixtures/capture/one-mon.pcapng'), 'capture', /cephwire capture/],
    ['a capture in pcap', bytes(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0), 'capture', /cephwire capture/],
    ['the banner of messenger v1', utf8('ceph v027\0\0\0\0'), 'messenger_v1', /V1Dissector/],
    ['the banner of messenger v2', utf8('ceph v2\n\x10\0'), 'messenger_v2', /V2Dissector/],
    ['gzip', bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), 'compressed', /gzip -dc/],
    ['the label of a BlueStore device', utf8('bluestore block device\n2af6f2d9-7b5a-4d2c-9f2a-0a5f1c2f3b4d\n'), 'device', /show-label/],
    ['zeros', new Uint8Array(4096), 'zeros', /^$/],
    ['the JSON of a map', utf8(MAP.json), 'json', /cephwire encode MonMap FILE/],
    ['other JSON', utf8('{"a": [1, 2, 3]}'), 'json', /^$/],
    ['a map as text', utf8(PRINTED), 'map_text', /ceph mon getmap/],
    ['a line about missing features', utf8(LINE), 'mismatch_line', /diagnose --mismatch/],
    ['a mask', utf8('0x08c3ffffffffffff\n'), 'features', /cephwire features/],
    ['a dump of xxd', utf8(XXD), 'hex', /take it as it is/],
    ['a dump of hexdump -C', utf8(HEXDUMP), 'hex', /take it as it is/],
    ['a dump of od', utf8(OD), 'hex', /take it as it is/],
    ['a list of bytes in C', utf8(`const uint8_t map[] = { ${HEX.slice(0, 32).replace(/../g, '0x$&, ')}};\n`), 'hex', /take it as it is/],
    ['a dump of which a line is missing', utf8(XXD.replace('00000010', '00000020')), 'hex', /^$/],
    ['the JSON of a Buffer of Node', utf8(JSON.stringify(Buffer.from(MAP.bytes))), 'hex', /take it as it is/],
    ['hex digits', utf8(`${HEX}\n`), 'hex', /take it as it is/],
    ['base64', utf8(`${Buffer.from(MAP.bytes).toString('base64')}\n`), 'base64', /take it as it is/],
    ['a keyring', utf8('[client.admin]\n\tkey = AQ==\n'), 'configuration', /^$/],
    ['a word', utf8('authentication\n'), 'text', /^$/],
    ['text', utf8('What is this file, and why is it here?\n'), 'text', /^$/],
  ])('is named: %s', (_, file, kind, advice) => {
    expect(identify(file).file).toMatchObject({ kind, advice: expect.stringMatching(advice) });
  });

  it('is named from what messengers send first', () => {
    expect(identify(BANNER).file?.kind).toBe('messenger_v1');
    expect(identify(encodeBanner({ supported: Mask64.NONE, required: Mask64.NONE })).file?.kind).toBe('messenger_v2');
  });

  it('is named from the middle of a connection by its checksum', () => {
    const header = fixture('messages/MMonSubscribe/v3-stored.bin').bytes.subarray(0, 53);
    expect(identify(Uint8Array.of(7, ...header, 1, 2, 3)).file?.kind).toBe('messenger_v1');
    expect(identify(encodePreamble(TAG_MESSAGE, [41, 100])).file?.kind).toBe('messenger_v2');
  });

  it('is not a value of Ceph: none of our fixtures is anything else', () => {
    const other = fixtures().filter(({ bytes: value }) => identify(value).file !== null);
    expect(other.map(({ file }) => file)).toEqual([]);
  });

  it.each([
    ['spaces', ' ', ''],
    ['line ends', '\n', '!'],
    ['digits and then something else', '0', '!'],
    ['brackets', '[', ''],
    ['quotation marks', '{"', ''],
    ['hex pairs with spaces', 'ab   ', '!'],
    ['the beginnings of a line about features', 'mon0 1:1 ', ''],
  ])('takes no longer than its length asks for if it is a text of %s', (_, part, end) => {
    const reading = (size: number) => {
      const text = utf8(part.repeat(size) + end);
      return () => void identify(text);
    };
    expect(growth(128, reading)).toBeLessThan(LINEAR);
  });
});
