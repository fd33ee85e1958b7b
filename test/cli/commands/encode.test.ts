import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODEC_RELEASES } from '../../../src/features/codec_release.ts';
import { run } from '../support.ts';

/** As `ceph mon dump -f json` prints the monitor of the incident. */
const json = readFileSync('test/cli/commands/mon-dump-incident.json', 'utf8');
const files = { json };

const structV = async (...args: string[]): Promise<number | undefined> => (await run(['encode', 'MonMap', 'json', ...args], { files })).out[0];

describe('cephwire encode', () => {
  it('writes the version that the peer reads', async () => {
    expect(await structV('--features', 'hammer')).toBe(5);
    expect(await structV('--features', 'hammer', '--release', 'hammer')).toBe(3);
    expect(await structV('--features', 'luminous')).toBe(5);
    expect(await structV('--features', 'nautilus', '--release', 'nautilus')).toBe(7);
    expect(await structV('--features', 'pacific', '--release', 'pacific')).toBe(9);
    expect(await structV('--features', 'tentacle')).toBe(10);
    expect(await structV('--features', '0x00c3ffffffff7fff')).toBe(2);
  });

  it('writes into the file that -o names, and nothing to standard output', async () => {
    const { status, text, written } = await run(['encode', 'MonMap', 'json', '--features', 'hammer', '-o', 'map'], { files });
    expect({ status, text }).toEqual({ status: 0, text: '' });
    expect(written.get('map')?.length).toBe(396);
  });

  it('writes to standard output for -o -, on a terminal too', async () => {
    const { status, out, written } = await run(['encode', 'MonMap', 'json', '--features', 'hammer', '-o', '-'], { files, isTty: true });
    expect({ status, length: out.length, written: written.size }).toEqual({ status: 0, length: 396, written: 0 });
  });

  it('names the key that is wrong in the JSON, with status 1', async () => {
    const broken = json.replace('"127.0.0.1:26789"', '"127.0.0.1:99999"');
    expect(await run(['encode', 'MonMap', 'broken', '--features', 'hammer'], { files: { broken } })).toMatchObject({
      status: 1,
      err: ['mons[0].public_addrs.addrvec[1].addr: "127.0.0.1:99999": 99999 is more than 65535'],
    });
    expect(await run(['encode', 'MonMap', 'text', '--features', 'hammer'], { files: { text: 'epoch 1' } })).toMatchObject({
      status: 1,
      err: [expect.stringMatching(/^not JSON: /)],
    });
  });

  it('reads the map out of what quorum_status and others print', async () => {
    const files = { json, status: `{"quorum": [0], "monmap": ${json}}` };
    const [alone, wrapped] = await Promise.all(['json', 'status'].map((file) => run(['encode', 'MonMap', file, '--features', 'hammer'], { files })));
    expect(wrapped).toMatchObject({ status: 0, err: [], out: alone?.out });
  });

  it('notes a key that it does not know, and writes the rest', async () => {
    const typo = json.replace('"tiebreaker_mon"', '"tiebraker_mon"');
    expect(await run(['encode', 'MonMap', 'typo', '--features', 'hammer', '-o', 'map'], { files: { typo } })).toMatchObject({
      status: 0, err: ['note: tiebraker_mon is not read: no such key is known'],
    });
  });

  it.each([
    [['encode', 'MonMap', 'json'], '--features is missing'],
    [['encode', 'MonMap', 'json', '--features', 'hamster'], /^unknown features "hamster": known are /],
    [['encode', 'MonMap', 'json', '--features', 'hammer', '--release', 'linux-5.15'], '"linux-5.15" only reads: to encode for it, give its features, and the release of the monitor that writes'],
    [['encode', 'MonMap', 'json', '--features', 'hammer', '--release', 'bobtail'], new RegExp(`^the code of release "bobtail" is not known: known are ${CODEC_RELEASES.map(({ name }) => name).join(', ')}$`)],
  ])('refuses %j with status 2', async (args, complaint) => {
    const { status, err } = await run(args, { files });
    expect(status).toBe(2);
    expect(err[0]).toMatch(complaint);
  });

  it('does not print bytes on a terminal', async () => {
    expect(await run(['encode', 'MonMap', 'json', '--features', 'hammer'], { files, isTty: true })).toMatchObject({
      status: 2,
      err: ['the result is binary: give -o FILE, or a pipe', expect.stringMatching(/^usage: /)],
    });
  });
});
