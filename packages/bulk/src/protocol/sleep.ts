/** Longest delay of a platform timer, in milliseconds. */
const MAX_MS = 2_147_483_647;

/**
 * Waits.
 *
 * @throws What `signal` was aborted with.
 */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      },
      Math.min(MAX_MS, Math.max(0, ms)),
    );
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
