import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';
import { bytes, endOfBuffer, listOf } from '../support/support.ts';

const texts = (list: BufferList): string[] => list.buffers.map((ptr) => new TextDecoder().decode(ptr.cStr()));
const ALPHABET = ['ABC', 'DEF', 'GHI', 'JKL'];

describe('BufferList, its ptrs', () => {
  it('push_back: adds a ptr of its own to the same memory', () => {
    const list = BufferList.from('A');
    const ptr = BufferPtr.copy(bytes('BC'));
    list.pushBack(ptr);
    list.pushBack(new BufferPtr());
    expect([texts(list), list.length, list.buffers.at(-1)?.raw]).toEqual([['A', 'BC'], 3, ptr.raw]);
  });

  it('push_front: adds a ptr at the start', () => {
    const list = listOf('BC');
    list.pushFront(BufferPtr.copy(bytes('A')));
    expect([texts(list), list.length, list.buffers[0]?.length]).toEqual([['A', 'BC'], 3, 1]);
      });

  it('clear: leaves nothing', () => {
    const list = listOf('ABC');
    list.clear();
    expect([list.length, list.getNumBuffers()]).toEqual([0, 0]);
  });

  it('swap: exchanges lists, and the space they append to', () => {
    const [a, b] = [BufferList.from('A'), BufferList.from('BB')];
    a.swap(b);
    a.append('b');
    b.append('a');
    expect([texts(a), a.length, texts(b), b.length]).toEqual([['BBb'], 3, ['Aa'], 2]);
    a.swap(a);
    expect(a.toStr()).toBe('BBb');
  });

  it('claim: takes the place of the other, which is left empty', () => {
    const [to, from] = [listOf('XXXX'), listOf('AB', 'C')];
    to.claim(from);
    expect([texts(to), from.length, from.getNumBuffers()]).toEqual([['AB', 'C'], 0, 0]);
    from.append('x');
    expect(to.toStr()).toBe('ABC');
  });

  it('append_after_move: what was claimed goes on in the same space', () => {
    const [to, from] = [new BufferList(), new BufferList(6)];
    from.append('ABC');
    to.claim(from);
    to.append('123');
    from.append('x');
    expect([texts(to), texts(from)]).toEqual([['ABC123'], ['x']]);
  });

  it('claim_append, claim_append_piecewise: takes the ptrs without a copy', () => {
    const [to, from] = [listOf('XXXX'), listOf('AB', 'C')];
    const raw = from.buffers[0]?.raw;
    to.claimAppend(from);
    expect([texts(to), to.length, to.buffers[1]?.raw]).toEqual([['XXXX', 'AB', 'C'], 7, raw]);
    expect([from.length, from.getNumBuffers()]).toEqual([0, 0]);
    from.append('z');
    to.append('y');
    expect([to.toStr(), from.toStr()]).toEqual(['XXXXABCy', 'z']);
  });

  it('claim_prepend: takes the ptrs to the start', () => {
    const [to, from] = [listOf('XXXX'), listOf('AB', 'C')];
    to.claimPrepend(from);
    expect([texts(to), to.length, from.length]).toEqual([['AB', 'C', 'XXXX'], 7, 0]);
  });

  it('claim: a list is not claimed by itself', () => {
    const list = listOf('ABC');
    const claims = [() => list.claim(list), () => list.claimAppend(list), () => list.claimPrepend(list), () => list.splice(0, 1, list)];
    for (const claim of claims) expect(claim).toThrow(new TypeError('a list cannot be claimed by itself'));
    expect(list.toStr()).toBe('ABC');
  });

  it('substr_of: shares memory and refuses a range past the end', () => {
    const list = listOf(...ALPHABET);
    const part = listOf('TO BE CLEARED');
    part.substrOf(list, 4, 4);
    expect([texts(part), part.length]).toEqual([['EF', 'GH'], 4]);
    list.copyIn(4, bytes('e'));
    expect(part.toStr()).toBe('eFGH');
    expect(() => part.substrOf(list, 10, 3)).toThrow(endOfBuffer(10, 3, 2));
    expect(() => new BufferList().substrOf(new BufferList(), 1, 1)).toThrow(endOfBuffer(1, 1, 0));
    expect(part.toStr()).toBe('eFGH');
  });

  it('substr_of: takes nothing, everything, and a part of itself', () => {
    const list = listOf(...ALPHABET);
    const part = new BufferList();
    part.substrOf(list, 12, 0);
    expect(part.getNumBuffers()).toBe(0);
    part.substrOf(list, 0, 12);
    expect(texts(part)).toEqual(ALPHABET);
    list.substrOf(list, 5, 2);
    expect([texts(list), list.length]).toEqual([['F', 'G'], 2]);
  });

  it('substr_of, append: what is appended to a part does not show in the whole', () => {
    const list = BufferList.from('ABCDEF');
    const part = new BufferList();
    part.substrOf(list, 0, 3);
    part.append('xyz');
    expect([part.toStr(), list.toStr()]).toEqual(['ABCxyz', 'ABCDEF']);
  });

  it('splice: cuts a range out, and hands it on', () => {
    const list = listOf(...ALPHABET);
    const cut = BufferList.from('X');
    list.splice(0, 0, cut);
    list.splice(4, 4, cut);
    expect([texts(list), list.length]).toEqual([['ABC', 'D', 'I', 'JKL'], 8]);
    expect([texts(cut), cut.length]).toEqual([['X', 'EF', 'GH'], 5]);
    list.splice(4, 4);
    expect([texts(list), list.length]).toEqual([['ABC', 'D'], 4]);
    list.splice(0, 4);
    expect([list.length, list.getNumBuffers()]).toEqual([0, 0]);
  });

  it('splice: refuses a range past the end, and changes neither list', () => {
    const [list, cut] = [listOf('ABC', 'DEF'), listOf('X')];
    expect(() => list.splice(4, 3, cut)).toThrow(endOfBuffer(4, 3, 2));
    expect(() => list.splice(7, 0, cut)).toThrow(endOfBuffer(7, 0, 0));
    expect([texts(list), texts(cut)]).toEqual([['ABC', 'DEF'], ['X']]);
    expect(() => new BufferList().splice(1, 1)).toThrow(endOfBuffer(1, 1, 0));
  });

  it('splice: frames cut off the front of a stream cost no copy, and appending goes on behind', () => {
    const stream = BufferList.from('frame1fra');
    const frame = new BufferList();
    stream.splice(0, 6, frame);
    stream.append('me2');
    expect([frame.toStr(), texts(stream)]).toEqual(['frame1', ['frame2']]);
    expect(frame.buffers[0]?.raw).toBe(stream.buffers[0]?.raw);
  });
});
