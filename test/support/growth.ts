/** How much larger the large input is. */
const TIMES = 128;

/** Of so many runs the shortest counts: others use the processor too. */
const RUNS = 3;

/**
 * Growth is below this where time grows with the size, and above where it grows with the square: that would be 128 and 16,384.
 * But a long run collects garbage and is interrupted, a short one is not, which on a busy machine makes a thousand of 128.
 */
export const LINEAR = 4096;

/** How many times as long it takes for 128 times the size. What `prepare` does is not counted, but what it returns. */
export function growth(size: number, prepare: (size: number) => () => void): number {
  return shortest(() => prepare(TIMES * size)) / shortest(() => prepare(size));
}

function shortest(prepare: () => () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const run = prepare();
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return Math.min(...times);
}
