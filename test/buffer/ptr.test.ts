import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { BufferRaw } from '../../src/buffer/raw.ts';
import { bytes, endOfBuffer, noise } from './support/support.ts';

const copyOf = (text: string): BufferPtr => BufferPtr.copy(bytes(text));

describe('BufferPtr', () => {
  it('constructors: without a raw it has no bytes', () => {
    const ptr = new BufferPtr();
    expect([ptr.haveRaw(), ptr.offset, ptr.length]).toEqual([false, 0, 0]);
  });

  it('constructors: create gives zeros, copy a copy, claim the bytes themselves', () => {
    const data = bytes('XYZ');
    expect(BufferPtr.create(3).cStr()).toEqual(new Uint8Array(3));
    const copy = BufferPtr.copy(data);
    const claimed = BufferPtr.claim(data);
    data[0] = 0x41;
    expect(copy.cStr()).toEqual(bytes('XYZ'));
    expect(claimed.cStr()).toEqual(bytes('AYZ'));
  });

  it('constructors: takes all of a raw, or the part given', () => {
    const raw = new BufferRaw(bytes('ABCDEF'));
    expect(new BufferPtr(raw).cStr()).toEqual(bytes('ABCDEF'));
    expect(new BufferPtr(raw, 4).cStr()).toEqual(bytes('EF'));
    expect(new BufferPtr(raw, 1, 2).cStr()).toEqual(bytes('BC'));
    expect(() => new BufferPtr(raw, 5, 2)).toThrow(endOfBuffer(5, 2, 1));
  });

  it('constructors, assignment: a part of a ptr shares its raw', () => {
    const original = copyOf('ABCDEF').substr(1, 4);
    const part = original.substr(1, 2);
    expect(part.raw).toBe(original.raw);
    expect([part.offset, part.cStr()]).toEqual([2, bytes('CD')]);
    part.copyIn(0, bytes('x'));
    expect(original.cStr()).toEqual(bytes('BxDE'));
    expect(() => original.substr(2, 3)).toThrow(endOfBuffer(2, 3, 2));
    expect(() => original.substr(-1, 1)).toThrow(RangeError);
  });

  it('clone: has the same bytes in a raw of its own', () => {
    const original = copyOf('ABCDEF').substr(1, 2);
    const clone = original.clone();
    expect([clone.cStr(), clone.rawLength]).toEqual([bytes('BC'), 2]);
    clone.zero();
    expect(original.cStr()).toEqual(bytes('BC'));
  });

  it('swap: exchanges raw, offset and length', () => {
    const a = copyOf('XXXXXXX').substr(4, 3);
    const b = copyOf('YYYYYYYY').substr(5, 2);
    a.swap(b);
    expect([a.offset, a.cStr()]).toEqual([5, bytes('YY')]);
    expect([b.offset, b.cStr()]).toEqual([4, bytes('XXX')]);
  });

  it('have_raw: a raw may be empty', () => {
    expect(new BufferPtr().haveRaw()).toBe(false);
    expect(BufferPtr.create(0).haveRaw()).toBe(true);
  });

  it('at_buffer_head, at_buffer_tail: tells whether it touches the ends of the raw', () => {
    const ptr = copyOf('ABC');
    const ends = (p: BufferPtr): boolean[] => [p.atBufferHead(), p.atBufferTail()];
    expect(ends(ptr)).toEqual([true, true]);
    expect(ends(ptr.substr(0, 2))).toEqual([true, false]);
    expect(ends(ptr.substr(1, 2))).toEqual([false, true]);
  });

  it('is_partial: tells whether the raw holds more', () => {
    const ptr = BufferPtr.create(10);
    expect(new BufferPtr().isPartial()).toBe(false);
    expect(ptr.isPartial()).toBe(false);
    expect(ptr.substr(1, 9).isPartial()).toBe(true);
    expect(ptr.substr(0, 9).isPartial()).toBe(true);
  });

  it('accessors: start, end, raw length, wasted and unused bytes', () => {
    const ptr = BufferPtr.create(17).substr(2, 10);
    expect([ptr.start, ptr.offset, ptr.end, ptr.length]).toEqual([2, 2, 12, 10]);
    expect([ptr.rawLength, ptr.wasted(), ptr.unusedTailLength()]).toEqual([17, 7, 5]);
    expect(new BufferPtr().unusedTailLength()).toBe(0);
  });

  it('accessors: reads a byte within it, and none past it', () => {
    const ptr = copyOf('ABCD').substr(1, 2);
    expect([ptr.at(0), ptr.at(1)]).toEqual([0x42, 0x43]);
    expect(() => ptr.at(2)).toThrow(endOfBuffer(2, 1, 0));
    expect(() => new BufferPtr().at(0)).toThrow(endOfBuffer(0, 1, 0));
  });

  it('accessors: set_offset and set_length stay within the raw', () => {
    const ptr = BufferPtr.copy(bytes('ABCD'));
    expect(() => ptr.setOffset(1)).toThrow(endOfBuffer(1, 4, 3));
    ptr.setLength(2);
    ptr.setOffset(2);
    expect(ptr.cStr()).toEqual(bytes('CD'));
    expect(() => ptr.setLength(3)).toThrow(endOfBuffer(2, 3, 2));
    expect(ptr.cStr()).toEqual(bytes('CD'));
  });

  it('cmp: orders by bytes, a prefix first', () => {
    const [a, ab, af, acc] = [copyOf('A'), copyOf('AB'), copyOf('AF'), copyOf('ACC')];
    expect([new BufferPtr().cmp(a), a.cmp(ab), ab.cmp(ab), ab.cmp(af), acc.cmp(af)]).toEqual([-1, -1, 0, -1, -1]);
    expect([a.cmp(new BufferPtr()), ab.cmp(a), af.cmp(ab), af.cmp(acc)]).toEqual([1, 1, 1, 1]);
  });

  it('is_zero: looks at its own bytes only', () => {
    const ptr = BufferPtr.copy(Uint8Array.of(0, 0x58));
    expect(ptr.isZero()).toBe(false);
    expect(ptr.substr(0, 1).isZero()).toBe(true);
  });

  it('copy_out: fills an array, or leaves it alone', () => {
    const ptr = copyOf('ABC');
    const out = bytes('xx');
    ptr.copyOut(1, out);
    expect(out).toEqual(bytes('BC'));
    expect(() => ptr.copyOut(2, out)).toThrow(endOfBuffer(2, 2, 1));
    expect(() => ptr.copyOut(4, new Uint8Array(0))).toThrow(endOfBuffer(4, 0, 0));
    expect(out).toEqual(bytes('BC'));
  });

  it('copy_in: overwrites, or changes nothing', () => {
    const ptr = copyOf('ABC');
    ptr.copyIn(1, bytes('xy'));
    expect(ptr.cStr()).toEqual(bytes('Axy'));
    expect(() => ptr.copyIn(2, bytes('12'))).toThrow(endOfBuffer(2, 2, 1));
    expect(ptr.cStr()).toEqual(bytes('Axy'));
  });

  it('append: grows into the unused tail, and not past it', () => {
    const ptr = BufferPtr.create(4);
    expect(() => ptr.append(bytes('A'))).toThrow(endOfBuffer(4, 1, 0));
    ptr.setLength(0);
    expect(ptr.append(bytes('A'))).toBe(1);
    expect(ptr.append(bytes('BC'))).toBe(3);
    expect(ptr.cStr()).toEqual(bytes('ABC'));
    expect(() => ptr.append(bytes('DE'))).toThrow(endOfBuffer(3, 2, 1));
    expect(ptr.cStr()).toEqual(bytes('ABC'));
    expect(() => new BufferPtr().append(bytes('A'))).toThrow(endOfBuffer(0, 1, 0));
  });

  it('append_zeros: clears the tail it takes', () => {
    const ptr = copyOf('ABCD');
    ptr.setLength(1);
    expect(ptr.appendZeros(2)).toBe(3);
    expect(ptr.cStr()).toEqual(bytes('A\0\0'));
    expect(() => ptr.appendZeros(2)).toThrow(endOfBuffer(3, 2, 1));
  });

  it('zero: clears all of it or a range', () => {
    const ptr = copyOf('XXXXX').substr(0, 4);
    ptr.zero(1, 1);
    expect(ptr.cStr()).toEqual(bytes('X\0XX'));
    expect(() => ptr.zero(5, 0)).toThrow(endOfBuffer(5, 0, 0));
    expect(() => ptr.zero(2, 3)).toThrow(endOfBuffer(2, 3, 2));
    ptr.zero(2);
    expect(ptr.cStr()).toEqual(bytes('X\0\0\0'));
    ptr.zero();
    expect(ptr.isZero()).toBe(true);
    expect(ptr.raw.data[4]).toBe(0x58);
  });

  it.each<[string, (ptr: BufferPtr) => void]>([
    ['copyIn', (ptr) => ptr.copyIn(3, bytes('z'))],
    ['zero', (ptr) => ptr.zero(3, 1)],
    ['append through another ptr', (ptr) => ptr.substr(0, 3).append(bytes('z'))],
    ['appendZeros through another ptr', (ptr) => ptr.substr(0, 3).appendZeros(1)],
  ])('crc32c: is right again after %s', (_, write) => {
    const ptr = BufferPtr.copy(noise(50));
    ptr.crc32c(9);
    write(ptr);
    expect(ptr.crc32c(9)).toBe(crc32c(9, ptr.cStr()));
    expect(ptr.crc32c(9)).not.toBe(crc32c(9, noise(50)));
  });

  it('ostream: prints range and raw', () => {
    expect(`${new BufferPtr()}`).toBe('buffer::ptr(0~0 no raw)');
    expect(`${copyOf('XXXX').substr(1, 2)}`).toBe('buffer::ptr(1~2 in raw len 4)');
  });

  it.each([-1, 0.5, NaN])('create refuses the length %s', (length) => {
    expect(() => BufferPtr.create(length)).toThrow(RangeError);
  });
});
