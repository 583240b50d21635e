import type { FetchMiddleware } from "./request.ts";
import { waitFor } from "./wait.ts";

/** How many requests are under way, and the calls that wait for one of them to end. */
export interface Queue {
  running: number;
  /** What lets each call go on, in the order in which they came. */
  readonly waiting: Set<() => void>;
}

export const queueOf = (): Queue => ({ running: 0, waiting: new Set() });

/**
 * Makes the middleware that bounds how many requests are under way at once.
 *
 * Thousands at once are slower than their platform needs to be, and cost memory and connections. Calls go on in the order
 * in which they came. One that is aborted, or whose deadline passes, leaves the queue at once.
 */
export function queueWith(queue: Queue, maxConcurrentRequests: number): FetchMiddleware {
  return async (request, next) => {
    if (queue.running < maxConcurrentRequests && queue.waiting.size === 0) queue.running++;
    else {
      // Whoever ends hands its place on, so that none who comes later can take it.
      await waitFor(request, (goOn) => {
        queue.waiting.add(goOn);
        return () => queue.waiting.delete(goOn);
      });
    }
    try {
      return await next(request);
    } finally {
      const [first] = queue.waiting;
      if (first) {
        queue.waiting.delete(first);
        first();
      } else queue.running--;
    }
  };
}
