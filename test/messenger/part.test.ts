import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { partOf } from '../../src/messenger/part.ts';

const chunks = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5), Uint8Array.of(6)];

function frame(): BufferList {
  const list = new BufferList();
  for (const chunk of chunks) list.append(BufferPtr.claim(chunk));
  return list;
}

describe('partOf', () => {
  it('returns any part of a frame, whatever its chunks', () => {
    for (let from = 0; from <= 6; from++) {
      for (let to = from; to <= 6; to++) expect([...partOf(frame(), from, to - from).toBytes()]).toEqual([1, 2, 3, 4, 5, 6].slice(from, to));
    }
  });

  it('shares the memory of the frame', () => {
    expect(partOf(frame(), 1, 2).buffers.map((ptr) => ptr.raw.data)).toEqual([chunks[0]]);
    expect(partOf(frame(), 1, 5).buffers.map((ptr) => ptr.raw.data.buffer)).toEqual(chunks.map(({ buffer }) => buffer));
    expect(partOf(frame(), 1, 2).buffers[0]?.raw.data.buffer).toBe(chunks[0]?.buffer);
  });

  it('refuses a part beyond the end of the frame', () => {
    expect(() => partOf(frame(), 5, 2)).toThrow('need 2 bytes');
  });
});
