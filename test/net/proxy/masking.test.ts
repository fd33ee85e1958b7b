import { describe, expect, it } from 'vitest';
import { MSG_AUTH } from '../../../src/features/masks.ts';
import { GENUINE_MASKS } from '../../../src/features/judge/trust/implied_bits.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { AGREED, masker } from '../../../src/net/proxy/masking.ts';

const HAMMER = Mask64.parse('0x00c3ffffffffffff');
const HAMMER_59 = Mask64.parse('0x08c3ffffffffffff');
const PACIFIC = Mask64.parse('0x3f01cfbdfffdffff');
const BIT_59 = Mask64.bit(59);

describe('hider', () => {
  it('hides what the fork of the incident uses for itself, and says so', () => {
    expect(masker({})(HAMMER_59)).toEqual({
      features: HAMMER_59,
      sent: HAMMER,
      masked: [{
        bit: 59, names: ['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2'], why: 'profile',
        text: 'bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is CEPH_OSD_PARTIAL_RECOVERY in hammer-partial-recovery, a fork of hammer 0.94.9',
      }],
    });
  });

  it('hides a bit without its companions from a fork that nobody knows', () => {
    expect(masker({ profiles: [] })(HAMMER_59)).toMatchObject({ sent: HAMMER, masked: [{ bit: 59, why: 'implied_bits', text: expect.stringContaining('is set without bits 56, 57, 58') }] });
  });

  it('hides nothing of any genuine word', () => {
    for (const features of GENUINE_MASKS) expect(masker({})(features)).toEqual({ features, sent: features, masked: [] });
  });

  it('hides what it is asked to, where it is there', () => {
    const hide = masker({ mask: BIT_59.or(Mask64.bit(58)) });
    expect(hide(PACIFIC)).toMatchObject({ sent: PACIFIC.without(BIT_59).without(Mask64.bit(58)), masked: [{ bit: 58, why: 'asked' }, { bit: 59, why: 'asked' }] });
    expect(hide(HAMMER)).toEqual({ features: HAMMER, sent: HAMMER, masked: [] });
  });

  it('says why a bit is not believed, though it was also asked to hide it', () => {
    expect(masker({ mask: BIT_59 })(HAMMER_59).masked).toMatchObject([{ bit: 59, why: 'profile' }]);
  });

  it('takes every client for the vendor that is named', () => {
    expect(masker({ vendor: 'hammer-partial-recovery' })(PACIFIC)).toMatchObject({ sent: PACIFIC.without(BIT_59), masked: [{ bit: 59, why: 'profile' }] });
  });

  it('leaves bits 0 to 32 of a word with bit 63, and adds none', () => {
    const { sent, masked: masked } = masker({})(Mask64.ALL.without(MSG_AUTH));
    expect(sent).toEqual(Mask64.of(0x1ffffffffn).without(MSG_AUTH));
    expect(masked.map(({ bit }) => bit)).toEqual(Array.from({ length: 31 }, (_, i) => 33 + i));
    expect(new Set(masked.map(({ why }) => why))).toEqual(new Set(['sanitized', 'reserved']));
  });

  it('never hides MSG_AUTH, whoever claims it', () => {
    const profiles = [{ name: 'acme', from: { release: 'hammer', version: '0.94.9' }, reuses: [{ bit: 23, as: 'OURS' }] }] as const;
    expect(masker({ profiles, vendor: 'acme' })(HAMMER)).toEqual({ features: HAMMER, sent: HAMMER, masked: [] });
  });

  it.each(AGREED.bits())('refuses a mask with bit %i, by which both sides go', (bit) => {
    expect(() => masker({ mask: Mask64.bit(bit).or(BIT_59) })).toThrow(new TypeError(`bit ${bit} cannot be masked out: both sides go by it`));
  });

  it('refuses a vendor that nobody knows, before the first client', () => {
    expect(AGREED.bits()).toEqual([1, 23, 61]);
    expect(() => masker({ vendor: 'acme' })).toThrow(/^unknown vendor profile "acme"/);
  });
});
