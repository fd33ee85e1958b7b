import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';
import { bytes, endOfBuffer, listOf, noise } from '../support/support.ts';

const texts = (list: BufferList): string[] => list.buffers.map((ptr) => new TextDecoder().decode(ptr.cStr()));

describe('BufferList, its content', () => {
  it('to_str: is the text of all ptrs, and leaves them alone', () => {
    const list = listOf('foo', 'bar', 'é');
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['foobaré', 3]);
    expect(new BufferList().toStr()).toBe('');
  });

  it('length, buffers: counts bytes and ptrs', () => {
    const list = new BufferList();
    expect([list.length, list.getNumBuffers(), list.buffers]).toEqual([0, 0, []]);
    list.append('A');
    expect([list.length, list.getNumBuffers(), list.buffers.length]).toEqual([1, 1, 1]);
  });

  it('begin, end: stands at the first byte and after the last', () => {
    const list = listOf('AB', 'C');
    expect([list.begin().peekByte(), list.end().getOff(), list.end().end()]).toEqual([0x41, 3, true]);
  });

  it('contents_equal: compares bytes, whatever the ptrs', () => {
    const list = listOf('A', 'BB');
    expect(list.contentsEqual(listOf('AB', 'B'))).toBe(true);
    expect(list.contentsEqual(listOf('AB', 'C'))).toBe(false);
    expect(list.contentsEqual(listOf('AB'))).toBe(false);
    expect([bytes('ABB'), bytes('ABC'), bytes('AB')].map((data) => list.contentsEqual(data))).toEqual([true, false, false]);
  });

  it('compare: orders lists', () => {
    expect([listOf('A').compare(listOf('AB')), listOf('AC').compare(listOf('A', 'B'))]).toEqual([-1, 1]);
  });

  it('is_n_align_sized: asks every ptr', () => {
    expect(new BufferList().isNAlignSized(32)).toBe(true);
    expect(listOf('x'.repeat(32), 'x'.repeat(64)).isNAlignSized(32)).toBe(true);
    expect(listOf('x'.repeat(31), 'x').isNAlignSized(32)).toBe(false);
    expect(() => listOf('x').isNAlignSized(0)).toThrow(new RangeError('align must be a positive integer, got 0'));
  });

  it('is_zero: is true of zeros and of nothing', () => {
    const list = new BufferList();
    expect(list.isZero()).toBe(true);
    list.appendZero(300);
    expect(list.isZero()).toBe(true);
    list.append('A');
    expect(list.isZero()).toBe(false);
  });

  it('operator_brackets: reads a byte of any ptr', () => {
    const list = listOf('A', 'BC');
    expect([list.at(0), list.at(1), list.at(2)]).toEqual([0x41, 0x42, 0x43]);
    expect(() => list.at(3)).toThrow(endOfBuffer(3, 1, 0));
    expect(() => list.at(-1)).toThrow(RangeError);
  });

  it('copy: fills an array from the middle, or leaves it alone', () => {
    const dest = bytes('xxx');
    listOf('AB', 'CD', 'EF').copyOut(1, dest);
    expect(dest).toEqual(bytes('BCD'));
    expect(() => listOf('AB', 'C').copyOut(1, dest)).toThrow(endOfBuffer(1, 3, 2));
    expect(() => listOf('AB').copyOut(5, dest)).toThrow(endOfBuffer(5, 3, 0));
    expect(dest).toEqual(bytes('BCD'));
  });

  it('copy_in: writes into the middle, or not at all', () => {
    const list = listOf('XX', 'XX', 'XX');
    list.copyIn(1, bytes('ABC'));
    list.copyIn(4, listOf('D', 'E'));
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['XABCDE', 3]);
    expect(() => list.copyIn(5, bytes('12'))).toThrow(endOfBuffer(5, 2, 1));
    expect(() => list.copyIn(7, bytes('12'))).toThrow(endOfBuffer(7, 2, 0));
    expect(list.toStr()).toBe('XABCDE');
  });

  it('zero: clears all or a range across ptrs', () => {
    const list = listOf('ABC', 'DEF', 'GHI', 'KLM');
    list.zero(2, 5);
    expect(list.toStr()).toBe('AB\0\0\0\0\0HIKLM');
    list.zero(9);
    expect(list.toStr()).toBe('AB\0\0\0\0\0HI\0\0\0');
    expect(() => list.zero(3, 10)).toThrow(endOfBuffer(3, 10, 9));
    expect(list.at(7)).toBe(0x48);
    list.zero();
    expect(list.isZero()).toBe(true);
  });

  it('is_contiguous: is true of one ptr or none', () => {
    expect([new BufferList(), listOf('A'), listOf('A', 'B')].map((list) => list.isContiguous())).toEqual([true, true, false]);
  });

  it('rebuild: joins the ptrs into memory of its own', () => {
    const list = listOf('ABC', 'DEF');
    const shared = BufferList.from(list);
    list.rebuild();
    list.zero();
    expect([list.length, list.getNumBuffers(), shared.toStr()]).toEqual([6, 1, 'ABCDEF']);
    list.append('X');
    expect(list.toStr()).toBe('\0\0\0\0\0\0X');
  });

  it('rebuild: leaves an empty list fit for use', () => {
    const list = new BufferList();
    list.rebuild();
    list.append(listOf('X'));
    expect([list.toStr(), list.getNumBuffers()]).toEqual(['X', 1]);
  });

  it('c_str: is a view of the only ptr, and joins several', () => {
    expect(new BufferList().cStr()).toEqual(new Uint8Array(0));
    const list = BufferList.from(BufferPtr.claim(noise(100)).substr(10, 5));
    expect(list.cStr().buffer).toBe(list.buffers[0]?.raw.data.buffer);
    list.append('AB');
    expect([list.getNumBuffers(), list.cStr(), list.getNumBuffers()]).toEqual(
      [2, Uint8Array.from([...noise(100).subarray(10, 15), 0x41, 0x42]), 1],
    );
    list.cStr()[0] = 0x5a;
    expect(list.at(0)).toBe(0x5a);
  });

  it('get_contiguous: is a view of a range, joined if need be', () => {
    const list = listOf('foobarbaz', '123456789', 'ABCDEFGHI');
    expect([list.getContiguous(9, 8), list.getNumBuffers()]).toEqual([bytes('12345678'), 3]);
    const joined = list.getContiguous(8, 11);
    expect(joined).toEqual(bytes('z123456789A'));
    joined.fill(0x2d);
    expect([texts(list), list.length]).toEqual([['foobarba', '-----------', 'BCDEFGHI'], 27]);
    expect(list.getContiguous(27, 0)).toEqual(new Uint8Array(0));
    expect(() => list.getContiguous(20, 8)).toThrow(endOfBuffer(20, 8, 7));
  });

  it('TestCopyAll: toBytes is a copy', () => {
    const data = noise(1_000_003);
    const list = BufferList.from(data);
    const copy = list.toBytes();
    list.zero();
    expect(Buffer.compare(copy, data)).toBe(0);
  });

  it('hexdump: prints all ptrs as one run, and leaves them alone', () => {
    const list = listOf('01', '\x002');
    expect(list.hexdump()).toBe(
      '00000000  30 31 00 32                                       |01.2|\n00000004\n',
    );
    expect(list.getNumBuffers()).toBe(2);
  });

  it('encode_base64, decode_base64: appends to the list', () => {
    const [text, plain] = [listOf('> '), listOf('< ')];
    listOf('AB', 'CD').encodeBase64(text);
    expect(text.toStr()).toBe('> QUJDRA==');
    plain.decodeBase64(listOf('QUJ', 'DRA=='));
    expect(plain.toStr()).toBe('< ABCD');
    expect(() => plain.decodeBase64(listOf('QUJDRA'))).toThrow(expect.objectContaining({ code: 'malformed_input', offset: 4 }));
    expect(plain.toStr()).toBe('< ABCD');
  });

  it('ostream: prints its length and every ptr', () => {
    expect(`${listOf('ABC', 'DE')}`).toBe(
      'buffer::list(len=5,\n\tbuffer::ptr(0~3 in raw len 3),\n\tbuffer::ptr(0~2 in raw len 2)\n)',
    );
  });
});
