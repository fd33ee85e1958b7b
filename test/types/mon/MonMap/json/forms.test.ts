import { describe, expect, it } from 'vitest';
import { CODEC_RELEASES } from '../../../../../src/features/codec_release.ts';
import type { CodecReleaseName } from '../../../../../src/features/codec_release.ts';
import { formatJson, parseJson } from '../../../../../src/text/json.ts';
import { Mask64 } from '../../../../../src/features/mask64.ts';
import { MMonMap } from '../../../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../../../src/types/mon/MonMap/MonMap.ts';
import { mapOf, monOf } from '../../../support/support.ts';

const map = mapOf([{ ...monOf('a', 'v2:192.0.2.1:3300/0', 'v1:192.0.2.1:6789/0'), weight: 10, crushLoc: new Map([['row', 'x'], ['rack', 'y']]), timeAdded: { sec: 5, nsec: 6000 } }], {
  disallowedLeaders: ['a', 'b'], removedRanks: [4, 5], persistentFeatures: Mask64.of(3n), authServiceCipher: 2, created: { sec: 0, nsec: 0 },
});
const json = (form: CodecReleaseName): string => formatJson(MonMap.dump(map, false, form));

const ADDRVEC = '{"addrvec":[{"type":"v2","addr":"192.0.2.1:3300","nonce":0},{"type":"v1","addr":"192.0.2.1:6789","nonce":0}]}';
const FSID = '"fsid":"a95fdcf2-74c1-456e-9de8-b4bd237924bc"';
const LOCAL = '"modified":"2020-09-13 12:26:40.123456","created":"0.000000"';
const UTC = '"modified":"2020-09-13T12:26:40.123456Z","created":"0.000000"';
const RELEASE = '"min_mon_release":16,"min_mon_release_name":"pacific"';
const FEATURES = '"features":{"persistent":["kraken","luminous"],"optional":[]}';
const BOTH = '"addr":"192.0.2.1:6789/0","public_addr":"192.0.2.1:6789/0"';
const CIPHERS = '"auth_epoch":0,"auth_service_cipher":{"name":"aes256k","value":2},"auth_allowed_ciphers":[{"name":"aes","value":1},{"name":"aes256k","value":2}],"auth_preferred_cipher":{"name":"aes","value":1}';

const NEWEST_MONS = `"mons":[{"rank":0,"name":"a","public_addrs":${ADDRVEC},${BOTH},"priority":0,"weight":10,"time_added":"1970-01-01T00:00:05.000006+0000","crush_location":[{"key":"rack","val":"y"},{"key":"row","val":"x"}]}]`;

/** What `ceph mon dump -f json` prints, by the source of MonMap::dump at the tag, or by a monitor of that version. */
const PRINTED: { readonly [form in CodecReleaseName]?: string } = {
  hammer: `{"epoch":7,${FSID},${LOCAL},"mons":[{"rank":0,"name":"a","addr":"192.0.2.1:6789/0"}]}`,
  kraken: `{"epoch":7,${FSID},${LOCAL},${FEATURES},"mons":[{"rank":0,"name":"a",${BOTH}}]}`,
  'nautilus 14.2.0': `{"epoch":7,${FSID},${LOCAL},${RELEASE},${FEATURES},"mons":[{"rank":0,"name":"a","public_addrs":${ADDRVEC},${BOTH}}]}`,
  octopus: `{"epoch":7,${FSID},${UTC},${RELEASE},${FEATURES},"mons":[{"rank":0,"name":"a","public_addrs":${ADDRVEC},${BOTH},"priority":0,"weight":10}]}`,
  pacific: `{"epoch":7,${FSID},${UTC},${RELEASE},"election_strategy":1,"disallowed_leaders: ":"a,b","stretch_mode":false,"tiebreaker_mon":"","removed_ranks: ":"4,5",${FEATURES},` +
    `"mons":[{"rank":0,"name":"a","public_addrs":${ADDRVEC},${BOTH},"priority":0,"weight":10,"crush_location":"{rack=y,row=x}"}]}`,
  squid: `{"epoch":7,${CIPHERS},${FSID},${UTC},${RELEASE},"election_strategy":1,"disallowed_leaders":"a,b","stretch_mode":false,"tiebreaker_mon":"","removed_ranks":"4,5",${FEATURES},` +
    `"mons":[{"rank":0,"name":"a","public_addrs":${ADDRVEC},${BOTH},"priority":0,"weight":10,"crush_location":"{rack=y,row=x}"}]}`,
  'tentacle 20.2.0': `{"epoch":7,${FSID},${UTC},${RELEASE},"election_strategy":1,"disallowed_leaders":"a,b","stretch_mode":false,"tiebreaker_mon":"","removed_ranks":"4,5",${FEATURES},` +
    `"mons":[{"rank":0,"name":"a","public_addrs":${ADDRVEC},${BOTH},"priority":0,"weight":10,"crush_location":"{rack=y,row=x}"}]}`,
  'tentacle 20.2.3': `{"epoch":7,${FSID},${UTC},${RELEASE},"election_strategy":1,"disallowed_leaders":"a,b","stretch_mode":false,"tiebreaker_mon":"","removed_ranks":"4,5",${FEATURES},${NEWEST_MONS}}`,
  tentacle: `{"epoch":7,${CIPHERS},${FSID},${UTC},${RELEASE},"election_strategy":1,"disallowed_leaders":"a,b","stretch_mode":false,"tiebreaker_mon":"","removed_ranks":"4,5",${FEATURES},${NEWEST_MONS}}`,
};

describe('the JSON of a MonMap in the form of a release', () => {
  let last = '';
  for (const { name } of CODEC_RELEASES) {
    const printed = PRINTED[name] ?? last;
    last = printed;
    it(`${name} is what ceph mon dump of that release prints`, () => expect(json(name)).toBe(printed));
  }

  it('is that of pacific if no release is given, and the same in a message', () => {
    expect(formatJson(MonMap.dump(map))).toBe(json('pacific'));
    expect(formatJson(MMonMap.dump({ monmap: map, message: null }, false, 'hammer'))).toBe(json('hammer'));
  });

  it.each(CODEC_RELEASES.map(({ name }) => name))('%s is read back with every value that it has, and nothing left over', (form) => {
    const node = parseJson(json(form));
    const loaded = MonMap.load(node);
    expect(formatJson(MonMap.dump(loaded, false, form))).toBe(json(form));
    expect(node.remarks()).toEqual([]);
  });

  it('has `:` for an address of no known family, up to Nautilus', () => {
    const blank = mapOf([monOf('a', '-')]);
    const addrIn = (form: CodecReleaseName): string | undefined => /"addr":"([^"]*)"[,}]/.exec(formatJson(MonMap.dump(blank, false, form)).replace(/"public_addrs":\{.*?\}\]\},/, ''))?.[1];
    expect([addrIn('hammer'), addrIn('nautilus'), addrIn('octopus')]).toEqual([':/0', ':/0', '(unrecognized address family 0)/0']);
  });
});
