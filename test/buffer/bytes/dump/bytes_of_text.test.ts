import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesOfText } from '../../../../src/buffer/bytes/dump/bytes_of_text.ts';
import { hexdump } from '../../../../src/buffer/bytes/hexdump.ts';
import { LINEAR, growth } from '../../../support/growth.ts';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';

/** What programs of Debian 12 printed, each after a line with the command. */
const PRINTED = readFileSync(new URL('dumps.txt', import.meta.url), 'utf8').split(/^=== /m).slice(1).map((section) => {
  const newline = section.indexOf('\n');
  return { command: section.slice(0, newline), text: section.slice(newline + 1) };
});
const hex = (text: string): string | undefined => {
  const dump = bytesOfText(text);
  return dump === null ? undefined : toHex(dump.bytes);
};

describe('the bytes of a text', () => {
  it.each(PRINTED)('are those of the file in what $command prints', ({ command, text }) => {
    const file = readFileSync(command.split(' ').at(-1) ?? '');
    expect(hex(text)).toBe(toHex(file));
    expect(hex(text.replaceAll('\n', '\r\n'))).toBe(toHex(file));
    expect(hex(`$ ${command}\n\n${text}$ \n`.replace(/^\$ (?:base64|xxd -p|od -v -A n).*\n\n([^]*)\$ \n$/, '$1'))).toBe(toHex(file));
  });

  it('are read from Ceph’s own hexdump, as ceph-kvstore-tool and rados print it', () => {
    const bytes = readFileSync('fixtures/mon/MonMap/v3-hammer.bin');
    expect(hex(`value (${bytes.length} bytes) :\n${hexdump(bytes)}\n`)).toBe(toHex(bytes));
  });

  it.each([
    ['Wireshark, as hex dump', '0000   05 03 b4 00 00 00 bc 65 15 b9 af 68 42 21 b9 dd\n0010   77 1e 91\n'],
    ['Wireshark, as hex and ASCII dump', '0000   05 03 b4 00 00 00 bc 65 15 b9 af 68 42 21 b9 dd   .......e...hB!..\n0010   77 1e 91                                          w..\n'],
    ['tshark -x', '0000  05 03 b4 00 00 00 bc 65  15 b9 af 68 42 21 b9 dd   .......e...hB!..\n0010  77 1e 91                                          w..\n'],
    ['Wireshark, as hex stream', '0503b4000000bc6515b9af684221b9dd771e91\n'],
    ['Wireshark, as escaped string', '"\\x05\\x03\\xb4\\x00\\x00\\x00\\xbc\\x65" \\\n"\\x15\\xb9\\xaf\\x68\\x42\\x21\\xb9\\xdd\\x77\\x1e\\x91"\n'],
    ['Wireshark, as C array', '0x05, 0x03, 0xb4, 0x00, 0x00, 0x00, 0xbc, 0x65, /* .......e */\n'.replace(/ \/\*.*/, '\n') + '0x15, 0xb9, 0xaf, 0x68, 0x42, 0x21, 0xb9, 0xdd,\n0x77, 0x1e, 0x91\n'],
    ['tcpdump -x', '\t0x0000:  0503 b400 0000 bc65 15b9 af68 4221 b9dd\n\t0x0010:  771e 91\n'],
    ['tcpdump -X', '\t0x0000:  0503 b400 0000 bc65 15b9 af68 4221 b9dd  .......e...hB!..\n\t0x0010:  771e 91                                  w..\n'],
    ['gdb x/19xb', '0x7ffe10:\t0x05\t0x03\t0xb4\t0x00\t0x00\t0x00\t0xbc\t0x65\n0x7ffe18:\t0x15\t0xb9\t0xaf\t0x68\t0x42\t0x21\t0xb9\t0xdd\n0x7ffe20:\t0x77\t0x1e\t0x91\n'],
    ['the hexdump of Python', '00000000: 05 03 B4 00 00 00 BC 65  15 B9 AF 68 42 21 B9 DD  .......e...hB!..\n00000010: 77 1E 91                                          w..\n'],
    ['digits with 0x', '0x0503b4000000bc6515b9af684221b9dd771e91'],
    ['digits with colons', '05:03:b4:00:00:00:bc:65:15:b9:af:68:42:21:b9:dd:77:1e:91'],
    ['digits without leading zeros', '5 3 b4 0 0 0 bc 65 15 b9 af 68 42 21 b9 dd 77 1e 91'],
    ['groups of four digits', '0503 b400 0000 bc65 15b9 af68 4221 b9dd 771e 91'],
    ['digits with comments', '05 03 b4000000   # struct_v, compat, length\nbc6515b9af684221b9dd771e91\n'],
    ['C', 'const uint8_t map[19] = {\n  0x05, 0x03, 0xb4, 0x00, 0x00, 0x00, 0xbc, 0x65, 0x15, 0xb9,\n  0xaf, 0x68, 0x42, 0x21, 0xb9, 0xdd, 0x77, 0x1e, 0x91,\n};\n'],
    ['Go', '[]byte{0x5, 0x3, 0xb4, 0x0, 0x0, 0x0, 0xbc, 0x65, 0x15, 0xb9, 0xaf, 0x68, 0x42, 0x21, 0xb9, 0xdd, 0x77, 0x1e, 0x91}'],
    ['Go, %v', '[5 3 180 0 0 0 188 101 21 185 175 104 66 33 185 221 119 30 145]'],
    ['Node’s console', '<Buffer 05 03 b4 00 00 00 bc 65 15 b9 af 68 42 21 b9 dd 77 1e 91>'],
    ['Node’s console, a Uint8Array', 'Uint8Array(19) [\n    5,   3, 180,  0,   0,   0, 188, 101,  21, 185,\n  175, 104,  66, 33, 185, 221, 119,  30, 145\n]'],
    ['Node’s JSON', '{"type":"Buffer","data":[5,3,180,0,0,0,188,101,21,185,175,104,66,33,185,221,119,30,145]}'],
    ['Python', "b'\\x05\\x03\\xb4\\x00\\x00\\x00\\xbce\\x15\\xb9\\xafhB!\\xb9\\xddw\\x1e\\x91'\n"],
    ['base64 for URLs, without padding', 'BQO0AAAAvGUVua9oQiG53XcekQ'],
  ])('are read from %s', (_, text) => {
    expect(hex(text)).toBe('0503b4000000bc6515b9af684221b9dd771e91');
  });

  it('end before the column of characters, also if these look like hex', () => {
    const bytes = new TextEncoder().encode('abcd ef01 dead\nbeef 0123 cafe');
    const lines = '00000000: 6162 6364 2065 6630 3120 6465 6164 0a62  abcd ef01 dead.b\n00000010: 6565 6620 3031 3233 2063 6166 65         eef 0123 cafe\n';
    expect(hex(lines)).toBe(toHex(bytes));
    expect(hex('0000   61 62                                             ab\n')).toBe('6162');
  });

  it('are told with the form', () => {
    const form = (text: string): string | undefined => bytesOfText(text)?.form;
    expect(form('0000000 0305\n0000002\n')).toBe('a hex dump of little-endian 16-bit words');
    expect(form('00000000: 0503\n')).toBe('a hex dump');
    expect(form('\t0x0000:  4500 0034\n')).toBe('a hex dump of a packet with its headers');
    expect(form('0503')).toBe('hex digits');
    expect(form('BQO0AAAA')).toBe('base64');
  });
});

describe('a text that writes no bytes', () => {
  it.each([
    '', '\n', 'epoch 1\nfsid a95fdcf2-74c1-456e-9de8-b4bd237924bc\n0: v1:10.0.0.1:6789/0 mon.a\n', 'hello', 'hello, world', '{}', '[]', '{"epoch":1,"quorum":[0]}',
    '[{"rank":0}]', '[300]', '{ 1000 }', 'abc', 'the 0000 one', '"\\u0005"', '2018-06-01 08:00:00.000000 7f00 log line', '\\x05\u1234',
    '0000000 001005 000264 000000 062274\n0000010\n', '0000000 005 003 264 000\n0000004\n', '0000000 005 003 264  \\0\n0000004\n',
  ])('is %j', (text) => {
    expect(bytesOfText(text)).toBeNull();
  });
});

describe('a text that writes bytes, but not all of them', () => {
  it.each([
    ['a line is missing', '00000000: 0503 b400 0000 bc65 15b9 af68 4221 b9dd\n00000020: 771e 91\n', 'malformed input at offset 50: not a whole hex dump: offset 00000020 does not follow 16 bytes at 00000000'],
    ['a line is cut', '00000000: 0503 b4\n00000010: 771e 91\n', 'does not follow'],
    ['lines are in another order', '00000010: 0503\n00000000: 0503\n', 'does not follow'],
    ['it ends after *', '00000000: 0503\n*\n', 'not a whole hex dump: no offset after * says how much it stands for'],
    ['* stands for part of a line', '00000000: 0503\n*\n00000005: 01\n', 'does not follow'],
    ['a digit is missing', '0503b4000000bc6515b9af684221b9dd771e9', 'malformed input at offset 0: 37 hex digits, an odd number: the text is not whole'],
    ['lines are left out, without offsets', ' 00 00 00 00\n*\n 01 02\n', '* leaves out lines, and no offset says how many: let od and hexdump print all with -v'],
    ['Node left some out', '<Buffer 05 03 ... 140 more bytes>', 'the text leaves out 140 bytes'],
  ])('%s', (_, text, message) => {
    expect(() => bytesOfText(text)).toThrow(message);
    expect(() => bytesOfText(text)).toThrow(expect.objectContaining({ name: 'MalformedInput' }));
  });

  it.each([
    ['spaces', ' '], ['equals signs', '='], ['quotes', '\\x00"\\"'], ['braces', '{'], ['stars', '*\n'], ['offsets', '0000 '], ['lines', '00000000: 00\n'], ['digits', '5'],
  ])('and takes no more than its share of time for many %s', (_, part) => {
    const attempt = (size: number) => {
      const text = part.repeat(size) + '~';
      return () => {
        try {
          bytesOfText(text);
        } catch (error) {
          expect(error).toMatchObject({ name: 'MalformedInput' });
        }
      };
    };
    expect(growth(200, attempt)).toBeLessThan(LINEAR);
  });

  it('and needs no stack for each escape of a long string', () => {
    expect(bytesOfText(`"${'\\x05'.repeat(3_000_000)}"`)?.bytes.length).toBe(3_000_000);
  });

  it('and needs no memory for what it only claims', () => {
    expect(() => bytesOfText('00000000: 00\n*\nffffffffff: 00\n')).toThrow('offset ffffffffff is more than 16777216 bytes away');
  });
});
