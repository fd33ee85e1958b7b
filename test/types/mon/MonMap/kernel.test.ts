import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../../src/encoding/ceph_type.ts';
import type { ReaderName } from '../../../../src/features/codec_release.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { formatEntityAddrvec, parseEntityAddrvec } from '../../../../src/types/common/entity_addrvec_t.ts';
import { EntityAddr } from '../../../../src/types/common/entity_addr_t.ts';
import { MMonMap } from '../../../../src/types/messages/MMonMap.ts';
import { MMonGetMap } from '../../../../src/types/messages/MMonGetMap.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../../support/fixtures.ts';
import { decodeErrorOf, hex } from '../../../support/support.ts';
import { mapOf, monOf } from '../../support/support.ts';
import { MON_MAP_BYTES } from './bytes.ts';
import { ADDR2, LEGACY } from '../mon_info_t/bytes.ts';

/* What net/ceph/mon_client.c and net/ceph/decode.c make of a monitor map, from source only. */

const LINUX_5_11 = '0x2f018fb87aa4aafe';
const LINUX_5_3 = '0x2f018fb86aa42ada';

const mon = (name: string, addrs: string) => ({ ...monOf(name), publicAddrs: parseEntityAddrvec(addrs) });

/** A v9 map of monitors with these addresses, as Pacific writes it for Linux 5.11. */
function v9(...mons: readonly string[]): Uint8Array {
  return encode(MonMap, mapOf(mons.map((addrs, i) => mon(String.fromCharCode(0x61 + i), addrs))), { release: 'pacific', features: LINUX_5_11 });
}

function addrsIn(bytes: Uint8Array, release: ReaderName): string[] {
  return [...decode(MonMap, bytes, { release }).monInfo.values()].map(({ publicAddrs }) => formatEntityAddrvec(publicAddrs));
}

const refusal = (bytes: Uint8Array, release: ReaderName) => decodeErrorOf(() => decode(MonMap, bytes, { release }));

const BOTH = '[v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]';

describe('Linux 5.11 and later', () => {
  it('takes the v1 address with ms_mode legacy, the default, and the v2 address otherwise', () => {
    expect(addrsIn(v9(BOTH), 'linux-5.11')).toEqual(['v1:10.0.0.1:6789/0']);
    for (const mode of ['crc', 'secure', 'prefer-crc', 'prefer-secure']) expect(addrsIn(v9(BOTH), `linux-6.1,ms_mode=${mode}`)).toEqual(['v2:10.0.0.1:3300/0']);
  });

  it('refuses a second address of the type that it takes: EINVAL', () => {
    const error = refusal(fixture('mon/MonMap/v9-dual-stack.bin').bytes, 'linux-5.15');
    expect(error).toMatchObject({
      code: 'malformed', path: 'MonMap.mon_info[0].public_addrs.v[3].type', offset: 233,
      linux: { errno: 'EINVAL', logs: ['another match of type 1 in addrvec', 'problem decoding monmap, -22'] },
    });
    expect(error.message).toMatch(/; Linux logs "libceph: another match of type 1 in addrvec", "libceph: problem decoding monmap, -22" \(EINVAL\)$/);
    expect(refusal(fixture('mon/MonMap/v9-dual-stack.bin').bytes, 'linux-5.15,ms_mode=crc')).toMatchObject({ path: 'MonMap.mon_info[0].public_addrs.v[2].type' });
  });

  it('refuses a monitor without an address of the type, although the others have one: ENOENT', () => {
    const { bytes } = fixture('mon/MonMap/v9-v2-only-mons.bin');
    expect(refusal(bytes, 'linux-5.15')).toMatchObject({
      path: 'MonMap.mon_info[1].public_addrs.v', linux: { errno: 'ENOENT', logs: ['no match of type 1 in addrvec', 'problem decoding monmap, -2'] },
    });
    expect(addrsIn(bytes, 'linux-5.15,ms_mode=prefer-crc')).toEqual(['v2:192.0.2.1:41100/0', 'v2:192.0.2.1:41103/0', 'v2:192.0.2.1:41105/0']);
    expect(refusal(v9('v1:10.0.0.1:6789/0'), 'linux-5.15,ms_mode=secure').linux?.errno).toBe('ENOENT');
  });

  it('takes a monitor without any address, and since 5.13 one with a blank one alone', () => {
    expect(addrsIn(v9('', '-'), 'linux-5.13')).toEqual(['', '']);
    expect(addrsIn(v9(''), 'linux-5.11')).toEqual(['']);
    expect(refusal(v9('-'), 'linux-5.11').linux?.errno).toBe('ENOENT');
    expect(refusal(v9('any:10.0.0.1:6789/0'), 'linux-5.11').linux?.errno).toBe('ENOENT');
  });

  it.each([['v3', MON_MAP_BYTES.v3], ['v5', MON_MAP_BYTES.v5]])('takes the address in the mon_addr of a %s, of whatever type', (_, bytes) => {
    expect(addrsIn(bytes, 'linux-5.11')).toEqual(['v1:10.0.0.1:6789/0']);
    expect(addrsIn(bytes, 'linux-5.11,ms_mode=crc')).toEqual(['v1:10.0.0.1:6789/0']);
  });

  it.each(['v6', 'v7', 'v8', 'v9', 'v10', 'v11'] as const)('reads the fsid, the epoch and the addresses of a %s, and has no use for the rest', (version) => {
    const map = decode(MonMap, MON_MAP_BYTES[version]);
    const read = decode(MonMap, MON_MAP_BYTES[version], { release: 'linux-5.11' });
    expect([read.fsid, read.epoch, addrsIn(MON_MAP_BYTES[version], 'linux-5.11')]).toEqual([map.fsid, map.epoch, ['v1:10.0.0.1:6789/0']]);
    expect(read).toMatchObject({ created: { sec: 0, nsec: 0 }, minMonRelease: 0, tiebreakerMon: '' });
  });

  it('refuses a struct_compat above 6, and a length above the bytes: EINVAL and ERANGE', () => {
    expect(refusal(hex`0c 07 00000000`, 'linux-5.11').linux).toEqual({ errno: 'EINVAL', logs: ['got struct_v 12 struct_compat 7 > 6 of monmap', 'problem decoding monmap, -22'] });
    expect(refusal(hex`09 06 01000000`, 'linux-5.11').linux).toEqual({ errno: 'ERANGE', logs: ['problem decoding monmap, -34'] });
    expect(refusal(hex`09 06 00`, 'linux-5.11')).toMatchObject({ code: 'end_of_buffer', linux: { errno: 'ERANGE' } });
    expect(refusal(v9(BOTH).subarray(0, 6), 'linux-5.11').linux?.errno).toBe('ERANGE');
    expect(refusal(hex`09 06 14000000 ${new Uint8Array(20)}`, 'linux-5.11')).toMatchObject({ path: 'MonMap.last_changed', linux: { errno: 'ERANGE' } });
    expect(refusal(hex`09 06 13000000 ${new Uint8Array(19)}`, 'linux-5.11')).toMatchObject({ path: 'MonMap.epoch', linux: { errno: 'EINVAL' } });
  });

  it('reads past the end of the map, which it does not check, but not past that of a monitor, to which it goes back', () => {
    const short = Uint8Array.from(v9(BOTH));
    short.set([20, 0, 0, 0], 2);
    expect(addrsIn(short, 'linux-5.11')).toEqual(['v1:10.0.0.1:6789/0']);
    const shortInfo = Uint8Array.from(v9(BOTH));
    shortInfo.set([10, 0, 0, 0], shortInfo.indexOf(0x05, 74) + 2);
    expect(refusal(shortInfo, 'linux-5.11').code).toBe('past_struct_end');
  });

  it('reads a sockaddr of up to 128 bytes', () => {
    const addr = (elen: number) => hex`01 01 01 ${Uint8Array.of(12 + elen)}000000 01000000 00000000 ${Uint8Array.of(elen)}000000 0200 1a85 0a000001 ${new Uint8Array(elen - 8)}`;
    expect(decode(EntityAddr, addr(128), { release: 'linux-5.3' })).toMatchObject({ port: 6789, rest: null });
    expect(decodeErrorOf(() => decode(EntityAddr, addr(129), { release: 'linux-5.3' })).path).toBe('entity_addr_t.elen');
  });
});

describe('Linux 5.3 to 5.10', () => {
  it('takes every map for a v1, with addresses in either form', () => {
    for (const addr of [ADDR2, LEGACY]) {
      const v1 = hex`0100 ${new Uint8Array(16)} 01000000 01000000 01 0000000000000000 ${addr} ${new Uint8Array(16)}`;
      expect(addrsIn(v1, 'linux-5.10')).toEqual(['v1:10.0.0.1:6789/0']);
      expect(addrsIn(hex`ffff ${v1.subarray(2)}`, 'linux-5.10')).toEqual(['v1:10.0.0.1:6789/0']);
    }
    expect(refusal(v9(BOTH), 'linux-5.10').linux).toEqual({ errno: 'EINVAL', logs: ['problem decoding monmap, -22'] });
  });

  it('reads what a monitor sends it', () => {
    const sent = encode(MonMap, mapOf([mon('a', BOTH)]), { release: 'pacific', features: LINUX_5_3 });
    expect([sent[0], addrsIn(sent, 'linux-5.4')]).toEqual([1, ['v1:10.0.0.1:6789/0']]);
  });
});

describe('Linux before 5.3', () => {
  it('takes the marker of ADDR2 for the type of a legacy address, as Hammer does', () => {
    const v1 = hex`0100 ${new Uint8Array(16)} 01000000 01000000 01 0000000000000000 ${ADDR2} ${new Uint8Array(120)}`;
    expect([...decode(MonMap, v1, { release: 'linux-5.2' }).monInfo.values()][0]?.publicAddrs[0]?.type).toBe(0x1c010101);
    expect(addrsIn(v1, 'linux-5.3')).toEqual(['v1:10.0.0.1:6789/0']);
  });
});

describe('the number of monitors', () => {
  const many = (count: number, features: Mask64 | string) => encode(
    MonMap,
    mapOf(Array.from({ length: count }, (_, i) => mon(`m${String(i).padStart(2, '0')}`, `v1:10.0.0.${i}:6789/0`))),
    { release: 'pacific', features },
  );

  it('is at most 31, and before 4.19 at most 30', () => {
    expect(addrsIn(many(31, LINUX_5_11), 'linux-5.11')).toHaveLength(31);
    expect(refusal(many(32, LINUX_5_11), 'linux-5.11')).toMatchObject({ path: 'MonMap.mon_info.count', linux: { errno: 'EINVAL' } });
    expect(addrsIn(many(31, Mask64.NONE), 'linux-4.19')).toHaveLength(31);
    expect(refusal(many(31, Mask64.NONE), 'linux-4.14')).toMatchObject({ path: 'MonMap.mon_inst.count', reason: '31 monitors: Linux takes 30 at most' });
    expect(refusal(hex`09 06 28000000 ${new Uint8Array(36)} ffffffff`, 'linux-5.11').path).toMatch(/persistent_features/);
  });

  it('is not 0: Linux crashes later, and since the mend of 2026 refuses the map', () => {
    const none = many(0, LINUX_5_11);
    expect(refusal(none, 'linux-6.12.100')).toMatchObject({ code: 'aborts', reason: expect.stringContaining('CVE-2026-68155') });
    expect(refusal(none, 'linux-6.12.101')).toMatchObject({ code: 'malformed', linux: { errno: 'EINVAL' } });
  });
});

describe('Linux', () => {
  it('reads the front of an MMonMap, whose length it checks', () => {
    const front = encode(MMonMap, { monmap: mapOf([mon('a', BOTH)]), message: null }, { release: 'pacific', features: LINUX_5_11 });
    expect(decode(MMonMap, front, { release: 'linux-5.15' }).monmap.monInfo.size).toBe(1);
    expect(decodeErrorOf(() => decode(MMonMap, front.subarray(0, 40), { release: 'linux-5.15' }))).toMatchObject({ path: 'MMonMap.monmap.length', linux: { errno: 'EINVAL', logs: ['problem decoding monmap, -22'] } });
  });

  it('is not known to read other types', () => {
    expect(() => decode(MMonGetMap, new Uint8Array(0), { release: 'linux-5.15' })).toThrow(new TypeError('it is not known what Linux makes of MMonGetMap, only of monitor maps and what is in them'));
  });
});
