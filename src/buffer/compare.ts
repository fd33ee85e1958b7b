import { compareBytes } from './bytes/bytes.ts';
import type { BufferListIterator } from './iterator.ts';

/** What is compared. */
interface Bytes {
  readonly length: number;
  begin(): BufferListIterator;
}

/**
 * -1, 0 or 1 as `a` comes before, with or after `b`: by unsigned bytes, a prefix first.
 *
 * Ceph's list compares `char`, which is signed on x86; its ptr uses memcmp, as this does
 * (v16.0.0 src/include/buffer.h:1233, src/common/buffer.cc:559).
 */
export function compareLists(a: Bytes, b: Bytes): number {
  const from = a.begin();
  const against = b.begin();
  for (let left = Math.min(a.length, b.length); left > 0; ) {
    const run = from.getPtrAndAdvance(left);
    const order = compareBytes(run, against.copyShallow(run.length).cStr());
    if (order !== 0) return order;
    left -= run.length;
  }
  return Math.sign(a.length - b.length);
}
