import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../support.ts';

const front = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
const files = {
  front,
  map: front.subarray(4),
  cut: front.subarray(0, 150),
  addr: readFileSync('fixtures/common/entity_addr_t/v1-ipv4.bin'),
  time: readFileSync('fixtures/common/utime_t/v0-instant.bin'),
  capture: readFileSync('fixtures/capture/one-mon.pcapng'),
  words: 'three words here',
  noise: Uint8Array.of(200, 201, 202),
};

describe('cephwire identify', () => {
  it.each([
    ['front', 0, /^type +MMonMap\nconfidence +sure/m],
    ['cut', 0, /^type +MMonMap, cut after 150 of its 190 bytes\nconfidence +likely/m],
    ['capture', 0, /^advice +list its messages with "cephwire capture FILE"$/m],
    ['noise', 1, /^type +none/m],
  ])('says what %s is, with status %i', async (file, status, said) => {
    expect(await run(['identify', file], { files })).toMatchObject({ status, err: [], text: expect.stringMatching(said) });
  });

  it('gives the same as JSON', async () => {
    const { text } = await run(['identify', 'front', '--json'], { files });
    expect(JSON.parse(text)).toMatchObject({ confidence: 'sure', candidates: [{ type: 'MMonMap' }, { type: 'MonMap', offset: 4 }] });
  });
});

describe('a TYPE that is left out', () => {
  it.each([
    ['front', 'MMonMap', 'note: read as MMonMap: sure'],
    ['map', 'MonMap', 'note: read as MonMap: sure'],
    ['addr', 'entity_addr_t', 'note: read as entity_addr_t: likely; it can as well be entity_addrvec_t'],
    ['time', 'utime_t', 'note: read as utime_t: a guess'],
  ])('is found by decode and explain from the bytes of %s', async (file, type, note) => {
    for (const command of ['decode', 'explain']) {
      const [named, left] = [await run([command, type, file], { files }), await run([command, file], { files })];
      expect(left).toEqual({ ...named, err: [note, ...named.err] });
    }
  });

  it('is found by diagnose: of a front that is one object after its length, it is the object', async () => {
    const { text, err } = await run(['diagnose', 'front'], { files });
    expect(err).toEqual(['note: read as MonMap, after a u32 length, at offset 4: sure']);
    expect(text).toMatch(/^sent +MonMap, 186 bytes/);
  });

  it('is found by diagnose in a map that was stored with its version, and -o keeps what lies before the map', async () => {
    const stashed = Buffer.concat([Buffer.from([9, 0, 0, 0, 0, 0, 0, 0]), front]);
    const { written } = await run(['diagnose', 'stashed', '--features', '0x08c3ffffffffffff', '-o', 'cured'], { files: { stashed } });
    const cured = Buffer.from(written.get('cured') ?? []);
    expect(cured.subarray(0, 8)).toEqual(stashed.subarray(0, 8));
    expect(cured.subarray(8)).toEqual(readFileSync('fixtures/messages/MMonMap/v5-incident-hammer.bin'));
  });

  it('is shown by explain and diagnose also for damaged bytes, with status 1', async () => {
    const explained = await run(['explain', 'cut'], { files });
    expect(explained).toMatchObject({ status: 1, err: ['note: read as MMonMap, cut after 150 of its 190 bytes: likely', expect.stringMatching(/^MMonMap\.monmap\.length at offset 0: promises 186 bytes, 146 left/)] });
    expect((await run(['diagnose', 'cut'], { files })).text).toMatch(/^sent +MMonMap, damaged/);
  });

  it.each([
    ['cut', '"cut" is no whole value; it looks most like MMonMap, cut after 150 of its 190 bytes (likely); "cephwire explain MMonMap cut" shows how far it can be read'],
    ['capture', '"capture" is a capture of network traffic (pcapng): list its messages with "cephwire capture capture"'],
    ['words', '"words" is text'],
    ['noise', '"noise" is none of the types that "cephwire types" lists'],
  ])('is not found by decode in %s: status 1, and what the file looks like', async (file, complaint) => {
    expect(await run(['decode', file], { files })).toMatchObject({ status: 1, text: '', err: [complaint] });
  });

  it('is not mistaken for the FILE', async () => {
    const { status, err } = await run(['explain', 'MonMap'], { files });
    expect({ status, first: err[0] }).toEqual({ status: 2, first: 'FILE is missing: "MonMap" is a TYPE; a file of this name is "./MonMap"' });
  });
});
