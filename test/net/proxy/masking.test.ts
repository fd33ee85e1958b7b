import { describe, expect, it } from 'vitest';
import { MSG_AUTH } from '../../../src/features/masks.ts';
import { GENUINE_MASKS } from '../../../src/features/judge/trust/implied_bits.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { AGREED, masker } from '../../../src/net/proxy/masking.ts';

const HAMMER = Mask64.parse('0x00c3ffffffffffff');
const HAMMER_59 = Mask64.parse('0x08c3ffffffffffff');
const PACIFIC = Mask64.parse('0x3f01cfbdfffdffff');
const BIT_59 = Mask64.bit(59);

describe('masker', () => {
  it('masks out the bit that a known fork uses for itself, and names the fork', () => {
    expect(masker({})(HAMMER_59)).toEqual({
      features: HAMMER_59,
      sent: HAMMER,
      masked: [{
        bit: 59, names: ['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2'], why: 'profile',
        text: 'bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is CEPH_OSD_PARTIAL_RECOVERY in hammer-partial-recovery, a fork of hammer 0.94.9',
      }],
    });
  });

  it('masks out a bit of an unknown fork if the bits that imply each other are missing', () => {
    expect(masker({ profiles: [] })(HAMMER_59)).toMatchObject({ sent: HAMMER, masked: [{ bit: 59, why: 'implied_bits', text: expect.stringContaining('is set without bits 56, 57, 58') }] });
  });

  it('masks out nothing of any genuine features', () => {
    for (const features of GENUINE_MASKS) expect(masker({})(features)).toEqual({ features, sent: features, masked: [] });
  });

  it('masks out the bits of the mask that the client has', () => {
    const maskOut = masker({ mask: BIT_59.or(Mask64.bit(58)) });
    expect(maskOut(PACIFIC)).toMatchObject({ sent: PACIFIC.without(BIT_59).without(Mask64.bit(58)), masked: [{ bit: 58, why: 'asked' }, { bit: 59, why: 'asked' }] });
    expect(maskOut(HAMMER)).toEqual({ features: HAMMER, sent: HAMMER, masked: [] });
  });

  it('gives the reason of an untrusted bit, although the bit is also in the mask', () => {
    expect(masker({ mask: BIT_59 })(HAMMER_59).masked).toMatchObject([{ bit: 59, why: 'profile' }]);
  });

  it('applies the given vendor profile to every client', () => {
    expect(masker({ vendor: 'hammer-partial-recovery' })(PACIFIC)).toMatchObject({ sent: PACIFIC.without(BIT_59), masked: [{ bit: 59, why: 'profile' }] });
  });

  it('keeps bits 0 to 32 of features with bit 63, and adds none', () => {
    const { sent, masked } = masker({})(Mask64.ALL.without(MSG_AUTH));
    expect(sent).toEqual(Mask64.of(0x1ffffffffn).without(MSG_AUTH));
    expect(masked.map(({ bit }) => bit)).toEqual(Array.from({ length: 31 }, (_, i) => 33 + i));
    expect(new Set(masked.map(({ why }) => why))).toEqual(new Set(['sanitized', 'reserved']));
  });

  it('never masks out MSG_AUTH, even if a vendor profile has it', () => {
    const profiles = [{ name: 'acme', from: { release: 'hammer', version: '0.94.9' }, reuses: [{ bit: 23, as: 'OURS' }] }] as const;
    expect(masker({ profiles, vendor: 'acme' })(HAMMER)).toEqual({ features: HAMMER, sent: HAMMER, masked: [] });
  });

  it.each(AGREED.bits())('refuses a mask with bit %i, which changes the protocol for both sides', (bit) => {
    expect(() => masker({ mask: Mask64.bit(bit).or(BIT_59) })).toThrow(new TypeError(`bits that change the protocol for both sides cannot be masked out: ${bit}`));
  });

  it('refuses an unknown vendor before the first client', () => {
    expect(AGREED.bits()).toEqual([1, 23, 61]);
    expect(() => masker({ vendor: 'acme' })).toThrow(/^unknown vendor profile "acme"/);
  });
});
