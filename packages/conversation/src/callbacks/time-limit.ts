/** The longest delay that timers take, in milliseconds. */
export const MAX_TIMER_MS = 2_147_483_647;

/**
 * Waits for work, but not for ever.
 *
 * @param onLate Called when the limit is over, with the work that may still end.
 * @throws What the work threw, or an error that names the limit.
 */
export async function withinLimit(
  work: Promise<void>,
  limitMs: number,
  subject: string,
  onLate: (work: Promise<void>) => void,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate(work);
      reject(new Error(`callbackHandler: ${subject} took longer than ${limitMs} ms`));
    }, limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
