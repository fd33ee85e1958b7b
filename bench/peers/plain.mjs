// What a peer decoded, as information.mjs writes it: picked member by member, since classes and what else is in them differ.
const utime = ({ sec, nsec }) => ({ sec, nsec });
const mask = ({ lo, hi }) => ({ lo, hi });
const addr = ({ type, nonce, family, port, ip }) => ({ type, nonce, family, port, ip });

/** @param words a u64 of the peer's as `{ lo, hi }` */
export function fromSchema(value, words = mask) {
  const { fsid, epoch, lastChanged, created, persistentFeatures, optionalFeatures, monInfo, ranks, minMonRelease } = value;
  const mon = ({ name, publicAddrs, priority, weight }) => ({ name, publicAddrs: publicAddrs.map(addr), priority, weight });
  return {
    fsid,
    epoch,
    lastChanged: utime(lastChanged),
    created: utime(created),
    persistentFeatures: words(persistentFeatures),
    optionalFeatures: words(optionalFeatures),
    monInfo: new Map(Object.entries(monInfo).map(([name, info]) => [name, mon(info)])),
    ranks,
    minMonRelease,
  };
}

export function fromLayout({ fsid, epoch, lastChanged, created, persistentFeatures, optionalFeatures, monInfo }) {
  const mon = ({ name, publicAddr, priority }) => ({ name, publicAddrs: [addr(publicAddr)], priority });
  return {
    fsid: Buffer.from(fsid).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    epoch,
    lastChanged: utime(lastChanged),
    created: utime(created),
    persistentFeatures: mask(persistentFeatures),
    optionalFeatures: mask(optionalFeatures),
    monInfo: new Map(monInfo.map(({ key, value }) => [key, mon(value)])),
  };
}
