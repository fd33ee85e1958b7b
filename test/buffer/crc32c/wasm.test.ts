import { describe, expect, it } from 'vitest';
import { wasmKernel } from '../../../src/buffer/crc32c/wasm.ts';
import { hex } from '../../support/support.ts';
import { webAssembly } from '../support/support.ts';

/** The bytes that a kernel is compiled from. */
function assembled(): Uint8Array {
  const { Module, Instance } = webAssembly();
  let seen = new Uint8Array(0);
  const recording = function (bytes: Uint8Array): object {
    seen = bytes.slice();
    return new Module(bytes);
  };
  wasmKernel({ Module: recording as unknown as typeof Module, Instance });
  return seen;
}

describe('wasmKernel', () => {
  it('is compiled from the module it says', () => {
    expect(assembled()).toEqual(hex`
      0061736d 01000000            # "\\0asm", version 1
      01 07 01 60 03 7f7f7f 00     # types: one, (i32, i32, i32) -> ()
      03 02 01 00                  # functions: one, of type 0
      05 04 01 01 01 01            # memories: one, from 1 to 1 page
      07 11 02                     # exports: two
        04 666f6c64 00 00          #   "fold", function 0
        06 6d656d6f7279 02 00      #   "memory", memory 0
      0a 51 01 4f 00               # code: one function without locals
        03 40                      # loop
          20 01                    #   to
          20 01 fd00 00 00         #   v128.load to
          20 00 fd00 00 8801 fd51  #   v128.xor v128.load from + 290 - 154
          20 00 fd00 00 71 fd51    #   ... - 177
          20 00 fd00 00 6b fd51    #   ... - 183
          20 00 fd00 00 20 fd51    #   ... - 258
          20 00 fd00 00 00 fd51    #   ... - 290
          fd0b 00 00               #   v128.store to
          20 00 41 10 6a 21 00     #   from += 16
          20 01 41 10 6a 21 01     #   to += 16
          20 01 20 02 49 0d 00     #   br_if 0 (to < end)
        0b 0b                      # end, end`);
  });

  it('has a memory that cannot grow away from its view', () => {
    expect(wasmKernel(webAssembly()).memory.length).toBe(65536);
  });

  it('passes on what refuses to compile', () => {
    const { Instance } = webAssembly();
    const refused = new EvalError('blocked by the policy');
    const Module = function (): object { throw refused; };
    expect(() => wasmKernel({ Module: Module as unknown as new () => object, Instance })).toThrow(refused);
  });
});
