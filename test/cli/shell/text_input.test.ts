import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hexdump } from '../../../src/buffer/bytes/hexdump.ts';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { fixtures } from '../../support/fixtures.ts';
import { run } from '../support.ts';

const front = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
const map = readFileSync('fixtures/mon/MonMap/v3-hammer.bin');
const json = readFileSync('test/cli/commands/mon-dump-incident.json', 'utf8');
const printed = 'monmaptool: monmap file map\nepoch 1\nfsid bc6515b9-af68-4221-b9dd-771e91ebfc44\nlast_changed 2026-11-22T02:35:03.341161+0000\ncreated 2026-11-22T02:35:03.341161+0000\n0: v1:127.0.0.1:26789/0 mon.mon1\n';
const dump = hexdump(front);
const base64 = front.toString('base64').replace(/(.{76})/g, '$1\n');
const bytesFiles = { front, dump, base64, hex: toHex(front) };

describe('text where bytes are expected', () => {
  it.each([
    ['decode', ['MMonMap']], ['explain', ['MMonMap']], ['diagnose', ['MMonMap']], ['diagnose', []],
  ])('is read as the bytes that it writes by %s %j, with a note', async (command, args) => {
    const wanted = await run([command, ...args, 'front'], { files: bytesFiles });
    for (const [file, form] of [['dump', 'a hex dump'], ['base64', 'base64'], ['hex', 'hex digits']] as const) {
      const { status, text, err } = await run([command, ...args, file], { files: bytesFiles });
      expect({ status, text }).toEqual({ status: wanted.status, text: wanted.text });
      expect(err).toEqual([`note: "${file}" is text, taken as ${form}: 190 bytes`, ...wanted.err]);
    }
  });

  it('is read by dencoder, from standard input too', async () => {
    const ran = await run(['dencoder', 'type', 'MMonMap', 'import', '-', 'decode', 'export', 'out'], { files: { '-': dump } });
    expect(ran).toMatchObject({ status: 0, err: ['note: standard input is text, taken as a hex dump: 190 bytes'] });
    expect(toHex(ran.written.get('out') ?? new Uint8Array(0))).toBe(toHex(front));
  });

  it('is read as PowerShell writes it, in UTF-16', async () => {
    const utf16 = Buffer.from(`\ufeff${dump}`, 'utf16le');
    expect((await run(['decode', 'MMonMap', 'utf16'], { files: { utf16 } })).status).toBe(0);
  });

  it('is an error that says what it is and what to do, where it writes no bytes', async () => {
    const files = { json, printed, cut: dump.replace(/^00000010.*\n/m, '') };
    const error = async (file: string): Promise<string | undefined> => (await run(['decode', 'MonMap', file], { files })).err[0];
    expect(await error('json')).toBe('"json" is JSON, not bytes: "cephwire encode MonMap FILE --features RELEASE|MASK" makes bytes of it');
    expect(await error('printed')).toBe('"printed" is the text of "monmaptool --print" or "ceph mon dump", which leaves out the features and more: "ceph mon getmap -o FILE" writes the bytes; "ceph mon dump -f json" prints JSON, of which "cephwire encode MonMap" makes bytes');
    expect(await error('cut')).toBe('"cut": malformed input at offset 79: not a whole hex dump: offset 00000020 does not follow 16 bytes at 00000000');
  });

  it('is left to the decoder where nothing is known about it', async () => {
    expect((await run(['decode', 'MonMap', 'text'], { files: { text: 'Lorem ipsum, dolor sit amet.' } })).err[0]).toMatch(/^MonMap\./);
  });

  it('is never seen in the bytes of an object', async () => {
    for (const { file, type, bytes } of fixtures()) {
      const { err } = await run(['decode', type.name, 'file'], { files: { file: bytes } });
      expect(err.filter((line) => line.includes(' is text')), file).toEqual([]);
      expect((await run(['diagnose', 'file'], { files: { file: bytes } })).err.filter((line) => line.includes(' is text')), file).toEqual([]);
    }
  });

  it('is bytes where these decode as they are, also if they look like text', async () => {
    const { text, err } = await run(['decode', 'uuid_d', 'file'], { files: { file: 'a95fdcf274c1456e' } });
    expect({ text: JSON.parse(text) as unknown, err }).toEqual({ text: { uuid: '61393566-6463-6632-3734-633134353665' }, err: [] });
  });
});

describe('other things where JSON is expected', () => {
  const error = async (file: string | Uint8Array): Promise<string | undefined> => (await run(['encode', 'MonMap', 'file', '--features', 'hammer', '-o', 'out'], { files: { file } })).err[0];

  it('are named, with what to do', async () => {
    expect(await error(map)).toBe('"file" is not JSON: "cephwire decode MonMap FILE --exact" prints the JSON of bytes');
    expect(await error(hexdump(map))).toBe('"file" is a hex dump and is not JSON: "cephwire decode MonMap FILE --exact" prints the JSON of bytes');
    expect(await error(printed)).toBe('"file" is the text of "monmaptool --print" or "ceph mon dump", which leaves out the features and more: "ceph mon dump -f json" prints the JSON');
    expect(await error('epoch 1')).toMatch(/^not JSON: /);
  });

  it.each([
    ['what ceph prints on standard error', `\n${json}\ndumped monmap epoch 1\n`],
    ['a command and a prompt', `# ceph mon dump -f json\n${json}\n# \n`],
    ['the target of a command', `mon.a: ${json}`],
    ['the answer of an old ceph', `2011-12-14 10:44:20.431890 mon.0 -> '${json}' (0)`],
    ['a log', JSON.stringify(JSON.parse(json), null, 2).split('\n').map((line) => `[ceph-mon1][DEBUG ] ${line}`).join('\n')],
  ])('may be lines around the JSON: %s', async (_, file) => {
    const [wanted, ran] = await Promise.all([json, file].map((text) => run(['encode', 'MonMap', 'file', '--features', 'hammer'], { files: { file: text } })));
    expect(ran).toMatchObject({ status: 0, out: wanted?.out, err: ['note: what stands around the JSON in "file" is left out'] });
  });

  it('may be a byte order mark, or UTF-16', async () => {
    for (const file of [Buffer.from(`\ufeff${json}`), Buffer.from(`\ufeff${json}`, 'utf16le')]) expect(await error(file)).toBeUndefined();
  });
});
