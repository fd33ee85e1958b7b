// Kaitai Struct, over Ceph's own bytes: decodes only. generated/mon_map.cjs.
import KaitaiStream from 'kaitai-struct/KaitaiStream.js';
import generated from './generated/mon_map.cjs';
import { cephBytes } from './information.mjs';

const { MonMap } = generated;

export const bytes = cephBytes;
export const decode = () => new MonMap(new KaitaiStream(bytes.buffer, bytes.byteOffset));
export { fromLayout as plain } from './plain.mjs';
