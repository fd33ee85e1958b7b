import { once } from './once.ts';

const POLYNOMIAL = 0x82f63b78; // bit 31 stands for x^0
const SLICES = 8;
const LOOP = /* @__PURE__ */ once(makeLoop);

/** The checksum of `bytes`, continued from `start`, by table lookup: the form for short runs. */
export function crc32cByTable(start: number, bytes: Uint8Array): number {
  return LOOP()(start, bytes);
}

/**
 * The loop over eight bytes a step (slicing-by-8), read one by one: making a DataView takes as long as a hundred bytes.
 *
 * V8 drops the bounds checks of tables that are constants of a function, as here, but not of a module's once bundled.
 */
function makeLoop(): (start: number, bytes: Uint8Array) => number {
  const t = makeTables();
  return (start, bytes) => {
    const sliced = bytes.length - (bytes.length % SLICES);
    let crc = start | 0;
    for (let i = 0; i < sliced; i += SLICES) {
      crc =
        at(t, 0x700 | ((crc ^ at(bytes, i)) & 0xff)) ^ at(t, 0x600 | (((crc >>> 8) ^ at(bytes, i + 1)) & 0xff)) ^
        at(t, 0x500 | (((crc >>> 16) ^ at(bytes, i + 2)) & 0xff)) ^ at(t, 0x400 | ((crc >>> 24) ^ at(bytes, i + 3))) ^
        at(t, 0x300 | at(bytes, i + 4)) ^ at(t, 0x200 | at(bytes, i + 5)) ^
        at(t, 0x100 | at(bytes, i + 6)) ^ at(t, at(bytes, i + 7));
    }
    for (let i = sliced; i < bytes.length; i++) {
      crc = at(t, (crc ^ at(bytes, i)) & 0xff) ^ (crc >>> 8);
    }
    return crc >>> 0;
  };
}

/** The remainder `a`, multiplied by x. */
export function timesX(a: number): number {
  return (a >>> 1) ^ (a & 1 ? POLYNOMIAL : 0);
}

/** Table k, at 256 * k, holds for each byte its checksum with k zero bytes after it. */
function makeTables(): Int32Array {
  const tables = new Int32Array(SLICES * 256);
  for (let bit = 0x80, crc = POLYNOMIAL; bit > 0; bit >>= 1, crc = timesX(crc)) {
    for (let byte = bit; byte < 256; byte += 2 * bit) tables[byte] = crc ^ at(tables, byte - bit);
  }
  for (let i = 256; i < tables.length; i++) {
    const shorter = at(tables, i - 256);
    tables[i] = at(tables, shorter & 0xff) ^ (shorter >>> 8);
  }
  return tables;
}

/** An element whose index is in range by construction. */
function at(array: Int32Array | Uint8Array, index: number): number {
  return array[index] as number;
}
