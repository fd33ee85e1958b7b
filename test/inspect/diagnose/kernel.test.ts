import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import type { ReaderName } from '../../../src/features/codec_release.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { diagnose } from '../../../src/inspect/diagnose/diagnose.ts';
import { diagnosisJson } from '../../../src/inspect/diagnose/json.ts';
import type { PeerDiagnosis } from '../../../src/inspect/diagnose/peer.ts';
import { diagnosisText } from '../../../src/inspect/diagnose/text.ts';
import { formatEntityAddrvec, parseEntityAddrvec } from '../../../src/types/common/entity_addrvec_t.ts';
import { MMonGetMap } from '../../../src/types/messages/MMonGetMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

/** What Linux 5.11 and later advertises. */
const LINUX_5_11 = '0x2f018fb87aa4aafe';
const dualStack = fixture('mon/MonMap/v9-dual-stack.bin').bytes;
const v2Only = fixture('mon/MonMap/v9-v2-only-mons.bin').bytes;

function peerOf(bytes: Uint8Array, options: { peer?: string; release?: ReaderName }): PeerDiagnosis {
  return diagnose(MonMap, bytes, options).peer ?? expect.unreachable();
}

const remedies = ({ remedies: all }: PeerDiagnosis) => all.map(({ actor, text }) => `${actor}: ${text}`);

/** The addresses that the peer takes from its cure. */
const curedAddrs = ({ cure, release }: PeerDiagnosis) =>
  [...decode(MonMap, cure ?? new Uint8Array(0), { release }).monInfo.values()].map(({ publicAddrs }) => formatEntityAddrvec(publicAddrs));

describe('a kernel client and a monitor with two addresses of one type', () => {
  const peer = peerOf(dualStack, { peer: LINUX_5_11 });

  it('is told to refuse the map, with what it logs', () => {
    expect(peer.release).toBe('linux-5.11');
    expect(peer.reading).toMatchObject({
      verdict: 'fails',
      error: { path: 'MonMap.mon_info[0].public_addrs.v[3].type', offset: 233, linux: { errno: 'EINVAL', logs: ['another match of type 1 in addrvec', 'problem decoding monmap, -22'] } },
    });
  });

  it('has the map to blame, and no bit, since Linux means what it advertises', () => {
    expect(peer.blame).toEqual([]);
    expect(peer.cause?.text).toBe('the map: mon.m0 has more than one address of type v1; no version of Linux takes such a monitor');
  });

  it('has remedies for the operator and for whoever mounts, and none is an upgrade of a kernel', () => {
    expect(remedies(peer).slice(0, 2)).toEqual([
      'operator: in the cluster: one address of each type, for example ceph mon set-addrs m0 [v2:[2001:db8::1]:3300/0,v1:[2001:db8::1]:6789/0], then restart the monitor',
      'client: on the client: a client in user space, such as ceph-fuse or rbd-nbd, of nautilus or later',
    ]);
    expect(peer.remedies[0]?.cost).toBe('the monitor restarts, and is not reached at its other addresses');
    expect(remedies(peer).join('\n')).not.toMatch(/upgrade|ms_mode/);
  });

  it('has a cure: a v5, with one address for each monitor', () => {
    expect(peer.cure?.[0]).toBe(5);
    expect(curedAddrs(peer)).toEqual(['v1:[2001:db8::1]:6789/0', 'v1:192.0.2.2:6789/0']);
    expect(peer.cureForm).toMatchObject({ writer: 'tentacle 20.2.0', isRepaired: false });
  });
});

describe('a kernel client and monitors without a v1 address', () => {
  it('is told to use the other messenger, with which it reads the map', () => {
    const peer = peerOf(v2Only, { peer: LINUX_5_11 });
    expect(peer.reading.error?.linux).toEqual({ errno: 'ENOENT', logs: ['no match of type 1 in addrvec', 'problem decoding monmap, -2'] });
    expect(peer.cause?.text).toBe('the map: mon.b and mon.c have no address of type v1, and Linux with ms_mode legacy needs one of every monitor');
    expect(remedies(peer).slice(0, 2)).toEqual([
      'client: on the client: mount or map with ms_mode=prefer-crc (or crc, secure, prefer-secure), and give the v2 ports of the monitors',
      'operator: in the cluster: a v1 address for each monitor, for example ceph mon set-addrs b [v2:192.0.2.1:41103,v1:192.0.2.1:<port>], with ms_bind_msgr1 true, then restart the monitor',
    ]);
    expect(peerOf(v2Only, { release: 'linux-5.15,ms_mode=prefer-crc' }).reading.verdict).toBe('reads');
  });

  it('has a cure that it reads, with which it still does not reach them', () => {
    const peer = peerOf(v2Only, { peer: LINUX_5_11 });
    expect(curedAddrs(peer)).toEqual(['v1:192.0.2.1:41101/0', 'v1:192.0.2.1:41103/0', 'v1:192.0.2.1:41105/0']);
    expect(peer.remedies.at(-1)?.cost).toBe('the peer reads it, but still does not reach mon.b and mon.c');
  });

  it('reads what a monitor sends before Linux 5.11, where they have no address', () => {
    const sent = encode(MonMap, decode(MonMap, v2Only), { release: 'pacific', features: '0x2f018fb86aa42ada' });
    const peer = peerOf(sent, { peer: '0x2f018fb86aa42ada' });
    expect([peer.release, peer.reading.verdict, peer.withoutAddress]).toEqual(['linux-5.3', 'reads', ['1', '2']]);
  });
});

describe('a kernel client and a map', () => {
  const many = (count: number) => encode(MonMap, mapOf(Array.from({ length: count }, (_, i) => monOf(`m${i}`, `v1:10.0.0.${i}:6789/0`))), { release: 'pacific', features: LINUX_5_11 });

  it('of 32 monitors has no cure, since every form has all of them', () => {
    const peer = peerOf(many(32), { release: 'linux-6.1' });
    expect([peer.cure, peer.cause?.text]).toEqual([null, 'the map: it has 32 monitors, and Linux takes 31 at most']);
    expect(diagnosisText(diagnose(MonMap, many(32), { release: 'linux-6.1' }))).toMatch(/^cure +none: Linux 6.1 reads no form of this MonMap that a release of Ceph writes$/m);
  });

  it('without monitors crashes it, or is refused where that is mended', () => {
    const none = encode(MonMap, mapOf([]), { release: 'pacific', features: LINUX_5_11 });
    expect(peerOf(none, { release: 'linux-6.12' }).reading.verdict).toBe('aborts');
    expect(peerOf(none, { release: 'linux-6.12' }).remedies[0]?.text).toMatch(/^on the client: Linux .*6\.12\.101.* refuses the map/);
    expect(peerOf(none, { release: 'linux-6.12.101' }).reading.verdict).toBe('fails');
  });

  it('for another peer is told to be so', () => {
    const peer = peerOf(v2Only, { release: 'linux-4.19' });
    expect(peer.blame.map(({ bit, isOffered }) => [bit, isOffered])).toEqual([[2, false], [5, false], [15, false], [28, false], [59, false]]);
    const old = encode(MonMap, mapOf([monOf('a', 'v1:10.0.0.1:6789/0')]), { release: 'pacific', features: Mask64.NONE });
    expect(peerOf(old, { peer: LINUX_5_11 }).cause?.text).toBe('the sender: it wrote for a peer without MONNAMES, which this peer has');
  });

  it('with names that a shell takes for more is not put into a command', () => {
    const mon = { ...monOf('a; reboot'), publicAddrs: parseEntityAddrvec('v2:10.0.0.1:3300/0') };
    const bytes = encode(MonMap, mapOf([mon]), { release: 'pacific', features: LINUX_5_11 });
    expect(remedies(peerOf(bytes, { peer: LINUX_5_11 })).find((text) => text.startsWith('operator'))).toContain('ceph mon set-addrs <name> [v2:10.0.0.1:3300,v1:10.0.0.1:<port>]');
  });
});

describe('the peer', () => {
  it.each([
    ['0x4a042a42', 'linux-3.10', 'Linux 3.10 to 3.13'],
    ['0x27018fb86aa42ada', 'linux-4.19', 'Linux 4.19 to 5.2'],
    ['0x2f018fb86aa42ada', 'linux-5.3', 'Linux 5.3 to 5.10'],
    [LINUX_5_11, 'linux-5.11', 'Linux 5.11 and later'],
    ['0x2f018fb87aa4aaff', 'linux-5.11', 'Linux 5.11 and later'],
    ['luminous', 'luminous', 'luminous'],
    ['0x0', 'hammer', 'hammer'],
  ])('%s is taken for %s, which is %s', (peer, release, text) => {
    const diagnosis = diagnose(MonMap, v2Only, { peer });
    expect(diagnosis.peer?.release).toBe(release);
    expect(diagnosisText(diagnosis)).toMatch(new RegExp(`^verdict +${text} `, 'm'));
    expect(diagnosisJson(diagnosis)).toMatchObject({ peer: { release, reader: text } });
  });

  it('has the features of its release, if they are not given', () => {
    expect(peerOf(v2Only, { release: 'linux-5.15,ms_mode=crc' }).features.toString()).toBe(LINUX_5_11);
    expect(peerOf(v2Only, { release: 'luminous' })).toMatchObject({ release: 'luminous', reading: { verdict: 'fails' } });
    expect(() => diagnose(MonMap, v2Only, { release: 'linux-3.2' })).toThrow(new TypeError('the features of Linux 3.2 are not known: give them too'));
  });

  it('is a release for types of which it is not known what Linux makes of them', () => {
    expect(diagnose(MMonGetMap, new Uint8Array(0), { peer: LINUX_5_11 }).peer?.release).toBe('octopus');
  });
});

it('kernels stand in the text after the releases, as ranges', () => {
  const text = diagnosisText(diagnose(MonMap, v2Only));
  expect(text).toMatch(/^such as +.*; Linux 5\.11 and later$/m);
  expect(text).toMatch(/nautilus to tentacle: reads\n +Linux 2\.6\.34 to 5\.2: fails; /);
  expect(text).toMatch(/ +Linux 5\.11 and later over messenger v1 \(ms_mode legacy, the default\): fails;/);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('Linux 5.11 and later over messenger v2 (ms_mode crc, secure, prefer-crc, prefer-secure): reads');
});
