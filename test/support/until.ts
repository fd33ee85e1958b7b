import { onTestFinished } from 'vitest';

/** The real one, where a test has a clock of its own. */
const { setTimeout } = globalThis;

/** Waits until it is so. There is no limit but that of the test. */
export async function until(isSo: () => boolean): Promise<void> {
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  while (!isSo() && !isOver) await new Promise((resolve) => setTimeout(resolve, 1));
}
