import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { CODEC_RELEASES, codecRelease } from '../../../src/features/codec_release.ts';
import { negotiate } from '../../../src/features/judge/negotiate/negotiate.ts';
import { diagnose } from '../../../src/inspect/diagnose/diagnose.ts';
import { diagnosisJson } from '../../../src/inspect/diagnose/json.ts';
import { diagnosisText } from '../../../src/inspect/diagnose/text.ts';
import type { Verdict } from '../../../src/inspect/diagnose/reading.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { EntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

const HAMMER59 = '0x08c3ffffffffffff';
const incident = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin').subarray(4);
const cured = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer.bin').subarray(4);

/** A map of monitors with these names and addresses, as Luminous writes it for a Hammer+59 client. */
function mapOfLuminous(...mons: readonly (readonly [name: string, addr: string])[]): Uint8Array {
  const map = mapOf(mons.map(([name, addr]) => monOf(name, addr)));
  return encode(MonMap, map, { release: 'luminous', features: HAMMER59 });
}

describe('a diagnosis of the incident', () => {
  const { peer, readings, sender } = diagnose(MonMap, incident, { peer: HAMMER59 });

  it('blames bit 59, MSG_ADDR2, which is untrusted', () => {
    expect(peer?.blame).toEqual([{ bit: 59, names: ['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2'], features: ['MSG_ADDR2'], isOffered: true }]);
    expect(peer?.negotiation.untrusted.map(({ bit, evidence }) => [bit, evidence.as])).toEqual([[59, 'CEPH_OSD_PARTIAL_RECOVERY']]);
  });

  it('recognizes the peer as a Hammer, which misreads the first address and fails in created.nsec', () => {
    expect(peer?.release).toBe('hammer');
    expect(peer?.reading).toMatchObject({ verdict: 'fails', error: { path: 'MonMap.created.nsec', offset: 186, needed: 4, available: 0 } });
    expect(peer?.reading.misread[0]).toMatchObject({ path: 'MonMap.mon_addr[0].addr.type', offset: 38, value: '469827841' });
  });

  it('has the cure: what the same monitor sends without the bit, byte for byte', () => {
    expect(peer?.cure).toEqual(new Uint8Array(cured));
    const negotiated = negotiate('pacific', HAMMER59);
    expect(encode(MonMap, decode(MonMap, incident), negotiated)).toEqual(new Uint8Array(cured));
    expect(decode(MonMap, peer?.cure ?? incident, { release: 'hammer' }).monInfo.size).toBe(1);
  });

  it('says who reads the bytes and who does not', () => {
    const releasesThat = (what: Verdict) => readings.filter(({ verdict }) => verdict === what).map(({ release }) => release);
    expect(releasesThat('fails')).toEqual(['hammer', 'infernalis', 'jewel', 'linux-5.3']);
    expect(releasesThat('misreads')).toEqual(['linux-2.6.34', 'linux-4.19']);
    expect(releasesThat('reads')).toEqual([...CODEC_RELEASES.slice(codecRelease('kraken').order).map(({ name }) => name), 'linux-5.11', 'linux-5.11,ms_mode=crc']);
  });

  it('finds out from the bytes who wrote them, and for which features', () => {
    expect(sender).toMatchObject({ releases: ['pacific', 'quincy', 'reef 18.2.0', 'reef', 'squid 19.2.0', 'squid 19.2.1', 'tentacle 20.2.0'], isExact: true, peers: ['kraken', 'luminous', 'mimic'] });
    expect(sender.conditions.map(({ name, wanted }) => [name, wanted])).toEqual([
      ['MONNAMES', true], ['MONENC', true], ['MSG_ADDR2', true], ['SERVER_NAUTILUS', false],
    ]);
  });

  it('is text that explains itself', () => {
    expect(diagnosisText(diagnose(MonMap, incident, { peer: HAMMER59 }), { base: 4 })).toMatchInlineSnapshot(`
      "sent            MonMap, 186 bytes, struct_v 5, ADDR2 addresses
      written by      pacific, quincy, reef, squid 19.2.0 to 19.2.3, tentacle 20.2.0 to 20.2.2
      for a peer      with MONNAMES (5), MONENC (15), MSG_ADDR2 (59); without SERVER_NAUTILUS (2+28+57)
      such as         kraken; luminous; mimic

      peer            0x08c3ffffffffffff, hammer-partial-recovery, a fork of hammer 0.94.9: +59; it
                      decodes as hammer
      verdict         hammer cannot read them
                      MonMap.created.nsec at offset 186 (190 in the file): need 4 bytes, 0 left
      misread         from offset 38 (42 in the file): the bytes of marker, struct_v, struct_compat,
                      struct_len were taken as MonMap.mon_addr[0].addr.type (469827841)
      to blame        bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2): the peer advertises it; without it the
                      sender writes what hammer reads
      untrusted       bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is CEPH_OSD_PARTIAL_RECOVERY in
                      hammer-partial-recovery, a fork of hammer 0.94.9
      remedy          patch the client so that it does not advertise bit 59, or so that it supports
                      MSG_ADDR2
      remedy          for this object only: write it again for the peer with -o FILE, or in a program with
                      encode(MonMap, value, negotiate(local, peer))
      cure            388 bytes that hammer reads

                      hammer to jewel: fails; MonMap.created.nsec at offset 186 (190 in the file): need 4
                      bytes, 0 left
                      kraken to tentacle: reads
                      Linux 2.6.34 to 5.2: misreads; from offset 2 (6 in the file): the bytes of
                      struct_len, fsid were taken as MonMap.fsid (b4000000-bc65-15b9-af68-4221b9dd771e)
                      Linux 5.3 to 5.10: fails; MonMap.mon_inst[0].addr.marker at offset 35 (39 in the
                      file): expected 0 (legacy) or 1 (MSG_ADDR2), got 111 (-EINVAL)
                      Linux 5.11 and later: reads"
    `);
  });

  it('fits JSON', () => {
    expect(JSON.parse(JSON.stringify(diagnosisJson(diagnose(MonMap, incident, { peer: HAMMER59 }))))).toMatchObject({
      peer: { features: HAMMER59, release: 'hammer', blame: [{ bit: 59 }], cure_length: 388 },
      readings: expect.arrayContaining([expect.objectContaining({ release: 'hammer', verdict: 'fails' })]),
    });
  });
});

describe('a diagnosis', () => {
  it.each<[string, Uint8Array]>([
    ['a name of nine letters', mapOfLuminous(['monitor-a', '10.0.0.1:6789'])],
    ['IPv6', mapOfLuminous(['a', '[fd00::1]:6789'])],
  ])('says that Hammer misreads %s', (_, bytes) => {
    const { peer } = diagnose(MonMap, bytes, { peer: HAMMER59 });
    expect(peer?.reading).toMatchObject({ verdict: 'misreads', error: undefined });
    expect(peer?.blame.map(({ bit }) => bit)).toEqual([59]);
    expect(peer?.cure).not.toBeNull();
  });

  it('finds nothing wrong if the peer can read the bytes', () => {
    const { peer } = diagnose(MonMap, cured, { peer: HAMMER59 });
    expect(peer).toMatchObject({ reading: { verdict: 'reads', misread: [] }, blame: [], cure: null });
  });

  it('blames a bit that the peer does not advertise, if the form needs it', () => {
    const { peer } = diagnose(MonMap, incident, { peer: 'hammer' });
    expect(peer?.blame).toEqual([expect.objectContaining({ bit: 59, isOffered: false })]);
    const v9 = readFileSync('fixtures/mon/MonMap/v9-three-mons.bin');
    const forLuminous = diagnose(MonMap, v9, { peer: 'luminous' }).peer;
    expect(forLuminous?.reading.error?.code).toBe('incompatible');
    expect(forLuminous?.blame.map(({ bit, isOffered }) => [bit, isOffered])).toEqual([[2, false], [28, false]]);
    expect(forLuminous?.cure?.[0]).toBe(5);
  });

  it('says where damaged bytes end, and blames nothing', () => {
    const { own, peer } = diagnose(MonMap, incident.subarray(0, 100), { peer: HAMMER59 });
    expect(own.error).toMatchObject({ path: 'MonMap.struct_len', offset: 2 });
    expect(peer).toMatchObject({ blame: [], cure: null });
  });

  it('works for any type', () => {
    const addr2 = encode(EntityAddr, decode(EntityAddr, readFileSync('fixtures/common/entity_addr_t/v1-ipv4.bin')));
    const { readings, peer } = diagnose(EntityAddr, addr2, { peer: HAMMER59 });
    expect(readings.find(({ release }) => release === 'hammer')?.verdict).toBe('fails');
    expect(peer?.blame.map(({ bit }) => bit)).toEqual([59]);
  });
});

const OUTCOMES = '../shared/hammer/outcomes.jsonl';

interface Outcome {
  readonly names?: readonly string[];
  readonly hex?: string;
  readonly hammer: { readonly ok: boolean };
}

describe.skipIf(!existsSync(OUTCOMES))(`a diagnosis of what Hammer itself made of maps (${OUTCOMES})`, () => {
  const outcomes = (existsSync(OUTCOMES) ? readFileSync(OUTCOMES, 'utf8').trim().split('\n') : []).map((line) => JSON.parse(line) as Outcome);
  const accepted = outcomes.filter(({ hammer, hex }) => hammer.ok && hex !== undefined);
  const verdictOf = ({ hex = '' }: Outcome) => diagnose(MonMap, fromHex(hex), { peer: HAMMER59 }).peer?.reading.verdict;

  it('says that Hammer misreads each accepted map of the grid, which are all garbage', () => {
    const garbage = accepted.filter(({ names }) => names !== undefined);
    expect(garbage.length).toBeGreaterThan(5);
    for (const outcome of garbage) expect(verdictOf(outcome), outcome.names?.join()).toBe('misreads');
  });

  it('says that Hammer reads each good map', () => {
    const good = accepted.filter(({ names }) => names === undefined);
    expect(good.length).toBeGreaterThan(3);
    for (const outcome of good) expect(verdictOf(outcome)).toBe('reads');
  });
});
