// @bufbuild/protobuf (protobuf-es): generated/mon_map_pb.js.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { MonMapSchema } from './generated/mon_map_pb.js';
import { byName } from './information.mjs';
import { fromSchema } from './plain.mjs';

const u64 = ({ lo, hi }) => (BigInt(hi) << 32n) | BigInt(lo);
const { persistentFeatures, optionalFeatures } = byName;

export const bytes = toBinary(
  MonMapSchema,
  create(MonMapSchema, { ...byName, persistentFeatures: u64(persistentFeatures), optionalFeatures: u64(optionalFeatures) }),
);
const value = fromBinary(MonMapSchema, bytes);

export const decode = () => fromBinary(MonMapSchema, bytes);
export const encode = () => toBinary(MonMapSchema, value);
export const plain = (decoded) => fromSchema(decoded, (u64) => ({ lo: Number(u64 & 0xffffffffn), hi: Number(u64 >> 32n) }));
