import { describe, expect, it } from 'vitest';
import { explainMismatch } from '../../../../src/features/judge/mismatch/explain.ts';
import { mismatchText } from '../../../../src/features/judge/mismatch/text.ts';
import { whoText } from '../../../../src/features/judge/who/text.ts';

/** What a person must be told: who lacks which bits of whom, and what to do. */
function told(line: string) {
  const { lacking, actor, who, address, lackedBy, features, remarks } = explainMismatch(line);
  return {
    lacking, actor, peer: who ?? address, lackedBy: lackedBy === null ? null : whoText(lackedBy),
    bits: features.map(({ bit, names }) => `${bit} ${names[0]}`),
    remedies: features.map(({ remedies }) => remedies.map((r) => ('atLeast' in r ? `${r.kind} ${r.atLeast}` : r.kind === 'command' ? r.run : r.kind))),
    remarks: remarks.map((r) => r.code),
  };
}

const RM_PRIMARIES = ['ceph osd rm-pg-upmap-primary-all', 'ceph balancer mode upmap', 'ceph osd set-require-min-compat-client luminous'];

describe('a monitor that may not join', () => {
  it('is told what it lacks; masks are in decimal, and a missing mask that does not fit them is corrected', () => {
    expect(told('2019-05-30 10:00:00.000000 7f0000000000 -1 mon.b@1(probing) e3 handle_probe missing features, have 2305244844532236283, required 2449958747315978244, missing 144713902783741952')).toEqual({
      lacking: 'local', actor: 'monitor', peer: null, lackedBy: 'luminous 12.2.0 to 12.2.5',
      bits: ['2 SERVER_NAUTILUS', '16 SERVER_OCTOPUS', '28 SERVER_MIMIC', '61 CEPHX_V2'],
      remedies: [['release nautilus'], ['release octopus'], ['release mimic'], ['release jewel']],
      remarks: ['not_the_difference', 'old_release', 'upgrade_in_steps'],
    });
  });

  it('is told which release it needs', () => {
    const line = '2019-12-19 10:00:00.000 7f0000000000 -1 mon.b@1(probing) e3 handle_probe require release 14 > 12, or missing features (have 4611087853746454523, required 4611087854035861503, missing 289406980)';
    expect(told(line)).toMatchObject({ lacking: 'local', actor: 'monitor', lackedBy: 'luminous 12.2.11 to 12.2.13', remarks: ['old_release'] });
    expect(explainMismatch(line)).toMatchObject({ logger: 'mon.b', release: { needs: '14', is: '12' } });
    expect(explainMismatch(line).missing.toString()).toBe('0x0000000011400004');
    expect(explainMismatch(line).remarks[0]?.text).toBe('the monitor that lacks them is of luminous: the cluster needs monitors of nautilus or later');
  });

  it('is refused by another one, which logs its address', () => {
    expect(told('2019-12-19 10:00:00.000 7f0000000000  1 mon.a@0(leader) e3  peer v1:192.0.2.3:6789/0 release luminous < min_mon_release nautilus, or missing features 289406980')).toMatchObject({
      lacking: 'peer', actor: 'monitor', peer: 'v1:192.0.2.3:6789/0', remarks: ['old_release'],
      bits: ['2 SERVER_NAUTILUS', '22 OSD_FIXED_COLLECTION_LIST', '24 RECOVERY_RESERVATION_2', '28 SERVER_MIMIC'],
      remedies: [['release nautilus'], ['release nautilus'], ['release mimic'], ['release mimic']],
    });
  });

  it('may lack nothing but the release', () => {
    expect(told('mon.a@0(leader) e3  peer v1:192.0.2.3:6789/0 release octopus < min_mon_release reef, or missing features 0')).toMatchObject({
      bits: [], remarks: ['nothing_missing', 'old_release', 'upgrade_in_steps'],
    });
  });

  it('is ignored by one that logs both masks, in hex', () => {
    expect(told('2019-12-19 10:00:00.000 7f0000000000  5 mon.a@0(leader) e3  ignoring peer mon.2 has features 3ffddff8eeacfffb but we require 2200008010214004')).toMatchObject({
      lacking: 'peer', actor: 'monitor', peer: 'mon.2', lackedBy: 'luminous 12.2.11 to 12.2.13',
      bits: ['2 SERVER_NAUTILUS', '16 SERVER_OCTOPUS', '28 SERVER_MIMIC'], remarks: ['old_release', 'upgrade_in_steps'],
    });
  });

  it.each([
    // src/mon/Elector.cc of v16.0.0, v14.2.8, v12.2.5: the line of handle_propose above "without required features", and the answer
    'mon.a@0(electing).elector(12) handle_propose required features 2449958747315978244 mon_feature_t([kraken,luminous]), peer features 4611087853746454523 mon_feature_t([kraken])',
    'mon.a@0(electing).elector(12) sending nak to peer mon.2 supports 4611087853746454523 mon_feature_t([kraken]), required 2449958747315978244 mon_feature_t([kraken]), release 12 vs required 14',
    'mon.a@0(electing).elector(12) sending nak to peer mon.2 that only supports 4611087853746454523 mon_feature_t([kraken]) of the required 2449958747315978244 mon_feature_t([kraken])',
    'mon.a@0(leader) e1 peer 192.0.2.3:6789/0 missing features 268500996',
  ])('is named in elections and probes: %s', (line) => {
    expect(told(line)).toMatchObject({ lacking: 'peer', actor: 'monitor' });
    expect(explainMismatch(line).missing.toString()).toBe('0x0000000010010004');
  });
});

describe('an OSDMap that requires more', () => {
  it('is told by a monitor, in decimal, before anybody is refused', () => {
    const line = '2024-10-02T09:02:41.488+0000 7f0000000000  0 mon.a@-1(???).osd e95 crush map has features 288514051259236352, adjusting msgr requires';
    expect(told(line)).toMatchObject({ lacking: null, actor: 'client', remarks: [] });
    expect(told(line).bits.map((b) => b.split(' ')[0])).toEqual(['18', '25', '30', '41', '48', '58']);
    expect(mismatchText(explainMismatch(line)).replace(/\n +/g, ' ')).toMatch(/^logged by +mon\.a\nrequired +0x0401020042040000, no peer: what an OSDMap requires of clients and OSDs; had by jewel and later, and by Linux 4\.5 and later\nrequires +bit 18/);
  });

  it('is told by an OSD, for each kind of peer', () => {
    // A log of 10.2, public
    const osd = (rest: string): string => `2017-02-02 12:34:18.255041 7fb7df1e7800  0 osd.1 51 crush map has features 2200130813952${rest}`;
    expect(explainMismatch(osd(' was 8705, adjusting msgr requires for mons'))).toMatchObject({ logger: 'osd.1', of: 'mons', lacking: null });
    expect(explainMismatch(osd(', adjusting msgr requires for clients'))).toMatchObject({ of: 'clients' });
    expect(told(osd(', adjusting msgr requires for osds')).bits).toEqual(['18 CRUSH_TUNABLES', '25 CRUSH_TUNABLES2', '30 OSDHASHPSPOOL', '41 CRUSH_TUNABLES3']);
  });
});

describe('a command that is refused', () => {
  it('names the connected clients; those that lack bit 59 alone are kernels that have upmap', () => {
    // github.com/rook/rook/issues/4842
    expect(told('Error EPERM: cannot set require_min_compat_client to luminous: 9 connected client(s) look like jewel (missing 0x800000000000000); add --yes-i-really-mean-it to do it anyway')).toMatchObject({
      lacking: 'peer', actor: 'client', bits: ['59 FS_BTIME'], remarks: ['luminous_kernel'], remedies: [['release kraken', 'kernel 5.3']],
    });
  });

  it('may be wrapped', () => {
    expect(told('Error EPERM: cannot set require_min_compat_client to jewel:\n      3 connected client(s) look like hammer\n      (missing 0x400000000000000)')).toMatchObject({
      bits: ['58 CRUSH_TUNABLES5'], remedies: [['release jewel', 'kernel 4.5', 'ceph osd crush tunables hammer', 'ceph osd set-require-min-compat-client hammer']],
    });
  });

  it('names the daemons that do not support features', () => {
    expect(told('Error ENOTSUP: features 137438953472 unsupported by: the monitor cluster, osd.3')).toMatchObject({ actor: 'daemon', peer: 'the monitor cluster, osd.3', bits: ['37 EXPORT_PEER'], remedies: [['release firefly']] });
  });

  it('names features of an OSD that may not boot', () => {
    expect(told('cluster [INF] disallowing boot of OSD osd.3 192.0.2.3:6800/1 because the osdmap requires CEPH_FEATURE_SERVER_LUMINOUS but the osd lacks CEPH_FEATURE_SERVER_LUMINOUS')).toMatchObject({
      actor: 'daemon', peer: 'osd.3', bits: ['21 RADOS_BACKOFF'], remedies: [['release luminous']],
    });
    expect(told('disallowing boot of OSD osd.3 [v2:192.0.2.3:6800/1] because the osd lacks CEPH_FEATURE_SERVER_OCTOPUS;CEPH_FEATURE_SERVER_NAUTILUS').bits).toEqual(['2 SERVER_NAUTILUS', '16 SERVER_OCTOPUS']);
  });
});

describe('a kernel client', () => {
  const CRUSH5 = { lacking: 'local', actor: 'kernel', lackedBy: 'kernel rbd client of Linux 4.3 to 4.4', bits: ['58 CRUSH_TUNABLES5'] };

  it.each([
    'libceph: mon1 192.0.2.1:6789 feature set mismatch, my 106b84a842a42 &lt; server\'s 40106b84a842a42, missing 400000000000000',
    'libceph: mon1 192.0.2.1:6789 feature set mismatch, my 106b84a842a42 < server’s 40106b84a842a42, missing 400000000000000',
    '[ 5540.015074] libceph: mon1 192.0.2.1:6789 feature set mismatch, my 106b84a842a42 < server\'s 40106b84a842a42, missing 400000000000000\n[ 5540.015482] libceph: mon1 192.0.2.1:6789 missing required protocol features',
    '> Aug 25 12:47:59 host kernel: libceph: mon1 192.0.2.1:6789 feature set mismatch,\n> my 106b84a842a42 < server\'s 40106b84a842a42,\n> missing 400000000000000',
    'libceph: mon1 192.0.2.1:6789 feature set mismatch, my 106b84a842a42 &amp;lt; server&#39;s 40106b84a842a42, missing 400000000000000',
    'libceph: mon1 192.0.2.1:6789 feature set mismatch, my 106b84a842a42 server\'s 40106b84a842a42, missing 400000000000000',
  ])('is told as the line was pasted: %j', (line) => {
    expect(told(line)).toMatchObject({ ...CRUSH5, peer: 'mon1', remarks: ['kernel_client'] });
    expect(told(line).remedies).toEqual([['kernel 4.5', 'ceph osd crush tunables hammer', 'ceph osd set-require-min-compat-client hammer', 'user_space jewel']]);
  });

  it.each([
    "libceph: mon2 (2)192.0.2.1:3300 RADOS feature set mismatch: server's required > my supported 0x2f018fb87aa4aafe, missing 0x80000000",
    "libceph: mon0 (1)192.0.2.1:6789 feature set mismatch, my 2f018fb87aa4aafe < server's 2f018fb8faa4aafe, missing 80000000",
  ])('cannot have SERVER_REEF, which the read balancer needs: %s', (line) => {
    expect(told(line)).toMatchObject({
      actor: 'kernel', lackedBy: 'kernel client of Linux 5.11 and later', bits: ['31 SERVER_REEF'], remedies: [['no_kernel', ...RM_PRIMARIES, 'user_space reef']],
    });
  });

  it.each([
    "libceph: mon2 (2)192.0.2.1:3300 RADOS feature set mismatch: server's required > my supported 0x2f018fb87aa4aafe, missing 0x4000000000",
    "libceph: mon0 (1)192.0.2.1:6789 feature set mismatch, my 2f018fb87aa4aafe < server's 2f018ff87aa4aafe, missing 4000000000",
  ])('cannot have CRUSH_MSR, which MSR rules need: %s', (line) => {
    expect(told(line)).toMatchObject({ actor: 'kernel', bits: ['38 CRUSH_MSR'], remedies: [['no_kernel', 'ceph osd pool set <pool> crush_rule <rule>', 'user_space squid']] });
  });

  it('of Linux 3.10 that lacks bits 36 and 38 meets a Firefly with erasure codes', () => {
    expect(told("libceph: mon0 192.0.2.1:6789 feature set mismatch, my 4a042aca < server's 504a042aca, missing 5000000000")).toMatchObject({
      lackedBy: 'kernel CephFS client of Linux 3.10 to 3.13', bits: ['36 CRUSH_V2', '38 OSD_ERASURE_CODES'],
      remedies: [['kernel 3.14', 'ceph osd pool set <pool> crush_rule <rule>', 'user_space firefly'], ['no_kernel', 'cluster giant', 'user_space firefly']],
    });
  });

  it('is never told to become a release of Ceph', () => {
    for (const bit of Array.from({ length: 62 }, (_, i) => i)) {
      const missing = (1n << BigInt(bit)).toString(16);
      const line = `libceph: mon0 (2)192.0.2.1:3300 RADOS feature set mismatch: server's required > my supported 0x0, missing 0x${missing}`;
      for (const { remedies } of explainMismatch(line).features) expect(remedies.map((r) => r.kind)).not.toContain('release');
    }
  });

  it('may require what the servers lack', () => {
    expect(told("libceph: mon0 192.0.2.1:6789 protocol feature mismatch, my required 2b84a042a42 > server's 4a042a42, need 2b800000000")).toMatchObject({ lacking: 'peer', actor: 'server' });
  });
});

describe('a program in user space', () => {
  it('is told to become a release, not a kernel', () => {
    expect(told('2019-07-10 18:32:35.730848 7f30271b7700  0 -- 192.0.2.128:0/1011471 >> 192.0.2.65:6789/0 pipe(0x7f3008000a60 sd=4 :40003 s=1 pgs=0 cs=0 l=1 c=0x7f300801a8c0).connect protocol feature mismatch, my 83ffffffffffff < peer 483ffffffffffff missing 400000000000000')).toMatchObject({
      actor: 'user_space', lackedBy: 'hammer 0.94.4 to 0.94.6', remedies: [['release jewel', 'ceph osd crush tunables hammer', 'ceph osd set-require-min-compat-client hammer']],
    });
  });

  it('over messenger v2 is of Nautilus or later, so that bits have their newest meaning', () => {
    expect(told('--2- 192.0.2.2:0/1 >> [v2:192.0.2.1:3300/0,v1:192.0.2.1:6789/0] conn(0x1).handle_ident_missing_features client does not support all server features: 80000000')).toMatchObject({
      bits: ['31 SERVER_REEF'], remedies: [['release reef', ...RM_PRIMARIES]],
    });
  });
});
