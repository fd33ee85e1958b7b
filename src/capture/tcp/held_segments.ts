import type { Utime } from '../../types/common/utime_t.ts';

/** A segment of a stream that was captured before the bytes that precede it. */
export interface HeldSegment {
  readonly at: number;
  readonly length: number;
  /** Null if the capture cut them off. */
  readonly bytes: Uint8Array | null;
  readonly stamp: Utime | null;
}

/** The memory that a segment takes besides its bytes, roughly. */
const OVERHEAD = 256;

/**
 * Segments of a stream that wait for the bytes before them, in order and without overlaps. Of bytes that come twice, the
 * first stay.
 */
export class HeldSegments {
  #segments: HeldSegment[] = [];
  #cost = 0;

  /** Memory taken, in bytes. */
  get cost(): number {
    return this.#cost;
  }

  get count(): number {
    return this.#segments.length;
  }

  get first(): HeldSegment | undefined {
    return this.#segments[0];
  }

  /** Adds the bytes that are not held yet. Copies them, so that a segment does not keep the whole chunk of the file in memory. */
  add(segment: HeldSegment): void {
    const end = segment.at + segment.length;
    let from = segment.at;
    let index = this.#indexAfter(from);
    while (from < end) {
      const next = this.#segments[index];
      const until = Math.min(end, next?.at ?? end);
      if (until > from) this.#insert(index++, partOf(segment, from, until));
      if (next === undefined) return;
      from = next.at + next.length;
      index++;
    }
  }

  /** Removes the first segment. */
  shift(): HeldSegment | undefined {
    const segment = this.#segments.shift();
    if (segment !== undefined) this.#cost -= costOf(segment);
    return segment;
  }

  /** The index of the first segment that ends after `at`. Searches from the end, where most segments belong. */
  #indexAfter(at: number): number {
    let index = this.#segments.length;
    for (let before = this.#segments[index - 1]; before !== undefined && before.at + before.length > at; before = this.#segments[index - 1]) index--;
    return index;
  }

  #insert(index: number, segment: HeldSegment): void {
    this.#segments.splice(index, 0, segment);
    this.#cost += costOf(segment);
  }
}

function partOf({ at, bytes, stamp }: HeldSegment, from: number, until: number): HeldSegment {
  return { at: from, length: until - from, bytes: bytes === null ? null : bytes.slice(from - at, until - at), stamp };
}

function costOf({ bytes }: HeldSegment): number {
  return OVERHEAD + (bytes?.length ?? 0);
}
