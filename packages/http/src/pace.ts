import type { FetchMiddleware } from "./fetch.ts";
import { remainingMs } from "./remaining.ts";
import { timeoutError } from "./timeout.ts";
import { wait } from "./wait.ts";

/** When the next request of a project may go out, by project id, on the clock of `performance.now()`. */
const nextAtMs = /* @__PURE__ */ new Map<string, number>();

/**
 * Makes the middleware that spaces the requests of a project evenly, over all of its clients in this process.
 *
 * Each request takes its place in one schedule, in the order in which they come, and the next place is `1 /
 * requestsPerSecond` later. Clients of one project may be given different rates: each takes the room of its own.
 *
 * @returns Middleware that rejects with a `TimeoutError`, the request unsent, if its place comes after the call's deadline,
 * and with an `AbortError` if the caller's signal is aborted while it waits.
 */
export function paceWith(projectId: string, requestsPerSecond: number): FetchMiddleware {
  return async (request, next) => {
    const now = performance.now();
    const atMs = Math.max(now, nextAtMs.get(projectId) ?? 0);
    if (atMs - now > remainingMs(request)) throw timeoutError(request, "turn", request.deadlineMs);
    nextAtMs.set(projectId, atMs + 1000 / requestsPerSecond);
    // Rounded up, since platforms round down, and a turn taken early is a rate exceeded.
    if (atMs > now) await wait(Math.ceil(atMs - now), request);
    return next(request);
  };
}
