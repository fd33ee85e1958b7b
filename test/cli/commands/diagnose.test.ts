import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { NEWEST_CODEC } from '../../../src/features/codec_release.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { run } from '../support.ts';

const front = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
const files = { front, map: front.subarray(4) };
const PEER = ['--features', '0x08c3ffffffffffff'];

describe('cephwire diagnose', () => {
  it('names the bit, the feature, the release, the field and the offset of the incident', async () => {
    const { status, text } = await run(['diagnose', 'front', ...PEER], { files });
    expect(status).toBe(1);
    for (const said of [/bit 59/, /MSG_ADDR2/, /hammer cannot read them/, /MonMap\.created\.nsec at offset 186 \(190 in the file\): need 4 bytes, 0 left/, /CEPH_OSD_PARTIAL_RECOVERY/]) {
      expect(text).toMatch(said);
    }
  });

  it('writes with -o what the peer can read, in the form of the file', async () => {
    const { written } = await run(['diagnose', 'front', ...PEER, '-o', 'cured'], { files });
    const cured = written.get('cured') ?? new Uint8Array(0);
    expect(Buffer.from(cured)).toEqual(readFileSync('fixtures/messages/MMonMap/v5-incident-hammer.bin'));
    expect(MMonMap.print(decode(MMonMap, cured))).toContain('0: v1:127.0.0.1:26789/0 mon.mon1');
    expect(decode(MonMap, cured.subarray(4), { release: 'hammer' }).ranks).toEqual(['mon1']);
    const bare = await run(['diagnose', 'map', ...PEER, '-o', 'cured'], { files });
    expect(bare.written.get('cured')?.[0]).toBe(5);
  });

  it('says that the peer reads a cured map, with status 0', async () => {
    const cured = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer.bin');
    expect(await run(['diagnose', 'cured', ...PEER], { files: { cured } })).toMatchObject({ status: 0, text: expect.stringMatching(/verdict +hammer reads them/) });
    expect(await run(['diagnose', 'cured', ...PEER, '-o', 'again'], { files: { cured } })).toMatchObject({
      status: 1,
      err: ['note: read as MonMap, after a u32 length, at offset 4: sure', 'nothing written to "again": the peer reads these bytes as they are'],
    });
  });

  it('says without a peer who reads the bytes, and which features led to them', async () => {
    const { status, text } = await run(['diagnose', 'map'], { files });
    expect(status).toBe(0);
    expect(text).toMatch(/with MONNAMES \(5\), MONENC \(15\), MSG_ADDR2 \(59\); without SERVER_NAUTILUS/);
    expect(text).toMatch(/hammer to jewel: fails/);
    expect(text).toContain(`kraken to ${NEWEST_CODEC.name}: reads`);
  });

  it('takes the release or the kernel that the peer has, with or without features', async () => {
    const dual = readFileSync('fixtures/mon/MonMap/v9-dual-stack.bin');
    const { status, text, written } = await run(['diagnose', 'dual', '--release', 'linux-5.15', '-o', 'cured'], { files: { dual } });
    expect(status).toBe(1);
    expect(text).toMatch(/^verdict +Linux 5\.15 cannot read them$/m);
    expect(text).toMatch(/^logs +libceph: another match of type 1 in addrvec; libceph: problem decoding monmap, -22$/m);
    expect(written.get('cured')?.[0]).toBe(5);
    expect((await run(['diagnose', 'cured', '--release', 'linux-5.15'], { files: { cured: written.get('cured') ?? '' } })).status).toBe(0);
    expect((await run(['diagnose', 'dual', '--features', 'luminous', '--release', 'linux-5.15'], { files: { dual } })).text).toMatch(/^peer +0x3ffddff8eeacfffb, luminous 12\.2\.11 to 12\.2\.13; it decodes as Linux 5\.15$/m);
  });

  it('takes a TYPE before FILE, and the bytes are then of exactly that type', async () => {
    const addr = readFileSync('fixtures/common/entity_addr_t/v1-ipv4.bin');
    expect((await run(['diagnose', 'entity_addr_t', 'addr', '--json'], { files: { addr } })).text).toContain('"type": "entity_addr_t"');
    expect(await run(['diagnose', 'MMonMap', 'front', ...PEER], { files })).toMatchObject({ status: 1, text: expect.stringContaining('MMonMap.monmap.created.nsec at offset 190: need 4 bytes, 0 left') });
    expect(await run(['diagnose', 'MonMap', 'front'], { files })).toMatchObject({ status: 1, err: ['the first 4 bytes are the length of the rest: try type MMonMap'] });
  });

  it('finds without a TYPE the damage in a map that is in the front of a message', async () => {
    const damaged = Uint8Array.from(front, (byte, i) => (i === 5 ? 200 : byte)); // struct_compat
    const { status, text, err } = await run(['diagnose', 'damaged'], { files: { damaged } });
    expect({ status, err }).toEqual({ status: 1, err: ['note: read as MonMap by default; the bytes show no type'] });
    expect(text).toMatch(/^sent +MonMap, damaged: MonMap\.struct_compat at offset 1 \(5 in the file\)/);
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse((await run(['diagnose', 'map', ...PEER, '--json'], { files })).text)).toMatchObject({ peer: { blame: [{ bit: 59 }] } });
  });

  it("explains a line of the kernel with names, releases, kernels and remedies", async () => {
    const line = "libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000";
    const { status, text } = await run(['diagnose', '--mismatch', line]);
    expect(status).toBe(0);
    for (const said of [/bit 41|41 /, /CRUSH_TUNABLES3/, /3\.15/, /crush tunables bobtail/]) expect(text).toMatch(said);
  });

  it.each([
    [['diagnose'], 2, 'FILE is missing'],
    [['diagnose', 'map', '-o', 'x'], 2, '-o writes for a peer: --features or --release is missing'],
    [['diagnose', 'map', '--release', 'linux-3.2'], 2, 'the features of Linux 3.2 are not known: give them too'],
    [['diagnose', 'MMonGetMap', 'map', '--release', 'linux-5.15'], 2, /^it is not known what Linux makes of MMonGetMap/],
    [['diagnose', 'map', '--features', 'hamster'], 2, /^unknown features "hamster"/],
    [['diagnose', 'map', ...PEER, '-o', '-'], 2, '--output takes a file: standard output has the findings'],
    [['diagnose', '--mismatch', 'all is well'], 1, /./],
    [['diagnose', '--mismatch'], 2, '--mismatch needs a value: LINE'],
    [['diagnose', 'map', '--mismatch=all is well'], 2, '"map" is one argument too many'],
    [['diagnose', 'empty'], 1, '"empty" is empty'],
  ])('answers %j with status %i', async (args, status, complaint) => {
    const ran = await run(args, { files: { ...files, empty: '' } });
    expect(ran.status).toBe(status);
    expect(ran.err[0]).toMatch(complaint);
  });
});
