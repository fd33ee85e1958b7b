import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TYPES } from '../../../src/types/registry.ts';
import { run } from '../support.ts';

const front = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
const map = front.subarray(4);

describe('cephwire decode', () => {
  it('prints a MonMap with the keys and values of ceph mon dump', async () => {
    const { status, text, err } = await run(['decode', 'MMonMap', 'front'], { files: { front } });
    expect({ status, err }).toEqual({ status: 0, err: [] });
    const dumped = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(dumped)).toEqual([
      'epoch', 'fsid', 'modified', 'created', 'min_mon_release', 'min_mon_release_name', 'election_strategy', 'disallowed_leaders: ',
      'stretch_mode', 'tiebreaker_mon', 'removed_ranks: ', 'features', 'mons',
    ]);
    expect(dumped).toMatchObject({ epoch: 1, modified: '2026-11-22T02:35:03.341161Z', mons: [{ name: 'mon1', addr: '127.0.0.1:26789/0' }] });
  });

  it('prints with --format text what monmaptool --print prints after its first line', async () => {
    const { text } = await run(['decode', 'MonMap', 'map', '--format', 'text'], { files: { map } });
    expect(text).toBe(
      [
        'epoch 1',
        'fsid bc6515b9-af68-4221-b9dd-771e91ebfc44',
        'last_changed 2026-11-22T02:35:03.341161+0000',
        'created 2026-11-22T02:35:03.341161+0000',
        'min_mon_release 16 (pacific)',
        'election_strategy: 1',
        '0: v1:127.0.0.1:26789/0 mon.mon1',
        '',
      ].join('\n'),
    );
  });

  it('adds with --exact what mon dump leaves out, so that encode gives the same bytes back', async () => {
    const { text } = await run(['decode', 'MMonMap', 'front', '--exact'], { files: { front } });
    expect(text).toContain('"modified": "2026-11-22T02:35:03.341161407Z"');
    const { out } = await run(['encode', 'MMonMap', '-', '--features', '0x08c3ffffffffffff', '--release', 'pacific'], { files: { '-': text } });
    expect(out).toEqual(front);
  });

  it('reads as a kernel client, which says what Linux logs', async () => {
    const files = { map: readFileSync('fixtures/mon/MonMap/v9-v2-only-mons.bin') };
    const { text } = await run(['decode', 'MonMap', 'map', '--release', 'Linux-5.15.0-91-generic,ms_mode=crc', '--format', 'text'], { files });
    expect(text).toContain('1: v2:192.0.2.1:41103/0 mon.b\n');
    const { status, err } = await run(['decode', 'MonMap', 'map', '--release', 'linux-5.15'], { files });
    expect({ status, err }).toEqual({
      status: 1,
      err: ['MonMap.mon_info[1].public_addrs.v at offset 190: no address of type v1, which Linux needs with ms_mode legacy, its default; Linux logs "libceph: no match of type 1 in addrvec", "libceph: problem decoding monmap, -2" (ENOENT)'],
    });
    expect(await run(['decode', 'MMonGetMap', 'map', '--release', 'linux-5.15'], { files })).toMatchObject({
      status: 2, err: [expect.stringMatching(/^it is not known what Linux makes of MMonGetMap/), expect.stringMatching(/^usage/)],
    });
  });

  it('prints the map as ceph mon dump of the release that --json-form names', async () => {
    const keys = async (form: string): Promise<string[]> => Object.keys(JSON.parse((await run(['decode', 'MMonMap', 'front', '--json-form', form], { files: { front } })).text) as object);
    expect(await keys('hammer')).toEqual(['epoch', 'fsid', 'modified', 'created', 'mons']);
    expect(await keys('tentacle')).toContain('auth_service_cipher');
  });

  it('notes on standard error what is odd in a map', async () => {
    const files = { map: readFileSync('fixtures/mon/MonMap/v2-then-v5-luminous.bin') };
    const { status, err } = await run(['decode', 'MonMap', 'map'], { files });
    expect(status).toBe(0);
    expect(err).toEqual(['note: a v2 map with the whole map appended, as Hammer to Mimic write it for a peer without MONENC; Ceph reads only the v2 part']);
  });

  it('answers bytes that do not decode with the typed error on one line, and status 1', async () => {
    const { status, text, err } = await run(['decode', 'MonMap', 'cut'], { files: { cut: map.subarray(0, 100) } });
    expect({ status, text, err }).toEqual({
      status: 1,
      text: '',
      err: ['MonMap.struct_len at offset 2: promises 180 bytes, 94 left'],
    });
  });

  it('names the type of a message front where the type of its map was given', async () => {
    const { status, err } = await run(['decode', 'MonMap', 'front'], { files: { front } });
    expect(status).toBe(1);
    expect(err[0]).toMatch(/\(the first 4 bytes are the length of the rest: try type MMonMap\)$/);
  });

  it('reads by the rules of the release that --release names', async () => {
    const { status, err } = await run(['decode', 'MMonMap', 'front', '--release', 'hammer'], { files: { front } });
    expect({ status, err }).toEqual({ status: 1, err: ['MMonMap.monmap.created.nsec at offset 190: need 4 bytes, 0 left'] });
    expect((await run(['decode', 'MMonMap', 'front', '--release', 'luminous'], { files: { front } })).status).toBe(0);
  });

  it('takes the name of a type in upper or lower case', async () => {
    expect((await run(['decode', 'monmap', 'map'], { files: { map } })).status).toBe(0);
  });

  it.each([
    [['decode'], 'FILE is missing'],
    [['decode', 'MonMap'], 'FILE is missing: "MonMap" is a TYPE; a file of this name is "./MonMap"'],
    [['decode', 'MonMap', 'map', 'more'], '"more" is one argument too many'],
    [['decode', 'OSDMop', 'map'], new RegExp(`^unknown type "OSDMop": known are ${[...TYPES.keys()].join(', ')}$`)],
    [['decode', 'MonMap', 'map', '--format', 'yaml'], '--format takes text or json, not "yaml"'],
    [['decode', 'MonMap', 'map', '--json-form', 'hammer', '--exact'], '--json-form is for the JSON of Ceph: it contradicts --exact'],
    [['decode', 'MonMap', 'map', '--json-form', 'hammer', '--format', 'text'], '--json-form is for the JSON of Ceph: it contradicts --format text'],
    [['decode', 'MonMap', 'map', '--what'], 'unknown option "--what"'],
  ])('refuses %j with what is wrong, the usage line, and status 2', async (args, complaint) => {
    const { status, text, err } = await run(args, { files: { map } });
    expect({ status, text }).toEqual({ status: 2, text: '' });
    expect(err).toHaveLength(2);
    expect(err[0]).toMatch(complaint);
    expect(err[1]).toBe('usage: cephwire decode [TYPE] FILE [--release RELEASE] [--format text|json] [--json-form RELEASE] [--exact]');
  });

  it('says which file is missing or empty', async () => {
    expect(await run(['decode', 'MonMap', 'nowhere'])).toMatchObject({ status: 1, err: ['cannot read "nowhere": no such file'] });
    expect(await run(['decode', 'MonMap', 'nothing'], { files: { nothing: '' } })).toMatchObject({ status: 1, err: ['"nothing" is empty'] });
  });
});
