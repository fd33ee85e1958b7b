const STOPPING = ['SIGTERM', 'SIGINT'] as const;

/**
 * Calls `act` for each signal that asks the program to stop, in place of stopping it.
 *
 * @returns a function that undoes this
 */
export function onStopSignal(act: () => void): () => void {
  for (const signal of STOPPING) process.on(signal, act);
  return () => {
    for (const signal of STOPPING) process.off(signal, act);
  };
}
