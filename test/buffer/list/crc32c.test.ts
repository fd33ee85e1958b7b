import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';
import { listOf, noise } from '../support/support.ts';

describe('BufferList, its checksum', () => {
  it('crc32c, BufferHash: gives what Ceph gives, and goes on from there', () => {
    const list = BufferList.from('A');
    expect(list.crc32c(0)).toBe(0xb3109ebf);
    expect(list.crc32c(0xb3109ebf)).toBe(0x5fa5c0cc);
    expect(listOf('foo', ' bar', ' baz').crc32c(1234)).toBe(881700046);
    expect(new BufferList().crc32c(0xfedcba98)).toBe(0xfedcba98);
  });

  it('crc32c_append: is the same whatever was remembered of the parts', () => {
    const [whole, parts] = [new BufferList(), new BufferList()];
    for (let i = 0; i < 200; i++) {
      const part = BufferList.from(noise(200, i));
      whole.append(noise(200, i));
      part.crc32c(i * 77);
      parts.append(part);
    }
    expect(parts.crc32c(0)).toBe(whole.crc32c(0));
    expect(parts.crc32c(0)).toBe(crc32c(0, whole.toBytes()));
  });

  it('crc32c_zeros: is right for the same ptr many times over', () => {
    const ptr = BufferPtr.copy(noise(4096));
    const list = new BufferList();
    for (let i = 0; i < 50; i++) {
      list.pushBack(ptr);
      expect(list.crc32c(111)).toBe(crc32c(111, list.toBytes()));
    }
  });

  it('InvalidateCrc: a write to the memory shows after invalidateCrc', () => {
    const list = new BufferList();
    list.invalidateCrc();
    list.append(noise(262_144));
    const before = list.crc32c(0);
    list.cStr().reverse();
    expect(list.crc32c(0)).toBe(before);
    list.invalidateCrc();
    expect(list.crc32c(0)).toBe(crc32c(0, noise(262_144).reverse()));
    expect(list.crc32c(0)).not.toBe(before);
  });

  it.each<[string, (list: BufferList) => void]>([
    ['copyIn', (list) => list.copyIn(70, noise(30, 9))],
    ['zero', (list) => list.zero(70, 30)],
    ['an iterator', (list) => list.begin(70).copyIn(noise(30, 9))],
    ['a ptr', (list) => list.buffers[1]?.copyIn(3, noise(30, 9))],
    ['append', (list) => list.append(noise(30, 9))],
    ['a part', (list) => {
      const part = new BufferList();
      part.substrOf(list, 60, 20);
      part.zero();
    }],
  ])('crc32c: is right again after a write through %s', (_, write) => {
    const list = new BufferList();
    for (let i = 0; i < 3; i++) list.pushBack(BufferPtr.copy(noise(64, i)));
    const before = list.crc32c(5);
    write(list);
    expect(list.crc32c(5)).toBe(crc32c(5, list.toBytes()));
    expect(list.crc32c(5)).not.toBe(before);
  });
});
