import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { writeMessage } from '../../../src/messenger/v1/frames/message_frame.ts';
import { ACK, capture, concat, SYN } from '../../capture/support/make.ts';
import { ascii, CLIENT, SERVER } from '../../capture/support/support.ts';
import { recording } from '../../messenger/v1/support/streams.ts';
import { hex } from '../../support/support.ts';
import { run } from '../support.ts';

const file = readFileSync('fixtures/capture/one-mon.pcapng');
const files = { file, cut: file.subarray(0, 20_000), empty: '' };

interface Line {
  readonly kind: string;
  readonly [field: string]: unknown;
}

const json = (text: string): Line[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
const rows = (text: string): string[] => text.split('\n').filter((line) => /^\d{4}-/.test(line));

/** The server's stream of a connection without its handshake, and a front in it that is no map. */
function damagedMap(front: Uint8Array): Uint8Array {
  const { server } = recording('hammer59');
  const message = { seq: 9n, tid: 0n, type: 4, priority: 127, version: 1, compatVersion: 1, dataOff: 0, src: { type: 1, num: 0n }, front: BufferList.from(front), middle: new BufferList(), data: new BufferList() };
  const parts = writeMessage(message, 21).map((part) => (part instanceof Uint8Array ? part : part.toBytes()));
  return capture([{ from: SERVER, to: CLIENT, seq: 1, payload: concat([server.subarray(315), ...parts]) }]);
}

describe('cephwire capture', () => {
  it('prints a line for each message: when, from whom to whom, what, how long, the negotiated features and the verdict', async () => {
    const { status, text, err } = await run(['capture', 'file'], { files });
    expect({ status, err }).toEqual({ status: 0, err: [] });
    expect(rows(text).length).toBe(70);
    expect(text.split('\n')[0]).toMatch(/^time +from +to +type +size +negotiated +verdict$/);
    expect(rows(text)[0]).toBe('2026-11-22T03:27:43.879818Z  127.0.0.1:38622  127.0.0.1:16789  MAuth                135  0x3f01cfbdfffdffff  read');
    expect(text).toMatch(/\n\n70 messages; 11 connections of Ceph, 11 in all; 242 packets\n$/);
  });

  it('says that a Hammer with bit 59 cannot read the map it was sent, and why', async () => {
    const { text } = await run(['capture', 'file', '--type', 'MonMap'], { files });
    const bad = rows(text).filter((row) => /cannot/.test(row));
    expect(bad.length).toBe(2);
    expect(bad[0]).toMatch(/127\.0\.0\.1:38644  MMonMap +256  0x0801cfbdfffdffff  hammer cannot read it: bit 59 \(.*MSG_ADDR2\)$/);
    for (const said of [/receiver +0x08c3ffffffffffff/, /MonMap\.\S+ at offset \d+: need 4 bytes/, /to blame +bit 59 /, /remedy +patch the client so that it does not advertise bit 59/]) expect(text).toMatch(said);
  });

  it('shows each address of each map, of both messengers', async () => {
    const { text } = await run(['capture', 'file', '--type', 'MMonMap'], { files });
    expect(rows(text).length).toBe(21);
    expect(text.match(/^ {4}map {13}epoch 1 of a95fdcf2-74c1-456e-9de8-b4bd237924bc; /gm)?.length).toBe(21);
    expect(text.match(/^ {4}0: mon\.a {8}\[v2:127\.0\.0\.1:13300\/0,v1:127\.0\.0\.1:16789\/0\]$/gm)?.length).toBe(11);
    expect(text).toContain('\n\n21 of 70 messages; ');
  });

  it('aligns its columns, also after a longer address', async () => {
    const { text } = await run(['capture', 'file'], { files });
    const verdictAt = text.indexOf('verdict');
    expect(new Set(rows(text).map((row) => row.slice(verdictAt - 2, verdictAt)))).toEqual(new Set(['  ']));
  });

  it('lists only connections with the port of --port', async () => {
    const { text } = await run(['capture', 'file', '--port', '13300', '--json'], { files });
    const [found, summary] = [json(text).filter(({ kind }) => kind === 'connection'), json(text).at(-1)];
    expect(found.map(({ connection, messenger }) => [connection, messenger])).toEqual([[7, 2], [8, 2], [10, 2], [11, 2]]);
    expect(summary).toMatchObject({ kind: 'summary', messages: 70, shown: json(text).filter(({ kind }) => kind === 'message').length });
  });

  it('prints with --json an object on each line, with the kinds and keys that its help lists', async () => {
    const { text } = await run(['capture', 'file', '--json'], { files });
    const { text: help } = await run(['capture', '--help']);
    const lines = json(text);
    expect(lines.slice(0, 4).map(({ kind, connection }) => [kind, connection])).toEqual([['connection', 1], ['offered', 1], ['offered', 1], ['negotiated', 1]]);
    for (const line of lines) for (const field of Object.keys(line)) if (line.kind !== 'summary') expect(help).toMatch(new RegExp(`\\b${field}\\b`));
    expect(lines.filter(({ kind }) => kind === 'message').length).toBe(70);
    expect(lines.at(-1)).toEqual({
      kind: 'summary', bytes: file.length, shown: 70, gaps: 0, packets: 242, tcp: 242, other: 0, unknown_link: 0, cut_short: 0, malformed: 0, fragments: 0, lost_datagrams: 0,
      connections: 11, ceph_connections: 11, evicted: 0, messages: 70, lost_bytes: 0, interrupted: false, error: null,
    });
  });

  it('has in its JSON the map as ceph mon dump prints it, and the diagnosis for the receiver', async () => {
    const { text } = await run(['capture', 'file', '--json', '--type', 'MonMap'], { files });
    const maps = json(text).filter(({ connection }) => connection === 3);
    expect(maps.length).toBe(2);
    expect(maps[0]).toMatchObject({
      kind: 'message', time: '2026-11-22T03:27:43.976241428Z', side: 'server', from: '127.0.0.1:16789', to: '127.0.0.1:38644', type: 'MMonMap', number: 4, seq: '2', size: 256,
      features: '0x0801cfbdfffdffff', offered: '0x08c3ffffffffffff', verdict: 'read', error: null,
      monmap: { epoch: 1, mons: [{ name: 'a', addr: '127.0.0.1:16789/0' }] },
      peer: { release: 'hammer', reading: { verdict: 'fails' }, blame: [{ bit: 59, is_offered: true }] },
    });
  });

  it('says what was lost, and how much', async () => {
    const { client, server } = recording('hammer59');
    const gap = capture([
      { from: CLIENT, to: SERVER, seq: 9, flags: SYN }, { from: SERVER, to: CLIENT, seq: 99, ack: 10, flags: SYN | ACK },
      { from: CLIENT, to: SERVER, seq: 10, payload: client }, { from: SERVER, to: CLIENT, seq: 100, payload: server.subarray(0, 400) }, { from: SERVER, to: CLIENT, seq: 550, payload: server.subarray(450) },
    ]);
    const { status, text } = await run(['capture', 'gap'], { files: { gap } });
    expect(status).toBe(0);
    expect(rows(text).find((row) => row.includes('(lost)'))).toMatch(/10\.0\.0\.1:6789 +10\.0\.0\.2:40000 +\(lost\) +355 +50 bytes are missing$/);
    expect(text).toContain('\nlost: 355 bytes in 1 place\n');
  });

  it('marks a front that does not decode, and one whose receiver is not known', async () => {
    const { text } = await run(['capture', 'damaged'], { files: { damaged: damagedMap(hex`02000000 0909`) }, colour: true });
    expect(text).toMatch(/\x1b\[1;31m2020-[^\n]+MMonMap +81  not seen +failed: MMonMap\.monmap[^\n]+\x1b\[0m\n/);
    expect(text).toMatch(/MMonMap +256  not seen +read; the features that its receiver offered were not seen\n/);
  });

  it('prints no control characters of a map', async () => {
    const front = recording('hammer59').server.slice();
    const map = front.subarray(414 + 54, 414 + 54 + 181); // the front of the first map: behind its tag and header
    const named = Uint8Array.from(map, (byte, i) => (byte === 0x61 && map[i - 4] === 1 ? 0x1b : byte)); // mon "a"
    const { text } = await run(['capture', 'named'], { files: { named: damagedMap(named) } });
    expect(text).toContain('0: mon.\\u001b');
    expect(text).not.toContain('\x1b');
  });

  it('keeps what was read of a damaged file, and ends with the error and status 1', async () => {
    const { status, text, err } = await run(['capture', 'cut'], { files });
    expect(status).toBe(1);
    expect(rows(text).length).toBeGreaterThan(10);
    expect(text).toMatch(/\n\n\d+ messages; /);
    expect(err).toEqual([expect.stringMatching(/^record at offset \d+: the file ends within a record$/)]);
    const summary = json((await run(['capture', 'cut', '--json'], { files })).text).at(-1);
    expect(summary).toMatchObject({ kind: 'summary', error: { code: 'truncated', path: 'record' } });
  });

  it('says that a file without Ceph holds no messages', async () => {
    const http = capture([{ from: CLIENT, to: SERVER, seq: 1, payload: ascii('GET / HTTP/1.1\r\n') }]);
    expect(await run(['capture', 'http'], { files: { http } })).toMatchObject({ status: 0, text: expect.stringMatching(/\n0 messages; 0 connections of Ceph, 1 in all; 1 packet\n$/) });
  });

  it.each([
    [['capture'], 2, 'FILE is missing'],
    [['capture', 'file', '--type', 'Hamster'], 2, '--type takes a message\'s class, such as MMonMap, or number, not "Hamster"'],
    [['capture', 'file', '--port', '0'], 2, '--port takes a number from 1 to 65535, not "0"'],
    [['capture', 'file', '--port', '6789x'], 2, '--port takes a number from 1 to 65535, not "6789x"'],
    [['capture', 'nowhere'], 1, 'cannot read "nowhere": no such file'],
    [['capture', 'empty'], 1, 'magic at offset 0: the file ends within its first four bytes'],
  ])('answers %j with status %i', async (args, status, complaint) => {
    const ran = await run(args, { files });
    expect(ran.status).toBe(status);
    expect(ran.err[0]).toBe(complaint);
  });
});
