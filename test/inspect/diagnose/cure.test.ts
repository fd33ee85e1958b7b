import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { diagnose } from '../../../src/inspect/diagnose/diagnose.ts';
import type { PeerDiagnosis } from '../../../src/inspect/diagnose/peer.ts';
import { diagnosisText } from '../../../src/inspect/diagnose/text.ts';
import { formatEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

function peerOf(bytes: Uint8Array, peer: string): PeerDiagnosis {
  return diagnose(MonMap, bytes, { peer }).peer ?? expect.unreachable();
}

describe('Luminous, which aborts on the map of monitors without a v1 address', () => {
  const { bytes } = fixture('mon/MonMap/v5-v2-only-mons.bin');
  const peer = peerOf(bytes, 'luminous');

  it('has the sender to blame, which writes two addresses for one monitor', () => {
    expect(peer.reading.verdict).toBe('aborts');
    expect(peer.blame).toEqual([]);
    expect(peer.cause?.text).toBe(
      'the sender: mon.b and mon.c have no v1 address, so nautilus, octopus, pacific, quincy, reef 18.2.0 to 18.2.4, squid 19.2.0 leave mon_addr blank, but write the v2 address as v1 in mon_info; '
      + 'luminous asserts that the two agree. reef since 18.2.5, squid since 19.2.1, tentacle write the ip and port of the v2 address in both',
    );
    expect(diagnose(MonMap, bytes).sender.releases).toEqual(['pacific', 'quincy', 'reef 18.2.0', 'squid 19.2.0']);
  });

  it('has remedies for each who can act, the best first', () => {
    expect(peer.remedies.map(({ actor, text, cost }) => `${actor}: ${text}${cost === null ? '' : ` (${cost})`}`).slice(0, 3)).toEqual([
      'client: on the client: upgrade it to nautilus or later',
      'operator: in the cluster: a v1 address for each monitor, for example ceph mon set-addrs b [v2:192.0.2.1:41103,v1:192.0.2.1:<port>], with ms_bind_msgr1 true, then restart the monitor (the monitor restarts; messenger v1 does not encrypt)',
      'operator: in the cluster: upgrade the monitors: to reef since 18.2.5, squid since 19.2.1, tentacle (the client then reads the map, but does not reach mon.b and mon.c)',
    ]);
  });

  it('has a cure: mon_addr with the ip and port of the v2 address, as Reef and later write', () => {
    const cured = decode(MonMap, peer.cure ?? new Uint8Array(0), { release: 'luminous' });
    expect([...cured.monInfo.values()].map(({ publicAddrs: [addr] }) => addr && formatEntityAddr(addr))).toEqual(['v1:192.0.2.1:41101/0', 'v1:192.0.2.1:41103/0', 'v1:192.0.2.1:41105/0']);
    const sent = decode(MonMap, fixture('mon/MonMap/v9-v2-only-mons.bin').bytes);
    expect(peer.cure).toEqual(encode(MonMap, sent, { release: 'reef', features: 'luminous' }));
    expect(peer.cureForm?.isRepaired).toBe(true);
    expect(diagnosisText(diagnose(MonMap, bytes, { peer: 'luminous' }))).toMatch(/^cure +375 bytes that luminous reads, with mon_addr written anew from mon_info$/m);
  });
});

describe('a cure', () => {
  it('of an MMonMap is made in the map that it carries', () => {
    const { bytes } = fixture('mon/MonMap/v5-v2-only-mons.bin');
    const front = Uint8Array.from([bytes.length & 0xff, bytes.length >> 8, 0, 0, ...bytes]);
    const { peer } = diagnose(MMonMap, front, { peer: 'luminous' });
    expect(decode(MMonMap, peer?.cure ?? front, { release: 'luminous' }).monmap.monInfo.size).toBe(3);
    expect(peer?.remedies.at(-1)?.text).toContain('encode(MMonMap, { ...value, monmap: { ...value.monmap, monAddr: null } }, {');
  });

  it('is not there where every form has what the peer asserts against', () => {
    const bytes = encode(MonMap, mapOf([monOf('a', 'v1:10.0.0.1:6789/0'), monOf('b', 'v1:10.0.0.1:6789/0')]), { release: 'pacific', features: 'luminous' });
    const peer = peerOf(bytes, 'luminous');
    expect([peer.reading.verdict, peer.cure]).toEqual(['aborts', null]);
    expect(peer.cause?.text).toBe('the map: two monitors have the address v1:10.0.0.1:6789/0, and luminous asserts that this is not so');
    expect(peer.remedies.map(({ text }) => text)).toEqual([
      'on the client: upgrade it to nautilus or later', 'in the cluster: an address of its own for each monitor, with ceph mon set-addrs',
    ]);
  });

  it('is what is negotiated, if the peer reads it', () => {
    const v9 = fixture('mon/MonMap/v9-three-mons.bin').bytes;
    const peer = peerOf(v9, 'luminous');
    expect(peer.cureForm).toMatchObject({ writer: 'tentacle 20.2.0', isRepaired: false });
    expect(peer.cureForm?.features).toEqual(peer.negotiation.features);
    expect(peer.remedies.at(-1)?.text).toMatch(/encode\(MonMap, value, negotiate\(local, peer\)\)$/);
  });
});
