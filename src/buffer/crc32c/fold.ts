import { crc32cByTable } from './table.ts';

/**
 * CRC-32C of long runs: a run is folded into a short one of the same checksum, which then goes through the tables.
 *
 * x^290 + x^136 + x^113 + x^107 + x^32 + 1 is a multiple of Castagnoli's polynomial. So are its square, which has twice
 * these exponents, and the squares after that. Three squarings make places of bytes, five of words: what stands in a
 * place weighs as much as copies of it 154, 177, 183, 258 and 290 places further on, and may be xored there and forgotten.
 * That takes no table and no product, and sixteen bytes move as easily as one.
 *
 * Multiples of fewer terms span 5,275 places and more. Six of as many terms are shorter, but they reach back less than 128
 * bytes: to what the processor has not done writing, and cannot read at another alignment until it has.
 *
 * Source  the idea: S. Russell, "Chorba: A novel CRC32 implementation", arXiv:2412.16398
 */
export const DISTANCES = [154, 177, 183, 258, 290] as const;
/** The longest of them: as many places stay when all before them have been folded. */
export const WINDOW = 290;

/** A memory, and the loop that folds what is in it. */
export interface FoldKernel {
  readonly memory: Uint8Array;
  /** Bytes in a place: what DISTANCES count. */
  readonly unit: number;
  /** Bytes folded at a time. */
  readonly step: number;
  /** Bytes from which on folding is faster than the tables alone, as measured; more than a window. */
  readonly paysFrom: number;
  /**
   * Xors into the bytes from `to` up to `end` what lies at each of DISTANCES before them.
   *
   * The window before `to` is read at `from`; what follows it there is taken for the bytes from `to` on, and is the same
   * bytes when folding in place. The last step may pass `end`.
   */
  fold(from: number, to: number, end: number): void;
}

/** Bytes of a kernel's memory. */
export const MEMORY = 65536;
const BLOCK = 32768; // of the run, copied at a time

/** The checksum of `bytes`, continued from `start`, by folding if the run is long enough for `kernel`. */
export function crc32cByFolding(kernel: FoldKernel, start: number, bytes: Uint8Array): number {
  if (bytes.length < kernel.paysFrom) return crc32cByTable(start, bytes);
  const { memory, step } = kernel;
  const window = WINDOW * kernel.unit;
  const room = Math.ceil((window + step) / 64) * 64; // blocks begin at a cache line
  const folded = room - window; // the last window that was folded stands right before the block
  const whole = bytes.length - window - ((bytes.length - window) % step);

  memory.fill(0, folded, room);
  for (let at = 0; at < whole; at += BLOCK) {
    const block = bytes.subarray(at, Math.min(at + BLOCK, whole));
    memory.set(block, room);
    if (at === 0) addStart(memory, room, start);
    kernel.fold(folded, room, room + block.length);
    memory.copyWithin(folded, folded + block.length, room + block.length);
  }

  // The rest takes in what was folded, but nothing of itself: in the place of its own bytes stand zeros.
  const rest = 2 * room;
  const end = rest + bytes.length - whole;
  memory.fill(0, room, rest);
  memory.set(bytes.subarray(whole), rest);
  kernel.fold(folded, rest, end);
  return crc32cByTable(0, memory.subarray(rest, end));
}

/** To continue from a checksum is to xor it into the first four bytes. */
function addStart(memory: Uint8Array, at: number, start: number): void {
  for (let i = 0; i < 4; i++) memory[at + i] = (memory[at + i] as number) ^ (start >>> (8 * i));
}

/** The kernel in JavaScript, a word at a time. */
export function scriptKernel(): FoldKernel {
  const words = new Int32Array(MEMORY / 4);
  const word = (index: number): number => words[index] as number;
  // Counted from the window's begin: with indices that may fall below zero V8 takes half as long again.
  const [a, b, c, d, e] = DISTANCES.map((distance) => WINDOW - distance) as [number, number, number, number, number];
  return {
    memory: new Uint8Array(words.buffer),
    unit: 4,
    step: 4,
    paysFrom: 8192,
    fold(from, to, end) {
      for (let t = to >> 2, f = from >> 2; t << 2 < end; t++, f++) {
        words[t] = word(t) ^ word(f + a) ^ word(f + b) ^ word(f + c) ^ word(f + d) ^ word(f + e);
      }
    },
  };
}
