// The maps that are measured, as bytes: each is made when asked for.
import { JsonNode, encode, MonMap } from '../dist/index.js';

const V1 = { type: 'v1', port: 6789 };
const V2 = { type: 'v2', port: 3300 };

function mapOf(names, protocols) {
  const mons = names.map((name, rank) => ({
    name,
    public_addrs: { addrvec: protocols.map(({ type, port }) => ({ type, addr: `10.0.${rank >> 8}.${rank & 255}:${port}`, nonce: 0 })) },
  }));
  const json = {
    fsid: 'a95fdcf2-74c1-456e-9de8-b4bd237924bc',
    epoch: 3,
    modified: '2018-05-09T10:11:12.131415Z',
    created: '2018-05-09T10:01:02.030405Z',
    features: { persistent: ['kraken', 'luminous'], optional: [] },
    mons,
  };
  return MonMap.load(new JsonNode(json, ''));
}

const three = (protocols) => mapOf(['a', 'b', 'c'], protocols);

/** Names of ordinary length, whose order is not that of the addresses. */
const named = (protocols) => mapOf(['ceph-mon3', 'ceph-mon1', 'ceph-mon2'], protocols);

/** MonMap v5, addresses in the ADDR2 form: 429 bytes. */
export const namedLuminous = () => encode(MonMap, named([V1]), { release: 'luminous' });

/** The same with legacy addresses: 1,113 bytes. */
export const namedLegacy = () => encode(MonMap, named([V1]), { release: 'luminous', features: 'hammer' });

/** MonMap v9, two addresses for each monitor. */
export const namedPacific = () => encode(MonMap, named([V2, V1]), { release: 'pacific' });

/** MonMap v5, addresses in the ADDR2 form: 357 bytes. */
export const luminous = () => encode(MonMap, three([V1]), { release: 'luminous' });

/** The same with legacy addresses, as a Hammer gets it: 1,041 bytes. */
export const luminousLegacy = () => encode(MonMap, three([V1]), { release: 'luminous', features: 'hammer' });

/** MonMap v3, as Hammer itself writes it. */
export const hammer = () => encode(MonMap, three([V1]), { release: 'hammer' });

/** MonMap v9, two addresses for each monitor. */
export const pacific = () => encode(MonMap, three([V2, V1]), { release: 'pacific' });

/** As `luminous` with `count` monitors, whose names are four characters for any count. */
export function luminousOf(count) {
  const names = Array.from({ length: count }, (_, i) => (0x8000 + i).toString(16));
  return encode(MonMap, mapOf(names, [V1]), { release: 'luminous' });
}
