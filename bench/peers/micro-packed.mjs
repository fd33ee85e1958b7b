// micro-packed, over Ceph's own bytes. Lengths of structs are plain fields, and confine nothing: with a `P.prefix` for each
// it takes twice the time.
import * as P from 'micro-packed';
import { cephBytes } from './information.mjs';

const envelope = { structV: P.U8, structCompat: P.U8, structLen: P.U32LE };
const sockaddr = { family: P.U16LE, port: P.U16BE, ip: P.U32BE, zero: P.bytes(8) };

const string = P.string(P.U32LE);
const map = (value) => P.array(P.U32LE, P.struct({ key: string, value }));
const utime = P.struct({ sec: P.U32LE, nsec: P.U32LE });
const monFeature = P.struct({ ...envelope, lo: P.U32LE, hi: P.U32LE });
const entityAddr = P.struct({ marker: P.U8, ...envelope, type: P.U32LE, nonce: P.U32LE, elen: P.U32LE, ...sockaddr });
const monInfo = P.struct({ ...envelope, name: string, publicAddr: entityAddr, priority: P.U16LE });

const monMap = P.struct({
  ...envelope,
  fsid: P.bytes(16),
  epoch: P.U32LE,
  monAddr: map(entityAddr),
  lastChanged: utime,
  created: utime,
  persistentFeatures: monFeature,
  optionalFeatures: monFeature,
  monInfo: map(monInfo),
});

export const bytes = cephBytes;
const value = monMap.decode(bytes);

export const decode = () => monMap.decode(bytes);
export const encode = () => monMap.encode(value);
export { fromLayout as plain } from './plain.mjs';
