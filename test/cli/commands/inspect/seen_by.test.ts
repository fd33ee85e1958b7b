import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../support.ts';

const files = {
  map: readFileSync('fixtures/mon/MonMap/v9-three-mons.bin'),
  json: readFileSync('fixtures/mon/MonMap/v9-three-mons.json', 'utf8'),
  front: readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin'),
  empty: '',
};
const TO_FORK = ['--server', 'pacific', '--client', '0x08c3ffffffffffff'];

describe('cephwire seen-by', () => {
  it('says with status 1 that the client cannot read what the server sends', async () => {
    const { status, text, err } = await run(['seen-by', 'MMonMap', 'front', ...TO_FORK], { files });
    expect({ status, err }).toEqual({ status: 1, err: [] });
    expect(text).toMatch(/^verdict +hammer cannot read them\n +MMonMap\.monmap\.created\.nsec at offset 190/m);
  });

  it('says with status 0 that the client reads it, also if it does not see all of the value', async () => {
    for (const client of ['pacific', 'hammer']) expect((await run(['seen-by', 'MonMap', 'map', '--server', 'pacific', '--client', client], { files })).status).toBe(0);
  });

  it('takes bytes or JSON, and finds the TYPE of bytes', async () => {
    const [bytes, json, left] = [await run(['seen-by', 'MonMap', 'map', ...TO_FORK], { files }), await run(['seen-by', 'MonMap', 'json', ...TO_FORK], { files }), await run(['seen-by', 'map', ...TO_FORK], { files })];
    expect(json).toEqual(bytes);
    expect(left).toEqual({ ...bytes, err: ['note: read as MonMap: sure'] });
  });

  it('writes with -o the bytes that the server sends', async () => {
    const { written } = await run(['seen-by', 'MMonMap', 'front', ...TO_FORK, '-o', 'sent'], { files });
    expect(Buffer.from(written.get('sent') ?? [])).toEqual(files.front);
  });

  it('takes other features of the server', async () => {
    const { status, text } = await run(['seen-by', 'MMonMap', 'front', ...TO_FORK, '--server-features', 'hammer'], { files });
    expect({ status, text }).toEqual({ status: 0, text: expect.stringMatching(/^sends +MMonMap, 392 bytes, struct_v 5, legacy addresses$/m) });
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse((await run(['seen-by', 'map', ...TO_FORK, '--json'], { files })).text)).toMatchObject({ verdict: 'fails', instead: { verdict: 'reads' } });
  });

  it.each([
    [['json', ...TO_FORK], 2, 'TYPE is missing: JSON does not show it'],
    [['MonMap', 'map', '--server', 'pacific'], 2, '--client is missing'],
    [['MonMap', 'map', '--client', 'hammer'], 2, '--server is missing'],
    [['MonMap', 'map', '--server', 'bobtail', '--client', 'hammer'], 2, /^the code of release "bobtail" is not known/],
    [['MonMap', ...TO_FORK], 2, /^FILE is missing/],
    [['empty', ...TO_FORK], 1, '"empty" is empty'],
    [['MonMap', 'front', ...TO_FORK], 1, /^MonMap/],
  ])('answers %j with status %i', async (args, status, complaint) => {
    const ran = await run(['seen-by', ...args], { files });
    expect(ran.status).toBe(status);
    expect(ran.err[0]).toMatch(complaint);
  });
});
