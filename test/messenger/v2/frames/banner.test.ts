import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { encodeBanner, readBanner } from '../../../../src/messenger/v2/frames/banner.ts';
import { COMPRESSION, OWN_MESSENGER_FEATURES, REVISION_1, revisionOf } from '../../../../src/messenger/v2/frames/revision.ts';
import { hex } from '../../../support/support.ts';
import { readAll, sentBy } from '../support/support.ts';

describe('the banner of messenger v2', () => {
  it('is the one that ceph-mon 16.2.15 sends', () => {
    expect(encodeBanner(OWN_MESSENGER_FEATURES)).toEqual(sentBy('server', 'one-mon').slice(0, 26));
  });

  it('states what its sender supports and requires', () => {
    const banner = hex`
      63 65 70 68 20 76 32 0a  # "ceph v2\n"
      1000                     # 16 bytes follow
      0300000000000000         # supported: revision 1, compression
      0200000000000000         # required: compression`;
    expect(readAll(banner, readBanner)).toEqual({ supported: REVISION_1.or(COMPRESSION), required: COMPRESSION });
    expect(toHex(encodeBanner({ supported: REVISION_1.or(COMPRESSION), required: COMPRESSION }))).toBe(toHex(banner));
  });

  it('may be longer than this library knows, and ends after its stated length', () => {
    const longer = hex`63657068207632 0a 1300 0100000000000000 0000000000000000 aabbcc 0101`;
    const rest = readAll(longer, function* (input) {
      return { banner: yield* readBanner(input), offset: input.offset };
    });
    expect(rest).toEqual({ banner: OWN_MESSENGER_FEATURES, offset: 29 });
  });

  it.each([
    ['nothing of Ceph', hex`47455420 2f`, 'v2.banner at stream offset 0: expected byte 99 of "ceph v2\\n", got 71'],
    ['the banner of messenger v1', hex`6365706820763032 37`, 'v2.banner at stream offset 6: the peer uses messenger v1'],
    ['another version', hex`6365706820763320`, 'v2.banner at stream offset 6: expected byte 50 of "ceph v2\\n", got 51'],
    ['too short a payload', hex`6365706820763 20a 0f00`, 'v2.banner.length at stream offset 8: expected at least 16, got 15'],
    ['an early end', hex`636570`, 'v2.banner at stream offset 0: need 4 bytes, 3 left'],
  ])('is not %s', (_, bytes, message) => {
    expect(readAll(bytes, readBanner)).toMatchObject({ kind: 'failed', error: { message } });
  });
});

describe('the revision', () => {
  const none = { supported: Mask64.NONE, required: Mask64.NONE };

  it('is 1 if both sides support it', () => {
    expect(revisionOf(OWN_MESSENGER_FEATURES, OWN_MESSENGER_FEATURES)).toBe(1);
    expect([revisionOf(none, OWN_MESSENGER_FEATURES), revisionOf(OWN_MESSENGER_FEATURES, none), revisionOf(none, none)]).toEqual([0, 0, 0]);
  });
});
