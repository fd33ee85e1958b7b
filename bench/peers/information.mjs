// What every peer carries: a Luminous MonMap of three monitors, as plain data and as Ceph's bytes.
import { decode, MonMap } from '../../dist/index.js';
import { luminous } from '../maps.mjs';

/** MonMap v5, addresses in the ADDR2 form: 357 bytes. */
export const cephBytes = luminous();

/* A clone: plain objects, as the peers have them. */
const { ranks, minMonRelease, ...map } = structuredClone(decode(MonMap, cephBytes));
const monsAs = (mon) => new Map([...map.monInfo].map(([name, info]) => [name, mon(info)]));
const mask = ({ lo, hi }) => ({ lo, hi });
const addr = ({ type, nonce, family, port, ip }) => ({ type, nonce, family, port, ip: ip.word >>> 0 });

/** What the bytes spell out; a u64 in two words, as cephwire has it. For descriptions of the layout. */
export const spelledOut = {
  fsid: map.fsid,
  epoch: map.epoch,
  lastChanged: map.lastChanged,
  created: map.created,
  persistentFeatures: mask(map.persistentFeatures),
  optionalFeatures: mask(map.optionalFeatures),
  monInfo: monsAs(({ name, publicAddrs, priority }) => ({ name, publicAddrs: publicAddrs.map(addr), priority })),
};

/** What cephwire makes of them. */
export const information = {
  ...spelledOut,
  monInfo: monsAs(({ name, publicAddrs, priority, weight }) => ({ name, publicAddrs: publicAddrs.map(addr), priority, weight })),
  ranks,
  minMonRelease,
};

/** The same for peers without a `Map`. */
export const byName = { ...information, monInfo: Object.fromEntries(information.monInfo) };
