import { afterEach, describe, expect, it } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { REQUIRED, listen, monitorV1, monitorV2 } from '../../net/support/fake_monitor.ts';
import type { Listener } from '../../net/support/fake_monitor.ts';
import { run } from '../support.ts';
import type { Run } from '../support.ts';

const HAMMER_59 = '0x08c3ffffffffffff';

let listener: Listener | undefined;
afterEach(async () => {
  await listener?.close();
  listener = undefined;
});

/** Runs `cephwire probe` on what serves like this. */
async function probing(serve: Parameters<typeof listen>[0], ...args: readonly string[]): Promise<Run> {
  listener = await listen(serve);
  return run(['probe', `127.0.0.1:${listener.port}`, '--timeout', String(LONGEST_TIMEOUT), ...args]);
}

describe('cephwire probe', () => {
  it('prints what was said, the map, and that such a client reads it', async () => {
    const { status, text, err } = await probing(monitorV1(), '--features', 'hammer');
    expect({ status, err }).toEqual({ status: 0, err: [] });
    const told = text.replaceAll(String(listener?.port), 'PORT').replace(/from \S+/, 'from US').replace(/as 127\S+/, 'as US');
    expect(told).toBe(`offered         0x00c3ffffffffffff, hammer 0.94.7 to 0.94.10
connected       to 127.0.0.1:PORT, from US
messenger       v1
server          v1:127.0.0.1:PORT/0
our address     the server sees us as US
supported       0x3f01cfbdfffdffff, pacific 16.2.11 to 16.2.15
negotiated      0x0001cfbdfffdffff
protocol        15
auth            none; we are client.4099
map             379 bytes after the length prefix, checksums correct
form            379 bytes, struct_v 5, legacy addresses
                epoch 7
                fsid a95fdcf2-74c1-456e-9de8-b4bd237924bc
                last_changed 2020-09-13T12:26:40.123456+0000
                created 2017-07-14T02:40:00.000000+0000
                min_mon_release 16 (pacific)
                election_strategy: 1
                0: v1:10.0.0.1:6789/0 mon.a
verdict         hammer reads them
`);
  });

  it('says that the fork of the incident cannot read its map, why, and what helps', async () => {
    const { status, text, err } = await probing(monitorV1(), '--features', HAMMER_59);
    expect({ status, err }).toEqual({ status: 1, err: [] });
    expect(text).toContain('form            177 bytes, struct_v 5, ADDR2 addresses');
    expect(text).toMatch(/verdict +hammer cannot read them\n +MonMap\.last_changed\.nsec at offset 175 \(179 in the file\): need 4 bytes, 2 left/);
    expect(text).toMatch(/to blame +bit 59 \(.*MSG_ADDR2/);
    expect(text).toMatch(/remedy +patch the client so that it does not advertise bit 59/);
  });

  it('asks as a kernel client, with its features and its decoder', async () => {
    const { status, text } = await probing(monitorV1(), '--release', 'linux-5.15');
    expect(status).toBe(0);
    expect(text).toMatch(/^offered +0x2f018fb87aa4aafe/);
    expect(text).toMatch(/^verdict +Linux 5\.15 reads them$/m);
    expect(await run(['probe', '127.0.0.1:1', '--release', 'linux-3.2'])).toMatchObject({ status: 2, err: ['the features of Linux 3.2 are not known: give them too', expect.stringMatching(/^usage/)] });
  });

  it('uses the messenger of the kernel client: with ms_mode the second', async () => {
    const v2 = await probing(monitorV2(), '--release', 'linux-5.15,ms_mode=crc');
    expect(v2.text).toMatch(/^messenger +v2/m);
    expect(v2.text).toMatch(/^verdict +Linux 5\.15 with ms_mode crc reads them$/m);
    await listener?.close();
    expect((await probing(monitorV2(), '--release', 'linux-5.15')).err[0]).toMatch(/v2/);
  });

  it('prints what messenger v2 says besides, and that Hammer does not speak it', async () => {
    const { text } = await probing(monitorV2(), '--features', HAMMER_59);
    expect(text).toContain('messenger       v2, revision 1; supports 0x0000000000000001, requires 0x0000000000000000\n');
    expect(text).toMatch(/required +0x0801020002040000: bit 18 \(CRUSH_TUNABLES\), bit 25 \(CRUSH_TUNABLES2\), bit 41\n +\(CRUSH_TUNABLES3/);
    expect(text).toContain('note            nautilus introduced v2: a real client with these features does not speak it\n');
  });

  it.each([[monitorV1], [monitorV2]])('names the features that are missing, and the remedies', async (monitor) => {
    const { status, text, err } = await probing(monitor({ required: REQUIRED.or(Mask64.bit(58)) }), '--features', HAMMER_59);
    expect(status).toBe(1);
    expect(text).toMatch(/we lack +bit 58 \(CRUSH_TUNABLES5.*\), since 10\.0\.3\n +- upgrade it to jewel or later\n/);
    expect(text).toContain('- ceph osd crush tunables hammer: data moves');
    expect(err).toEqual([expect.stringContaining('the monitor requires what the client lacks: bit 58 (CRUSH_TUNABLES5')]);
  });

  it('says that the address is not the one that was dialled', async () => {
    expect((await probing(monitorV1({ claims: '10.0.0.1:6789' }))).text).toContain("v1:10.0.0.1:6789/0, not the address that was dialled: Ceph's own clients hang up");
  });

  it('writes with -o what decode and diagnose take', async () => {
    const { written } = await probing(monitorV1(), '--features', HAMMER_59, '-o', 'map');
    const files = { map: written.get('map') ?? new Uint8Array(0) };
    expect((await run(['decode', 'MMonMap', 'map', '--format', 'text'], { files })).text).toContain('0: v1:10.0.0.1:6789/0 mon.a\n');
    expect((await run(['diagnose', 'map', '--features', HAMMER_59], { files })).text).toContain('MonMap.last_changed.nsec at offset 175 (179 in the file)');
  });

  it('prints one object with --json', async () => {
    const { status, text, err } = await probing(monitorV2(), '--features', 'nautilus', '--json');
    expect({ status, err }).toEqual({ status: 0, err: [] });
    expect(JSON.parse(text)).toMatchObject({
      host: '127.0.0.1',
      features: '0x3ffddff8ffecffff',
      steps: [{ kind: 'connected' }, { kind: 'banner', messenger: 2 }, { kind: 'seen' }, { kind: 'auth', global_id: '4099' }, { kind: 'server', is_dialled: true },
        { kind: 'features', required: '0x0801020002040000' }, { kind: 'map', is_checked: true }],
      map: { monmap: { epoch: 7, mons: [{ name: 'a' }] }, diagnosis: { error: null, peer: { release: 'nautilus', reading: { verdict: 'reads' } } } },
      error: null,
    });
  });

  it('prints one object with --json where there is no map, too', async () => {
    const { status, text, err } = await probing((socket) => socket.end('SSH-2.0-OpenSSH\r\n'), '--json');
    expect({ status, err }).toEqual({ status: 1, err: [] });
    expect(JSON.parse(text)).toMatchObject({ steps: [{ kind: 'connected' }], map: null, error: { code: 'banner' } });
  });

  it('speaks the messenger that --messenger names', async () => {
    const { status, err } = await probing(monitorV1(), '--messenger', '2');
    expect({ status, err }).toEqual({ status: 1, err: ['v2.banner at stream offset 6: the peer uses messenger v1'] });
  });

  it('ends after --timeout with one line', async () => {
    const { status, err } = await probing(() => {}, '--timeout', '50');
    expect({ status, err }).toEqual({ status: 1, err: ['no map within 50 ms'] });
  });

  it.each([
    [[], 'HOST:PORT is missing'],
    [['10.0.0.1'], 'an endpoint is HOST:PORT, with IPv6 in brackets, got "10.0.0.1"'],
    [['10.0.0.1:6789', '--features', 'nonesuch'], 'unknown features "nonesuch"'],
    [['10.0.0.1:6789', '--messenger', '3'], '--messenger takes 1 or 2 or auto, not "3"'],
    [['10.0.0.1:6789', '--timeout', '2147483648'], '--timeout takes milliseconds, not "2147483648"'],
    [['10.0.0.1:6789', '--timeout', '1e3'], '--timeout takes milliseconds, not "1e3"'],
  ])('refuses the arguments %j', async (args, message) => {
    const { status, err } = await run(['probe', ...args]);
    expect(status).toBe(2);
    expect(err[0]).toContain(message);
  });
});
