import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../support.ts';

/** As `ceph mon dump -f json` prints the monitor of the incident. */
const json = readFileSync('test/cli/commands/mon-dump-incident.json', 'utf8');
const files = { json };

const structV = async (...args: string[]): Promise<number | undefined> => (await run(['encode', 'MonMap', 'json', ...args], { files })).out[0];

describe('cephwire encode', () => {
  it('writes the version that the peer reads', async () => {
    expect(await structV('--for', 'hammer')).toBe(5);
    expect(await structV('--for', 'hammer', '--as', 'hammer')).toBe(3);
    expect(await structV('--for', 'luminous')).toBe(5);
    expect(await structV('--for', 'nautilus', '--as', 'nautilus')).toBe(7);
    expect(await structV('--for', 'pacific', '--as', 'pacific')).toBe(9);
    expect(await structV('--for', 'tentacle')).toBe(10);
    expect(await structV('--for', '0x00c3ffffffff7fff')).toBe(2);
  });

  it('writes into the file that -o names, and nothing to standard output', async () => {
    const { status, text, written } = await run(['encode', 'MonMap', 'json', '--for', 'hammer', '-o', 'map'], { files });
    expect({ status, text }).toEqual({ status: 0, text: '' });
    expect(written.get('map')?.length).toBe(396);
  });

  it('gives a JSON that is no MonMap the key where it is wrong, and status 1', async () => {
    const broken = json.replace('"127.0.0.1:26789"', '"127.0.0.1:99999"');
    expect(await run(['encode', 'MonMap', 'broken', '--for', 'hammer'], { files: { broken } })).toMatchObject({
      status: 1,
      err: ['mons[0].public_addrs.addrvec[1].addr: "127.0.0.1:99999": 99999 is more than 65535'],
    });
    expect(await run(['encode', 'MonMap', 'text', '--for', 'hammer'], { files: { text: 'epoch 1' } })).toMatchObject({
      status: 1,
      err: [expect.stringMatching(/^not JSON: /)],
    });
  });

  it.each([
    [['encode', 'MonMap', 'json'], '--for is missing: whom to encode for'],
    [['encode', 'MonMap', 'json', '--for', 'hamster'], /^unknown features "hamster": known are /],
    [['encode', 'MonMap', 'json', '--for', 'hammer', '--as', 'bobtail'], /^unknown release "bobtail": known are hammer, .*tentacle$/],
  ])('refuses %j with status 2', async (args, complaint) => {
    const { status, err } = await run(args, { files });
    expect(status).toBe(2);
    expect(err[0]).toMatch(complaint);
  });

  it('does not pour bytes into a terminal', async () => {
    expect(await run(['encode', 'MonMap', 'json', '--for', 'hammer'], { files, isTty: true })).toMatchObject({
      status: 2,
      err: ['the result is binary: give -o FILE, or a pipe', expect.stringMatching(/^usage: /)],
    });
  });
});
