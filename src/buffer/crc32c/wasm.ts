import { DISTANCES, MEMORY, WINDOW } from './fold.ts';
import type { FoldKernel } from './fold.ts';

/** What is used here of the global `WebAssembly`. */
export interface WasmHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Bytes from which on this kernel is faster than the tables alone, and thereby any is. */
export const LONG = 768;
const STEP = 16;

/**
 * The kernel in WebAssembly, sixteen bytes at a time at any alignment.
 *
 * Errors  whatever `host` throws where it may not compile (a content security policy), knows no v128 or is out of memory
 */
export function wasmKernel(host: WasmHost): FoldKernel {
  const { exports } = new host.Instance(new host.Module(assemble()));
  const { memory, fold } = exports as { memory: { buffer: ArrayBuffer }; fold: FoldKernel['fold'] };
  return { memory: new Uint8Array(memory.buffer), unit: 1, step: STEP, paysFrom: LONG, fold };
}

/** Numbers above 127 take several bytes, seven bits each, the lowest first (LEB128). */
function u32(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...u32(value >>> 7)];
}

const sized = (bytes: readonly number[]): number[] => [...u32(bytes.length), ...bytes];
const list = (...items: readonly (readonly number[])[]): number[] => [...u32(items.length), ...items.flat()];
const name = (text: string): number[] => sized(Array.from(text, (letter) => letter.charCodeAt(0)));
const section = (id: number, content: readonly number[]): number[] => [id, ...sized(content)];

const I32 = 0x7f;
const NOTHING = 0x40;
const FUNCTION = 0x60;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const loop = (...body: readonly (readonly number[])[]): number[] => [0x03, NOTHING, ...body.flat(), 0x0b];
const repeatIf = (...condition: readonly (readonly number[])[]): number[] => [...condition.flat(), 0x0d, 0];
const i32Const = (value: number): number[] => [0x41, value]; // below 64: the encoding is signed
const i32Add = [0x6a];
const i32LessUnsigned = [0x49];
const UNALIGNED = 0;
const v128Load = (offset: number): number[] => [0xfd, 0x00, UNALIGNED, ...u32(offset)];
const v128Store = (offset: number): number[] => [0xfd, 0x0b, UNALIGNED, ...u32(offset)];
const v128Xor = [0xfd, 0x51];

/** The module: `memory`, and `fold(from, to, end)`. */
function assemble(): Uint8Array {
  const [from, to, end] = [0, 1, 2];
  const advance = (local: number): number[] => [...get(local), ...i32Const(STEP), ...i32Add, ...set(local)];
  const fold = loop(
    get(to),
    get(to), v128Load(0),
    ...DISTANCES.flatMap((distance) => [get(from), v128Load(WINDOW - distance), v128Xor]),
    v128Store(0),
    advance(from),
    advance(to),
    repeatIf(get(to), get(end), i32LessUnsigned),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(1, list([FUNCTION, ...list([I32], [I32], [I32]), ...list()])),
    ...section(3, list([0])), // one function, of type 0
    ...section(5, list([1, ...u32(MEMORY / 65536), ...u32(MEMORY / 65536)])), // pages, at least and at most
    ...section(7, list([...name('fold'), 0, 0], [...name('memory'), 2, 0])),
    ...section(10, list(sized([...list(), ...fold, 0x0b]))),
  ]);
}
