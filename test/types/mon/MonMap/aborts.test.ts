import { describe, expect, it } from 'vitest';
import { decode } from '../../../../src/encoding/ceph_type.ts';
import { Decoder } from '../../../../src/encoding/decoder.ts';
import { Encoder } from '../../../../src/encoding/encoder.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { CODEC_RELEASES, codecRelease } from '../../../../src/features/codec_release.ts';
import { monMapByRelease } from '../../../../src/types/mon/MonMap/releases.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { decodeMonMap } from '../../../../src/types/mon/MonMap/wire.ts';
import { decodeErrorOf, hex } from '../../../support/support.ts';
import { ADDR2, LEGACY } from '../mon_info_t/bytes.ts';

/* Assertions in old releases that a map can make fail, which aborts the process. Source: see assertKept in legacy.ts. */

const ADDR2_OTHER = ADDR2.map((byte, at) => (at === 22 ? byte + 1 : byte)); // port 6790
const zeros = (length: number): Uint8Array => new Uint8Array(length);

interface Mon {
  readonly name: string;
  readonly addr: Uint8Array;
  /** The name in mon_info, if it is not the key. */
  readonly inner?: string;
}

/** Returns a v5 map, or a v3 map if there is no mon_info. */
function mapBytes(monAddr: readonly Mon[], monInfo?: readonly Mon[]): Uint8Array {
  const e = new Encoder(Mask64.ALL, codecRelease('luminous'));
  e.start(monInfo === undefined ? 3 : 5, 3);
  e.zeros(20); // fsid, epoch
  e.list(monAddr, (to, { name, addr }) => {
    to.string(name);
    to.raw(addr);
  });
  e.zeros(16); // last_changed, created
  if (monInfo !== undefined) {
    for (let i = 0; i < 2; i++) e.raw(hex`01 01 08000000 0000000000000000`); // persistent_features, optional_features
    e.list(monInfo, (to, { name, addr, inner }) => {
      to.string(name);
      to.start(2, 1);
      to.string(inner ?? name);
      to.raw(addr);
      to.u16(0); // priority
      to.finish();
    });
  }
  e.finish();
  return e.toBytes();
}

function namesWhere(test: (row: ReturnType<typeof monMapByRelease>) => boolean): string[] {
  return CODEC_RELEASES.filter((release) => test(monMapByRelease(release))).map(({ name }) => name);
}

describe('two monitors with one address', () => {
  const two = mapBytes([{ name: 'a', addr: LEGACY }, { name: 'b', addr: LEGACY }]);
  const twoAddr2 = mapBytes([{ name: 'a', addr: ADDR2 }, { name: 'b', addr: ADDR2 }], [{ name: 'a', addr: ADDR2 }, { name: 'b', addr: ADDR2 }]);

  it('abort every release from Hammer to Mimic', () => {
    expect(namesWhere((row) => row.abortsOnSharedAddr)).toEqual(['hammer', 'infernalis', 'jewel', 'kraken', 'luminous 12.2.0', 'luminous', 'mimic']);
  });

  it.each(['hammer', 'infernalis', 'jewel'] as const)('abort %s after the map is read, and the addresses have no type', (as) => {
    const error = decodeErrorOf(() => decode(MonMap, hex`${two} ff`, { release: as }));
    const reason = 'two monitors have the address 10.0.0.1:6789/0; this release aborts on such input';
    expect(error).toMatchObject({ code: 'aborts', path: 'MonMap', offset: two.length, reason });
  });

  it.each(['kraken', 'luminous', 'mimic'] as const)('abort %s, in both address forms', (as) => {
    const reason = 'two monitors have the address v1:10.0.0.1:6789/0; this release aborts on such input';
    expect(decodeErrorOf(() => decode(MonMap, two, { release: as }))).toMatchObject({ code: 'aborts', offset: two.length, reason });
    expect(decodeErrorOf(() => decode(MonMap, twoAddr2, { release: as }))).toMatchObject({ code: 'aborts', offset: twoAddr2.length, reason });
  });

  it('are read by Nautilus and by us', () => {
    expect(decode(MonMap, two, { release: 'nautilus' }).ranks).toEqual(['a', 'b']);
    expect(decode(MonMap, two).ranks).toEqual(['a', 'b']);
  });

  it('are found at any position', () => {
    const other = LEGACY.map((byte, at) => (at === 11 ? byte + 1 : byte));
    const three = mapBytes([{ name: 'a', addr: LEGACY }, { name: 'b', addr: other }, { name: 'c', addr: LEGACY }]);
    expect(decodeErrorOf(() => decode(MonMap, three, { release: 'hammer' })).code).toBe('aborts');
  });

  it('are one monitor if they have the same name', () => {
    expect(decode(MonMap, mapBytes([{ name: 'a', addr: LEGACY }, { name: 'a', addr: LEGACY }]), { release: 'hammer' }).ranks).toEqual(['a']);
  });

  it.each([
    ['nonce', 4], ['padding', 135], ['type', 3],
  ])('are different addresses to Hammer if the %s differs', (_, at) => {
    const other = LEGACY.map((byte, i) => (i === at ? 1 : byte));
    expect(decode(MonMap, mapBytes([{ name: 'a', addr: LEGACY }, { name: 'b', addr: other }]), { release: 'hammer' }).ranks).toHaveLength(2);
  });

  it('are the same to Luminous if only bytes differ that it does not keep', () => {
    const padded = LEGACY.map((byte, at) => (at === 135 || at === 3 ? 1 : byte));
    const unix = (byte: number): Uint8Array => hex`00000000 00000000 0001 ${Uint8Array.of(byte)} ${zeros(125)}`;
    for (const [one, other] of [[LEGACY, padded], [unix(1), unix(2)]] as const) {
      const bytes = mapBytes([{ name: 'a', addr: one }, { name: 'b', addr: other }]);
      expect(decodeErrorOf(() => decode(MonMap, bytes, { release: 'luminous' })).code).toBe('aborts');
      expect(decode(MonMap, bytes, { release: 'hammer' }).ranks).toHaveLength(2);
    }
  });
});

describe('mon_addr and mon_info that differ', () => {
  const a: Mon = { name: 'a', addr: ADDR2 };
  const b: Mon = { name: 'b', addr: ADDR2_OTHER };

  it('abort every release from Kraken to Mimic', () => {
    expect(namesWhere((row) => row.abortsOnDisagreement)).toEqual(['kraken', 'luminous 12.2.0', 'luminous', 'mimic']);
  });

  describe.each(['kraken', 'luminous', 'mimic'] as const)('as %s', (as) => {
    it.each<[string, Mon[], Mon[], string]>([
      ['one monitor more', [a, b], [a], 'the number of entries is 2 in mon_addr and 1 in mon_info'],
      ['one monitor less', [a], [a, b], 'the number of entries is 1 in mon_addr and 2 in mon_info'],
      ['none', [], [a], 'the number of entries is 0 in mon_addr and 1 in mon_info'],
      ['another name', [a, b], [a, { ...b, name: 'c\n' }], '"b" is in mon_addr but not in mon_info'],
      ['another name within', [a], [{ ...a, inner: 'x\n' }], 'mon_info has "x\\n" under the key "a"'],
      ['another address', [a], [{ ...a, addr: ADDR2_OTHER }], 'the address of "a" is v1:10.0.0.1:6789/0 in mon_addr and v1:10.0.0.1:6790/0 in mon_info'],
      ['a blank address', [{ ...a, addr: zeros(136) }], [a],
        'the address of "a" is v1:(unrecognized address family 0)/0 in mon_addr and v1:10.0.0.1:6789/0 in mon_info'],
    ])('%s in mon_addr aborts', (_, monAddr, monInfo, reason) => {
      const bytes = mapBytes(monAddr, monInfo);
      const error = decodeErrorOf(() => decode(MonMap, bytes, { release: as }));
      expect(error).toMatchObject({ code: 'aborts', path: 'MonMap', offset: bytes.length, reason: `${reason}; this release aborts on such input` });
      expect(decode(MonMap, bytes, { release: 'nautilus' }).monInfo.size).toBe(monInfo.length);
    });

    it('an empty mon_info is made from mon_addr', () => {
      const bytes = mapBytes([a, b], []);
      expect(decode(MonMap, bytes, { release: as })).toMatchObject({ ranks: ['a', 'b'], monAddr: null });
      expect(decode(MonMap, bytes, { release: as }).monInfo.get('b')?.publicAddrs[0]?.port).toBe(6790);
      expect(decode(MonMap, bytes, { release: 'nautilus' }).monInfo.size).toBe(0);
    });

    it('a name that occurs twice in mon_addr counts once', () => {
      expect(decode(MonMap, mapBytes([b, { ...a, addr: ADDR2_OTHER }, a, b], [a, b]), { release: as }).ranks).toEqual(['a', 'b']);
    });

    it('reads past the end of the struct fail before anything is compared', () => {
      const bytes = hex`${mapBytes([a, b], [a])}`;
      bytes[2] = 0;
      expect(decodeErrorOf(() => decode(MonMap, hex`${bytes}`, { release: as })).code).toBe('past_struct_end');
    });
  });

  it('are reported before a shared address', () => {
    const bytes = mapBytes([a, { ...a, name: 'b' }], [a, b]);
    expect(decodeErrorOf(() => decode(MonMap, bytes, { release: 'luminous' })).reason).toContain('the address of "b" is');
  });
});

describe('an abort', () => {
  it('comes when the struct ends, before the bytes after it are read', () => {
    const bytes = mapBytes([{ name: 'a', addr: LEGACY }, { name: 'b', addr: LEGACY }]);
    const d = new Decoder(hex`${bytes} ffff`, codecRelease('hammer'));
    expect(decodeErrorOf(() => decodeMonMap(d)).offset).toBe(bytes.length);
    expect(d.remaining).toBe(2);
  });
});
