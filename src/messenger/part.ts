import { BufferList } from '../buffer/list.ts';

/** A part of a frame, which shares the frame's memory. */
export function partOf(frame: BufferList, offset: number, length: number): BufferList {
  const part = new BufferList();
  const [first] = frame.buffers;
  if (length === 0 || first === undefined) return part;
  if (offset + length <= first.length) part.appendPtr(first, offset, length); // most frames arrive in one chunk
  else part.substrOf(frame, offset, length);
  return part;
}
