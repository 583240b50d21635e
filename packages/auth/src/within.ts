/** How something is ended from outside, and whether somebody waits for it. */
export interface Bounds {
  readonly signal: AbortSignal;
  /** No call waits for it: its timer keeps no process alive, where the platform can say so. */
  readonly isInBackground: boolean;
}

/**
 * Runs something for at most `timeoutMs`, also if it ignores its signal.
 *
 * @returns What it brought; `undefined` if the time was too short.
 * @throws What it threw, and the reason of the signal that ended it.
 */
export async function within<Value>(
  timeoutMs: number,
  { signal, isInBackground }: Bounds,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value | undefined> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  // Listens first, so that this is what ends the race and not the error of a `fetch` that minds its signal.
  const stopped = new Promise<undefined>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve(undefined));
  });
  // Rounded up, since platforms round down, and the call's own limit, which began before, is to be met first.
  const timer = timeoutMs < Number.POSITIVE_INFINITY ? setTimeout(stop, Math.ceil(timeoutMs)) : undefined;
  if (isInBackground) Object(timer).unref?.();
  signal.addEventListener("abort", stop);
  try {
    const value = await Promise.race([stopped, run(controller.signal)]);
    signal.throwIfAborted();
    return value;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
