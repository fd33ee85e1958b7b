import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODEC_RELEASES } from '../../../src/features/codec_release.ts';
import { run } from '../support.ts';

const front = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
const files = { front };
const ERROR = 'MMonMap.monmap.created.nsec at offset 190: need 4 bytes, 0 left';

describe('cephwire explain', () => {
  it('prints a table of every byte', async () => {
    const { status, text, err } = await run(['explain', 'MMonMap', 'front'], { files });
    expect({ status, err }).toEqual({ status: 0, err: [] });
    expect(text).toMatch(/^ +34 +8 {2}04 00 00 00 6d 6f 6e 31 +key +"mon1"$/m);
  });

  it('prints with --release what an old release read, the error on standard error, and ends with status 1', async () => {
    const { status, text, err } = await run(['explain', 'MMonMap', 'front', '--release', 'hammer'], { files });
    expect({ status, err }).toEqual({ status: 1, err: [ERROR] });
    expect(text).toMatch(/^>>> +190 +0 +nsec +<- need 4 bytes, 0 left$/m);
    expect(text.trimEnd().split('\n').at(-1)).toBe(`>>> read as hammer: ${ERROR}`);
  });

  it('gives the same as JSON, a row on each line', async () => {
    const { status, text } = await run(['explain', 'MMonMap', 'front', '--release', 'hammer', '--format', 'json'], { files });
    const { release, error, rows } = JSON.parse(text) as { release: string; error: unknown; rows: unknown[] };
    expect({ status, release, error }).toMatchObject({ status: 1, release: 'hammer', error: { code: 'end_of_buffer', offset: 190 } });
    expect(text.trimEnd().split('\n')).toHaveLength(rows.length + 2);
  });

  it('writes a page into the file that -o names, with both readings if a release is named', async () => {
    const { status, text, written } = await run(['explain', 'MMonMap', 'front', '--release', 'hammer', '--format', 'html', '-o', 'page.html'], { files });
    expect({ status, text }).toEqual({ status: 1, text: '' });
    const page = Buffer.from(written.get('page.html') ?? []).toString();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('Read by cephwire');
    expect(page).toContain('Read by hammer');
    expect((await run(['explain', 'MMonMap', 'front', '--format', 'html'], { files })).text).not.toContain('data-side="b"');
  });

  it('colours for a terminal, and never into a file', async () => {
    expect((await run(['explain', 'MMonMap', 'front'], { files })).text).not.toContain('\x1b');
    expect((await run(['explain', 'MMonMap', 'front'], { files, colour: true })).text).toContain('\x1b[32m');
    const { written } = await run(['explain', 'MMonMap', 'front', '-o', 'table'], { files, colour: true });
    expect(Buffer.from(written.get('table') ?? []).toString()).not.toContain('\x1b');
  });

  it('prints for -o - what it prints without', async () => {
    const [named, without] = await Promise.all([['-o', '-'], []].map((output) => run(['explain', 'MMonMap', 'front', ...output], { files, colour: true })));
    expect(named).toEqual(without);
  });

  it.each([
    [['explain'], 'FILE is missing'],
    [['explain', 'MMonMap'], 'FILE is missing'],
    [['explain', 'MMonMap', 'front', '--format', 'yaml'], '--format takes text or json or html, not "yaml"'],
    [['explain', 'MMonMap', 'front', '--release', 'bobtail'], new RegExp(`^the code of release "bobtail" is not known: known are ${CODEC_RELEASES.map(({ name }) => name).join(', ')}$`)],
  ])('refuses %j with status 2', async (args, complaint) => {
    const { status, text, err } = await run(args, { files });
    expect({ status, text }).toEqual({ status: 2, text: '' });
    expect(err[0]).toMatch(complaint);
    expect(err[1]).toBe('usage: cephwire explain [TYPE] FILE [--release RELEASE] [--format text|json|html] [-o FILE]');
  });

  it('says that a file is empty', async () => {
    expect(await run(['explain', 'MonMap', 'nothing'], { files: { nothing: '' } })).toMatchObject({ status: 1, err: ['"nothing" is empty'] });
  });
});
