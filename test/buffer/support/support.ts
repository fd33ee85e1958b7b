import { expect } from 'vitest';
import type { WasmHost } from '../../../src/buffer/crc32c/wasm.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';

/** The bytes of ASCII text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A list with a ptr for each text. */
export function listOf(...texts: string[]): BufferList {
  const list = new BufferList();
  for (const text of texts) list.pushBack(BufferPtr.copy(bytes(text)));
  return list;
}

/** `count` bytes that look random and are the same every time. */
export function noise(count: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 16;
  });
}

/** What `EndOfBuffer` must say, for toThrow. */
export function endOfBuffer(offset: number, needed: number, available: number): unknown {
  return expect.objectContaining({ code: 'end_of_buffer', offset, needed, available });
}

/** The definition of CRC-32C, a bit at a time. */
export function bitByBit(start: number, data: Uint8Array): number {
  let crc = start;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return crc >>> 0;
}

/** The global WebAssembly, which has no type without lib.dom. */
export function webAssembly(): WasmHost {
  return (globalThis as unknown as { WebAssembly: WasmHost }).WebAssembly;
}
