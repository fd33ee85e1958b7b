import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';
import { bytes, endOfBuffer, listOf, noise } from '../support/support.ts';

describe('BufferList, appending', () => {
  it('constructors: starts empty, with room if asked', () => {
    const list = new BufferList(6);
    expect([list.length, list.getNumBuffers()]).toEqual([0, 0]);
    list.append('ABC');
    list.append('DEF');
    expect([list.getNumBuffers(), list.buffers[0]?.rawLength]).toEqual([1, 6]);
    expect(() => new BufferList(-1)).toThrow(RangeError);
  });

  it('append: copies bytes and text', () => {
    const data = bytes('AB');
    const list = BufferList.from(data);
    list.append('é');
    data.fill(0);
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['ABé', 1]);
    expect(() => list.append('\ud800')).toThrow(RangeError);
    expect(list.length).toBe(4);
  });

  it('append: splits what does not fit into the space left', () => {
    const list = new BufferList(4096);
    list.append(noise(8192));
    expect(list.buffers.map((ptr) => ptr.length)).toEqual([4096, 4096]);
    expect(list.toBytes()).toEqual(noise(8192));
  });

  it('append: makes no ptr per call', () => {
    const list = new BufferList();
    for (let i = 0; i < 1_000_000; i++) list.append(Uint8Array.of(i, i >> 8, i >> 16, 0));
    expect([list.length, list.getNumBuffers()]).toEqual([4_000_000, Math.ceil(4_000_000 / 4096)]);
    expect(list.begin(4 * 654_321).copy(4)).toEqual(Uint8Array.of(0xf1, 0xfb, 0x09, 0));
  });

  it('append: takes single bytes, and nothing that is not one', () => {
    const list = new BufferList();
    for (let i = 0; i < 5000; i++) list.appendByte(i & 0xff);
    expect([list.length, list.getNumBuffers(), list.at(4999)]).toEqual([5000, 2, 4999 & 0xff]);
    for (const byte of [-1, 256, 0.5, NaN]) expect(() => list.appendByte(byte)).toThrow(`byte must be 0 to 255, got ${byte}`);
    expect(list.length).toBe(5000);
  });

  it('append: shares a ptr, and skips an empty one', () => {
    const list = new BufferList();
    list.append(new BufferPtr());
    expect(list.getNumBuffers()).toBe(0);
    const ptr = BufferPtr.copy(bytes('ABC'));
    list.append(ptr);
    ptr.copyIn(0, bytes('x'));
    expect([list.toStr(), list.buffers[0]?.raw]).toEqual(['xBC', ptr.raw]);
  });

  it('append: its ptrs are its own, whatever becomes of those it was given', () => {
    const ptr = BufferPtr.copy(bytes('ABC'));
    const list = BufferList.from(ptr);
    list.pushBack(ptr);
    list.pushFront(ptr);
    ptr.setLength(1);
    expect([list.toStr(), list.length]).toEqual(['ABCABCABC', 9]);
  });

  it('append: takes a part of a ptr, and grows the last one if the memory goes on', () => {
    const list = listOf('x');
    const ptr = BufferPtr.copy(bytes('ABCDEF'));
    list.appendPtr(ptr, 1, 2);
    list.appendPtr(ptr, 3, 2);
    list.appendPtr(ptr, 0, 1);
    list.appendPtr(ptr, 6, 0);
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['xBCDEA', 3]);
    expect(() => list.appendPtr(ptr, 5, 2)).toThrow(endOfBuffer(5, 2, 1));
    expect(list.length).toBe(6);
  });

  it.each<[string, (list: BufferList, ptr: BufferPtr) => void, string]>([
    ['appendPtr', (list, ptr) => list.appendPtr(ptr, 1, 1), 'ABC'],
    ['pushBack', (list, ptr) => list.pushBack(ptr.substr(1, 1)), 'ABC'],
    ['pushFront', (list, ptr) => list.pushFront(ptr.substr(1, 1)), 'BAC'],
    ['claimPrepend', (list, ptr) => list.claimPrepend(BufferList.from(ptr.substr(1, 1))), 'BAC'],
  ])('append: does not write over what a ptr appended to the same memory, once the list has it by %s', (_, add, text) => {
    const list = BufferList.from('A');
    const ptr = list.begin().getCurrentPtr();
    ptr.append(bytes('B'));
    add(list, ptr);
    list.append('C');
    expect(list.toStr()).toBe(text);
  });

  it('append: shares a list, even itself', () => {
    const list = listOf('A');
    const other = listOf('B', 'C');
    list.append(other);
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['ABC', 3]);
    other.copyIn(0, bytes('x'));
    list.append(list);
    expect([list.toStr(), list.length]).toEqual(['AxCAxC', 6]);
  });

  it('InternalCarriage: goes on in its own space after ptrs of others', () => {
    const list = BufferList.from('A');
    const foreign = BufferList.from('foo');
    list.append(foreign);
    list.append('B');
    foreign.append('bar');
    list.append('C');
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['AfooBC', 3]);
    expect(list.buffers[0]?.raw).toBe(list.buffers.at(-1)?.raw);
    expect(foreign.toStr()).toBe('foobar');
  });

  it('append: a copy of the list does not see what is appended later', () => {
    const list = BufferList.from('A');
    const copy = BufferList.from(list);
    list.append('B');
    copy.append('C');
    expect([list.toStr(), copy.toStr()]).toEqual(['AB', 'AC']);
  });

  it('append_zero: clears the bytes it takes', () => {
    const list = BufferList.from('A');
    list.begin().getCurrentPtr().append(bytes('dirt'));
    list.appendZero(5000);
    expect([list.length, list.getNumBuffers()]).toEqual([5001, 2]);
    expect(list.toBytes().every((byte, i) => byte === (i === 0 ? 0x41 : 0))).toBe(true);
    expect(() => list.appendZero(-1)).toThrow(RangeError);
  });

  it('append_hole: is filled in later', () => {
    const list = BufferList.from('A');
    const filler = list.appendHole(2);
    list.append('D');
    expect([list.toBytes(), list.getNumBuffers()]).toEqual([bytes('A\0\0D'), 1]);
    list.crc32c(0);
    filler.copyIn(bytes('BC'));
    expect([list.toStr(), filler.remaining]).toEqual(['ABCD', 0]);
    expect(list.crc32c(0)).toBe(listOf('ABCD').crc32c(0));
    expect(() => filler.copyIn(bytes('x'))).toThrow(endOfBuffer(2, 1, 0));
  });

  it('append_hole: lies in one piece, and is still there after claims and swaps', () => {
    const list = new BufferList();
    list.appendZero(4090);
    const filler = list.appendHole(10);
    const [other, swapped] = [listOf('x'), new BufferList()];
    other.claimAppend(list);
    swapped.swap(other);
    filler.copyIn(bytes('0123456789'));
    expect(swapped.begin(4091).copy(10)).toEqual(bytes('0123456789'));
    expect(list.appendHole(0).remaining).toBe(0);
  });

  it('EmptyAppend: a list of an empty ptr is at its end', () => {
    const list = new BufferList();
    list.pushBack(new BufferPtr());
    expect(list.begin().end()).toBe(true);
  });

  it.each([
    ['TestPtrAppend', (list: BufferList, data: Uint8Array) => list.append(BufferPtr.copy(data))],
    ['TestDirectAppend', (list: BufferList, data: Uint8Array) => list.append(data)],
  ])('%s: many pieces of many lengths come out as they went in', (_, append) => {
    const list = new BufferList();
    const data = noise(300_000);
    let at = 0;
    for (const [i, low] of noise(1000, 7).entries()) {
      const length = i % 5 === 0 ? 0 : low * 4;
      append(list, data.subarray(at, at + length));
      at = Math.min(at + length, data.length);
    }
    expect(at).toBeGreaterThan(200_000);
    expect(Buffer.compare(list.toBytes(), data.subarray(0, at))).toBe(0);
  });
});
