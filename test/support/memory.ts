import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Lets go of all that nobody holds. */
export const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are held, on the heap and outside of it. */
export function heldBytes(): number {
  collectGarbage();
  collectGarbage(); // the bytes of ArrayBuffers are freed after a collection, by another thread; the next one waits for it
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external; // which has the bytes of ArrayBuffers in it
}
