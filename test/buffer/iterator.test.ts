import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { BufferListIterator } from '../../src/buffer/iterator.ts';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { bytes, endOfBuffer, listOf, noise } from './support/support.ts';

const [A, B, C, D, E] = [0x41, 0x42, 0x43, 0x44, 0x45];

describe('BufferListIterator', () => {
  it('constructors: begins at the start or at an offset', () => {
    const list = listOf('ABC');
    expect(new BufferListIterator(list).peekByte()).toBe(A);
    expect(new BufferListIterator(list, 1).peekByte()).toBe(B);
    expect(() => new BufferListIterator(list, 4)).toThrow(endOfBuffer(4, 0, 0));
    expect(() => new BufferListIterator(list, -1)).toThrow(RangeError);
  });

  it('constructors, operator_assign: a clone goes its own way', () => {
    const i = listOf('ABC').begin(1);
    const j = i.clone();
    j.advance(1);
    expect([i.peekByte(), j.peekByte()]).toEqual([B, C]);
  });

  it('empty_create_append_copy: reads a list that was swapped, joined and rebuilt', () => {
    const [list, other, out] = [new BufferList(), listOf('bar'), new BufferList()];
    list.swap(other);
    other.append('xxx');
    list.append(other);
    list.rebuild();
    list.begin().copyToList(6, out);
    expect(out.toStr()).toBe('barxxx');
  });

  it('get_off, get_remaining, end: tells where it is', () => {
    const i = listOf('AB', 'C').begin(1);
    expect([i.getOff(), i.getRemaining(), i.end()]).toEqual([1, 2, false]);
    i.advance(2);
    expect([i.getOff(), i.getRemaining(), i.end()]).toEqual([3, 0, true]);
    expect(new BufferList().begin().end()).toBe(true);
  });

  it('end: goes on when the list grows', () => {
    const list = listOf('AB');
    const i = list.end();
    list.append('C');
    expect([i.end(), i.nextByte()]).toEqual([false, C]);
    list.append('D'); // lands in the ptr it has just read to the end
    expect(i.nextByte()).toBe(D);
  });

  it('advance: steps across ptrs in both directions', () => {
    const i = listOf('ABC', 'DEF', 'GHI').begin();
    const at = (step: number): number => (i.advance(step), i.peekByte());
    expect([at(1), at(3), at(4), at(-4), at(-3), at(-1)]).toEqual([B, E, 0x49, E, B, A]);
    i.advance(9);
    i.advance(-6);
    expect(i.peekByte()).toBe(D);
  });

  it('advance: refuses to leave the list and stays where it is', () => {
    const i = listOf('ABC', 'DEF').begin(4);
    expect(() => i.advance(200)).toThrow(endOfBuffer(4, 200, 2));
    expect(() => i.advance(-5)).toThrow(endOfBuffer(4, 5, 4));
    expect(() => i.advance(0.5)).toThrow(RangeError);
    expect([i.getOff(), i.peekByte()]).toEqual([4, E]);
  });

  it('iterate_with_empties: empty ptrs are not kept, and reading crosses where they were', () => {
    const list = new BufferList();
    list.pushBack(BufferPtr.create(0));
    list.append('AB');
    list.append(BufferPtr.create(0));
    list.append(listOf(''));
    list.pushFront(new BufferPtr());
    list.pushBack(BufferPtr.copy(bytes('CD')));
    expect([list.length, list.getNumBuffers()]).toEqual([4, 2]);
    const i = list.begin();
    expect([i.copy(2), i.copy(2), i.end()]).toEqual([bytes('AB'), bytes('CD'), true]);
    i.seek(2);
    expect([i.copy(2), i.equals(list.end())]).toEqual([bytes('CD'), true]);
    i.seek(0);
    expect([i.copy(2), i.equals(list.end())]).toEqual([bytes('AB'), false]);
  });

  it('get_ptr_and_advance: gives views up to the end of each ptr', () => {
    const list = listOf('one', 'two', 'three');
    const i = list.begin();
    expect(i.getPtrAndAdvance(11)).toEqual(bytes('one'));
    expect(i.getRemaining()).toBe(8);
    expect([2, 4, 5, 1].map((want) => i.getPtrAndAdvance(want))).toEqual(['tw', 'o', 'three', ''].map(bytes));
    list.begin().getPtrAndAdvance(1).fill(0x4f);
    expect(list.toStr()).toBe('Onetwothree');
    expect(() => i.getPtrAndAdvance(-1)).toThrow(RangeError);
  });

  it('iterator_crc32c: takes the checksum of a range, whatever the ptrs', () => {
    const data = noise(157);
    const list = new BufferList();
    for (const [from, to] of [[0, 100], [100, 150], [150, 157]]) list.append(BufferPtr.copy(data.subarray(from, to)));
    const i = list.begin(98);
    expect(i.crc32c(55, 3)).toBe(crc32c(3, data.subarray(98, 153)));
    expect(i.getRemaining()).toBe(4);
    expect(() => i.crc32c(10, 0)).toThrow(endOfBuffer(153, 10, 4));
    expect(i.crc32c(4, 0)).toBe(crc32c(0, data.subarray(153)));
  });

  it('seek: goes to an offset, or nowhere', () => {
    const i = listOf('AB', 'CD').begin();
    i.seek(3);
    expect(i.peekByte()).toBe(D);
    i.seek(1);
    expect(i.peekByte()).toBe(B);
    expect(() => i.seek(5)).toThrow(endOfBuffer(5, 0, 0));
    expect(i.peekByte()).toBe(B);
  });

  it('operator_star, operator_plus_plus: reads byte by byte, and none at the end', () => {
    const i = listOf('AB', 'C').begin();
    expect([i.peekByte(), i.nextByte(), i.nextByte(), i.nextByte()]).toEqual([A, A, B, C]);
    expect(() => i.peekByte()).toThrow(endOfBuffer(3, 1, 0));
    expect(() => i.nextByte()).toThrow(endOfBuffer(3, 1, 0));
    expect(() => new BufferList().begin().nextByte()).toThrow(endOfBuffer(0, 1, 0));
  });

  it('operator_equal, operator_nequal: compares offset and list', () => {
    const list = listOf('ABC');
    const i = list.begin();
    expect(i.equals(list.begin())).toBe(true);
    i.advance(1);
    expect([i.equals(list.begin()), i.equals(list.begin(1))]).toEqual([false, true]);
    expect(i.equals(listOf('ABC').begin(1))).toBe(false);
  });

  it('get_current_ptr: shares what is left of the ptr', () => {
    const list = listOf('ABC', 'DEF');
    const ptr = list.begin(1).getCurrentPtr();
    expect([ptr.offset, ptr.cStr()]).toEqual([1, bytes('BC')]);
    expect(ptr.raw).toBe(list.buffers[0]?.raw);
    expect(list.begin(3).getCurrentPtr().cStr()).toEqual(bytes('DEF'));
    expect(() => list.end().getCurrentPtr()).toThrow(endOfBuffer(6, 1, 0));
  });

  it('copy: gives bytes of their own across ptrs, or stays where it is', () => {
    const list = listOf('AB', 'CD', 'EF');
    const i = list.begin(1);
    const copy = i.copy(4);
    expect([copy, i.getOff()]).toEqual([bytes('BCDE'), 5]);
    copy.fill(0);
    expect(() => i.copy(2)).toThrow(endOfBuffer(5, 2, 1));
    expect([i.getOff(), list.toStr()]).toEqual([5, 'ABCDEF']);
  });

  it('copy: allocates nothing on the promise of a length', () => {
    const i = listOf('ABC').begin();
    expect(() => i.copy(2 ** 52)).toThrow(endOfBuffer(0, 2 ** 52, 3));
    expect(() => i.copyDeep(2 ** 52)).toThrow(endOfBuffer(0, 2 ** 52, 3));
  });

  it('copy: fills an array, or leaves it alone', () => {
    const i = listOf('AB', 'CD').begin(1);
    const dest = bytes('xx');
    i.copyInto(dest);
    expect(dest).toEqual(bytes('BC'));
    expect(() => i.copyInto(dest)).toThrow(endOfBuffer(3, 2, 1));
    expect([dest, i.getOff()]).toEqual([bytes('BC'), 3]);
  });

  it('copy: copy_deep never shares, copy_shallow shares where one ptr holds the bytes', () => {
    const list = listOf('ABC', 'DEF');
    const deep = list.begin().copyDeep(2);
    const shallow = list.begin(1).copyShallow(2);
    const across = list.begin(1).copyShallow(3);
    list.zero();
    expect([deep.cStr(), shallow.cStr(), across.cStr()]).toEqual([bytes('AB'), bytes('\0\0'), bytes('BCD')]);
    expect(list.end().copyShallow(0).length).toBe(0);
  });

  it('copy: appends to a list, which then shares the memory', () => {
    const list = listOf('ABC', 'DEF');
    const dest = listOf('x');
    const i = list.begin(1);
    i.copyToList(4, dest);
    expect([dest.toStr(), dest.getNumBuffers(), i.getOff()]).toEqual(['xBCDE', 3, 5]);
    list.copyIn(1, bytes('b'));
    expect(dest.toStr()).toBe('xbCDE');
    expect(() => i.copyToList(2, dest)).toThrow(endOfBuffer(5, 2, 1));
    expect(dest.length).toBe(5);
  });

  it('copy: copy_all appends a copy of the rest', () => {
    const list = listOf('ABC', 'DEF');
    const dest = new BufferList();
    list.begin(1).copyAll(dest);
    list.zero();
    expect(dest.toStr()).toBe('BCDEF');
  });

  it('copy_in: writes across ptrs from bytes or a list, or not at all', () => {
    const list = listOf('XX', 'XX', 'XX');
    const i = list.begin(1);
    i.copyIn(bytes('AB'));
    i.copyIn(listOf('C', 'D'));
    expect([list.toStr(), i.getOff()]).toEqual(['XABCDX', 5]);
    expect(() => i.copyIn(bytes('12'))).toThrow(endOfBuffer(5, 2, 1));
    expect(() => i.copyIn(listOf('1', '2'))).toThrow(endOfBuffer(5, 2, 1));
    expect([list.toStr(), i.getOff()]).toEqual(['XABCDX', 5]);
  });

  it('keeps its offset when the ptrs below it change', () => {
    const list = listOf('ABC', 'DEF');
    const i = list.begin(4);
    list.rebuild();
    expect(i.peekByte()).toBe(E);
    list.pushFront(BufferPtr.copy(bytes('..')));
    expect(i.peekByte()).toBe(C);
    list.splice(0, 4);
    expect([i.end(), i.getRemaining()]).toEqual([true, 0]);
    expect(() => i.nextByte()).toThrow(endOfBuffer(4, 1, 0));
    i.advance(-4);
    expect(i.peekByte()).toBe(C);
  });
});
