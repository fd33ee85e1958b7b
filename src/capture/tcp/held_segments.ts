import type { Utime } from '../../types/common/utime_t.ts';

/** A run of a stream that came before what it follows. */
export interface Held {
  readonly at: number;
  readonly length: number;
  /** Null where the capture cut it off. */
  readonly bytes: Uint8Array | null;
  readonly stamp: Utime | null;
}

/** What a run takes besides its bytes, roughly. */
const OVERHEAD = 256;

/** Runs of a stream that wait for those before them, in order and apart; where they would overlap, the first to come stays. */
export class HeldSegments {
  #runs: Held[] = [];
  #cost = 0;

  /** Memory taken, in bytes. */
  get cost(): number {
    return this.#cost;
  }

  get count(): number {
    return this.#runs.length;
  }

  get first(): Held | undefined {
    return this.#runs[0];
  }

  /** Keeps what of a run is not there yet; in memory of its own, lest one segment holds the whole chunk it came in. */
  add(run: Held): void {
    const end = run.at + run.length;
    let from = run.at;
    let index = this.#indexAfter(from);
    while (from < end) {
      const next = this.#runs[index];
      const until = Math.min(end, next?.at ?? end);
      if (until > from) this.#insert(index++, part(run, from, until));
      if (next === undefined) return;
      from = next.at + next.length;
      index++;
    }
  }

  shift(): Held | undefined {
    const run = this.#runs.shift();
    if (run !== undefined) this.#cost -= costOf(run);
    return run;
  }

  /** The first run that ends behind `at`; searched from the back, where segments mostly belong. */
  #indexAfter(at: number): number {
    let index = this.#runs.length;
    for (let before = this.#runs[index - 1]; before !== undefined && before.at + before.length > at; before = this.#runs[index - 1]) index--;
    return index;
  }

  #insert(index: number, run: Held): void {
    this.#runs.splice(index, 0, run);
    this.#cost += costOf(run);
  }
}

function part({ at, bytes, stamp }: Held, from: number, until: number): Held {
  return { at: from, length: until - from, bytes: bytes === null ? null : bytes.slice(from - at, until - at), stamp };
}

function costOf({ bytes }: Held): number {
  return OVERHEAD + (bytes?.length ?? 0);
}
