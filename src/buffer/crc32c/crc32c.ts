import { bytesOf } from '../../arguments/bytes.ts';
import type { BytesLike } from '../../arguments/bytes.ts';
import { crc32cByFolding, scriptKernel } from './fold.ts';
import type { FoldKernel } from './fold.ts';
import { once } from './once.ts';
import { crc32cByTable, timesX } from './table.ts';
import { LONG, wasmKernel } from './wasm.ts';
import type { WasmHost } from './wasm.ts';
import { checkCount } from '../bytes/range.ts';

/**
 * CRC-32C as Ceph computes it: Castagnoli's polynomial, reflected, inverted neither before nor after.
 *
 * A checksum of several runs is taken by feeding the result of one run to the next as `start`.
 *
 * Source  ceph v16.0.0 src/include/crc32c.h:20-51, src/common/sctp_crc32.c
 */

const KERNEL = /* @__PURE__ */ once(() => foldKernel((globalThis as { WebAssembly?: WasmHost }).WebAssembly));
const POWERS = /* @__PURE__ */ once(makePowers);

/**
 * The checksum of `data`, continued from `start`; both are u32.
 *
 * @example
 * ```ts
 * import { crc32c } from 'cephwire/buffer';
 *
 * const bytes = new TextEncoder().encode('foo bar baz');
 * console.log(crc32c(0, bytes), crc32c(crc32c(0, bytes.subarray(0, 4)), bytes.subarray(4))); // → 4119623852 4119623852
 * ```
 */
export function crc32c(start: number, data: BytesLike): number {
  const bytes = bytesOf(data);
  return bytes.length < LONG ? crc32cByTable(start, bytes) : crc32cByFolding(KERNEL(), start, bytes);
}

/** The kernel for `host`, the global WebAssembly; the slower one in JavaScript if there is none or it refuses. */
export function foldKernel(host: WasmHost | undefined): FoldKernel {
  try {
    if (host !== undefined) return wasmKernel(host);
  } catch {
    // a content security policy, no v128, no memory: the checksum does not depend on it
  }
  return scriptKernel();
}

/**
 * The checksum of `length` zero bytes, continued from `start`, in O(log length).
 *
 * A zero byte multiplies the checksum by x^8, so a run of them is one power of x.
 * Since the code is linear, this also moves a checksum to another start:
 * `crc32c(b, m) = crc32c(a, m) ^ crc32cZeros(a ^ b, m.length)`.
 *
 * Errors  RangeError if `length` is negative or no integer
 *
 * @example
 * ```ts
 * import { crc32c, crc32cZeros } from 'cephwire/buffer';
 *
 * console.log(crc32cZeros(1234, 4096) === crc32c(1234, new Uint8Array(4096))); // → true
 * ```
 */
export function crc32cZeros(start: number, length: number): number {
  checkCount('length', length);
  const powers = POWERS();
  let crc = start | 0;
  for (let left = length, k = 0; left > 0; left = Math.floor(left / 2), k++) {
    if (left % 2 === 1) crc = multiply(crc, powers[k] as number);
  }
  return crc >>> 0;
}

/** The product of two polynomials modulo Castagnoli's. */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = b;
  for (let rest = a; rest !== 0; rest <<= 1) {
    if (rest < 0) product ^= shifted; // the sign bit is the lowest power left
    shifted = timesX(shifted);
  }
  return product;
}

/** Element k is x^(8 * 2^k): what 2^k zero bytes multiply by. A length has at most 53 bits. */
function makePowers(): Int32Array {
  const powers = new Int32Array(53);
  let power = 0x00800000; // x^8
  for (let k = 0; k < powers.length; k++, power = multiply(power, power)) powers[k] = power;
  return powers;
}
