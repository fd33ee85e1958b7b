// protobufjs, its static code: generated/mon_map.mjs.
import { MonMap } from './generated/mon_map.mjs';
import { information } from './information.mjs';
import { fromSchema } from './plain.mjs';

const { persistentFeatures, optionalFeatures, monInfo, ...rest } = information;
const long = ({ lo, hi }) => ({ low: lo, high: hi, unsigned: true });

export const bytes = MonMap.encode({
  ...rest,
  persistentFeatures: long(persistentFeatures),
  optionalFeatures: long(optionalFeatures),
  monInfo: Object.fromEntries(monInfo),
}).finish();
const value = MonMap.decode(bytes);

export const decode = () => MonMap.decode(bytes);
export const encode = () => MonMap.encode(value).finish();
export const plain = (decoded) => fromSchema(decoded, ({ low, high }) => ({ lo: low >>> 0, hi: high >>> 0 }));
