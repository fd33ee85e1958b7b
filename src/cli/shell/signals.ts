const STOPPING = ['SIGTERM', 'SIGINT'] as const;

/**
 * Lets `act` answer each signal that asks the program to stop, instead of its end.
 *
 * @returns what puts the end back
 */
export function onStopSignal(act: () => void): () => void {
  for (const signal of STOPPING) process.on(signal, act);
  return () => {
    for (const signal of STOPPING) process.off(signal, act);
  };
}
