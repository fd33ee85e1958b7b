import { checkCount } from './range.ts';

/**
 * CRC-32C as Ceph computes it: Castagnoli's polynomial, reflected, inverted neither before nor after.
 *
 * A checksum of several runs is taken by feeding the result of one run to the next as `start`.
 *
 * Source  ceph v16.0.0 src/include/crc32c.h:20-51, src/common/sctp_crc32.c
 */

const POLYNOMIAL = 0x82f63b78; // bit 31 stands for x^0
const SLICES = 8;
const TABLES = /* @__PURE__ */ makeTables();
const POWERS = /* @__PURE__ */ makePowers();

/**
 * The checksum of `bytes`, continued from `start`; both are u32.
 *
 * The kernel takes eight bytes a step (slicing-by-8) and reads them at any alignment.
 */
export function crc32c(start: number, bytes: Uint8Array): number {
  const t = TABLES;
  const words = bytes.length - (bytes.length % SLICES);
  let crc = start | 0;
  if (words > 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, words);
    for (let i = 0; i < words; i += SLICES) {
      const low = crc ^ view.getInt32(i, true);
      const high = view.getInt32(i + 4, true);
      crc =
        at(t, 0x700 | (low & 0xff)) ^ at(t, 0x600 | ((low >>> 8) & 0xff)) ^
        at(t, 0x500 | ((low >>> 16) & 0xff)) ^ at(t, 0x400 | (low >>> 24)) ^
        at(t, 0x300 | (high & 0xff)) ^ at(t, 0x200 | ((high >>> 8) & 0xff)) ^
        at(t, 0x100 | ((high >>> 16) & 0xff)) ^ at(t, high >>> 24);
    }
  }
  for (let i = words; i < bytes.length; i++) {
    crc = at(t, (crc ^ at(bytes, i)) & 0xff) ^ (crc >>> 8);
  }
  return crc >>> 0;
}

/**
 * The checksum of `length` zero bytes, continued from `start`, in O(log length).
 *
 * A zero byte multiplies the checksum by x^8, so a run of them is one power of x.
 * Since the code is linear, this also moves a checksum to another start:
 * `crc32c(b, m) = crc32c(a, m) ^ crc32cZeros(a ^ b, m.length)`.
 *
 * Errors  RangeError if `length` is negative or no integer
 */
export function crc32cZeros(start: number, length: number): number {
  checkCount('length', length);
  let crc = start | 0;
  for (let left = length, k = 0; left > 0; left = Math.floor(left / 2), k++) {
    if (left % 2 === 1) crc = multiply(crc, at(POWERS, k));
  }
  return crc >>> 0;
}

/** The product of two polynomials modulo POLYNOMIAL. */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = b;
  for (let rest = a; rest !== 0; rest <<= 1) {
    if (rest < 0) product ^= shifted; // the sign bit is the lowest power left
    shifted = timesX(shifted);
  }
  return product;
}

function timesX(a: number): number {
  return (a >>> 1) ^ (a & 1 ? POLYNOMIAL : 0);
}

/** Element k is x^(8 * 2^k): what 2^k zero bytes multiply by. A length has at most 53 bits. */
function makePowers(): Int32Array {
  const powers = new Int32Array(53);
  powers[0] = 0x00800000; // x^8
  for (let k = 1; k < powers.length; k++) powers[k] = multiply(at(powers, k - 1), at(powers, k - 1));
  return powers;
}

/** Table k, at 256 * k, holds for each byte its checksum with k zero bytes after it. */
function makeTables(): Int32Array {
  const tables = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = timesX(crc);
    tables[byte] = crc;
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
