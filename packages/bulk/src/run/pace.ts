import type { QueueState } from "../options.ts";
import { sleep } from "../protocol/sleep.ts";

/**
 * Makes the function that waits for the turn of some recipients, so that no more than `recipientsPerSecond` are sent.
 *
 * The first goes out at once, each of the others after the time that those before it take. It throws what its signal was
 * aborted with.
 */
export function paceOf(
  recipientsPerSecond: number | undefined,
): (recipients: number, signal: AbortSignal) => Promise<void> {
  let nextAtMs = 0;
  return async (recipients, signal) => {
    if (recipientsPerSecond === undefined) return;
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, nextAtMs);
    nextAtMs = atMs + (recipients / recipientsPerSecond) * 1000;
    if (atMs > nowMs) await sleep(atMs - nowMs, signal);
  };
}

const QUEUE_POLL_MS = 1_000;

/**
 * Waits while some recipients do not fit into the app's queue. A queue that says nothing has room.
 *
 * @throws What `signal` was aborted with, or what `queue` throws.
 */
export async function roomInQueue(
  queue: (() => QueueState | undefined | Promise<QueueState | undefined>) | undefined,
  recipients: number,
  signal: AbortSignal,
): Promise<void> {
  if (queue === undefined) return;
  for (;;) {
    const { outbound_size = 0, outbound_limit = Number.POSITIVE_INFINITY } = (await queue()) ?? {};
    // More than the queue ever holds waits for an empty one.
    if (outbound_size === 0 || outbound_size + recipients <= outbound_limit) return;
    await sleep(QUEUE_POLL_MS, signal);
  }
}
