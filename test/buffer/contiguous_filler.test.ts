import { describe, expect, it } from 'vitest';
import { ContiguousFiller } from '../../src/buffer/contiguous_filler.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { bytes, endOfBuffer } from './support/support.ts';

describe('ContiguousFiller', () => {
  it('fills its hole from the start on', () => {
    const hole = BufferPtr.copy(bytes('.....'));
    const filler = new ContiguousFiller(hole);
    filler.copyIn(bytes('AB'));
    filler.advance(1);
    filler.copyIn(bytes('C'));
    expect([hole.cStr(), filler.remaining]).toEqual([bytes('AB.C.'), 1]);
  });

  it('writes nothing outside its hole', () => {
    const around = BufferPtr.copy(bytes('.....'));
    const filler = new ContiguousFiller(around.substr(1, 2));
    filler.copyIn(bytes('A'));
    expect(() => filler.copyIn(bytes('BC'))).toThrow(endOfBuffer(1, 2, 1));
    expect(() => filler.advance(2)).toThrow(endOfBuffer(1, 2, 1));
    expect([around.cStr(), filler.remaining]).toEqual([bytes('.A...'), 1]);
  });
});
