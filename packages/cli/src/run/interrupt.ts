const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What to do when somebody wants the command to end. */
export interface Interruption {
  /** At the first signal: end in order. */
  first(): void;
  /** At any further one: end at once. */
  second(): void;
}

/**
 * Listens for Ctrl-C, for the end of the terminal and for a request to end.
 *
 * @returns A function that listens no more.
 */
export function onInterrupt({ first, second }: Interruption): () => void {
  let count = 0;
  const listener = (): void => {
    count++;
    if (count === 1) first();
    else second();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
