import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import type { CephType } from '../../src/encoding/ceph_type.ts';
import type { Encoder } from '../../src/encoding/encoder.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { NEWEST_CODEC, codecRelease } from '../../src/features/codec_release.ts';
import { NEWEST, release } from '../../src/features/releases.ts';
import { decodeErrorOf, hex } from '../support/support.ts';

/** A struct of one byte. */
const byteType: CephType<number> = {
  name: 'byte_t',
  decode: (d) => {
    d.start(1);
    return d.finish(d.u8('n'));
  },
  encode: (e, value) => {
    e.start(1, 1);
    e.u8(value);
    e.finish();
  },
  dump: (value) => value,
  load: (json) => json.integer(0, 0xff),
  print: (value) => String(value),
};

/** The features and the release that the encoder of a value gets. */
function carriedWith(options?: Parameters<typeof encode>[2]): Pick<Encoder, 'features' | 'release'> {
  let carrier: Encoder | undefined;
  encode({ ...byteType, encode: (e) => void (carrier = e) }, 0, options);
  if (carrier === undefined) throw new Error('encode was not called');
  return { features: carrier.features, release: carrier.release };
}

describe('decode', () => {
  const bytes = hex`01 01 01000000 07`;

  it('reads a value that fills its input: an array, part of one, or a list', () => {
    expect(decode(byteType, bytes)).toBe(7);
    expect(decode(byteType, Uint8Array.of(0xff, ...bytes, 0xff).subarray(1, -1))).toBe(7);
    const list = new BufferList();
    for (const byte of bytes) list.pushBack(BufferPtr.copy(Uint8Array.of(byte)));
    expect(decode(byteType, list)).toBe(7);
  });

  it('skips the tail of a newer struct, but refuses bytes after the struct', () => {
    expect(decode(byteType, hex`02 01 02000000 07 08`)).toBe(7);
    const error = decodeErrorOf(() => decode(byteType, hex`01 01 01000000 07 08`));
    expect(error).toMatchObject({ code: 'trailing_bytes', path: 'byte_t', message: 'byte_t at offset 7: 1 byte left after the value' });
  });

  it('throws only DecodeError, whatever the cut, with a path that begins at the type', () => {
    const paths = bytes.reduce<string[]>((found, _, cut) => [...found, decodeErrorOf(() => decode(byteType, bytes.subarray(0, cut))).path], []);
    expect(paths).toEqual(['struct_v', 'struct_compat', 'struct_len', 'struct_len', 'struct_len', 'struct_len', 'struct_len'].map((label) => `byte_t.${label}`));
  });

  it('distinguishes a decoder without finish from wrong bytes', () => {
    const broken = { ...byteType, decode: byteType.decode, name: 'broken_t' };
    expect(() => decode({ ...broken, decode: (d) => d.start(1) }, hex`01 01 00000000 ff`)).toThrow(new Error('start without finish'));
  });
});

describe('encode', () => {
  it('writes what decode reads', () => {
    expect(encode(byteType, 7)).toEqual(hex`01 01 01000000 07`);
    expect(() => encode(byteType, 256)).toThrow(new RangeError('u8 holds 0 to 255, got 256'));
  });

  it('writes as the newest release by default, for a peer of the same release', () => {
    expect(carriedWith()).toEqual({ features: NEWEST.mask, release: NEWEST_CODEC });
  });

  it('writes as the given release, for a peer of the same release', () => {
    const { mask } = release('hammer');
    expect(carriedWith({ release: 'hammer' })).toEqual({ features: mask, release: codecRelease('hammer') });
  });

  it('takes the features of another peer, by name, hex or mask', () => {
    const { mask } = release('luminous');
    expect(carriedWith({ features: 'luminous' })).toEqual({ features: mask, release: NEWEST_CODEC });
    expect(carriedWith({ features: '0x20', release: 'nautilus' })).toEqual({ features: Mask64.bit(5), release: codecRelease('nautilus') });
    expect(carriedWith({ features: 0n }).features).toEqual(Mask64.NONE);
    expect(carriedWith({ features: Mask64.ALL }).features).toBe(Mask64.ALL);
  });

  it('refuses unknown features, and does not guess those of a release whose features are not known', () => {
    expect(() => encode(byteType, 7, { features: 'sandwich' })).toThrow(TypeError);
    expect(() => encode(byteType, 7, { features: 'bobtail' })).toThrow(/the features of "bobtail" are not known/);
    expect(encode(byteType, 7, { release: 'quincy', features: 'reef' })).toEqual(hex`01 01 01000000 07`);
  });
});
