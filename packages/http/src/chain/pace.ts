import { MAX_MS } from "../options/check-options.ts";
import { type FetchMiddleware, remainingMs } from "./request.ts";
import { timeoutError, waitFor } from "./wait.ts";

/** So much lateness is made up for by turns that follow one another at once. */
const MOST_LATE_MS = 20;

/** A request that waits for its turn. */
interface Turn {
  readonly spacingMs: number;
  readonly goOn: () => void;
}

/** The requests of one project, in one line. */
interface Schedule {
  /** When the next request may go out, on the clock of `performance.now()`. */
  nextAtMs: number;
  readonly waiting: Set<Turn>;
  /** What all that wait take together, in milliseconds. */
  waitingMs: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Where all copies of this package in a process find the schedules, by project id: those of ES modules and of CommonJS. */
const SCHEDULES: unique symbol = Symbol.for("@sinch-fetch/http.schedules");

function scheduleOf(projectId: string): Schedule {
  const shared = globalThis as { [SCHEDULES]?: Map<string, Schedule> };
  shared[SCHEDULES] ??= new Map();
  const schedules = shared[SCHEDULES];
  const schedule = schedules.get(projectId) ?? { nextAtMs: 0, waiting: new Set(), waitingMs: 0, timer: undefined };
  schedules.set(projectId, schedule);
  return schedule;
}

/**
 * Makes the middleware that spaces the requests of a project evenly, over all of its clients in this process.
 *
 * Each request takes its turn in one line, in the order in which they come, and the next turn is `1 / requestsPerSecond`
 * later. Clients of one project may be given different rates: each takes the room of its own. A request that is aborted or
 * whose deadline passes gives its turn back, and those behind it move up.
 *
 * @returns Middleware that rejects with a `TimeoutError`, the request unsent, if its turn comes after the call's deadline,
 * and with an `AbortError` if the caller's signal is aborted while it waits.
 */
export function paceWith(projectId: string, requestsPerSecond: number): FetchMiddleware {
  const spacingMs = 1000 / requestsPerSecond;
  const schedule = scheduleOf(projectId);
  return async (request, next) => {
    const now = performance.now();
    const waitMs = Math.max(0, schedule.nextAtMs - now) + schedule.waitingMs;
    if (waitMs > remainingMs(request)) throw timeoutError(request, "turn", request.deadlineMs);
    if (waitMs === 0 && !request.signal?.aborted) schedule.nextAtMs = now + spacingMs;
    else {
      await waitFor(request, (goOn) => {
        const turn: Turn = { spacingMs, goOn };
        schedule.waiting.add(turn);
        schedule.waitingMs += spacingMs;
        arm(schedule);
        return () => {
          leave(schedule, turn);
          arm(schedule);
        };
      });
    }
    return next(request);
  };
}

function leave(schedule: Schedule, turn: Turn): void {
  schedule.waiting.delete(turn);
  // Not by subtraction alone, which would leave a rest of rounding.
  schedule.waitingMs = schedule.waiting.size === 0 ? 0 : schedule.waitingMs - turn.spacingMs;
}

/** Sets the one timer of the line, for its first; nobody waits without one, and no timer without somebody who waits. */
function arm(schedule: Schedule): void {
  clearTimeout(schedule.timer);
  if (schedule.waiting.size === 0) return;
  // Rounded up, since platforms round down, and a turn taken early is a rate exceeded.
  const delayMs = Math.min(MAX_MS, Math.ceil(Math.max(0, schedule.nextAtMs - performance.now())));
  schedule.timer = setTimeout(() => {
    const now = performance.now();
    for (const turn of schedule.waiting) {
      if (now < schedule.nextAtMs) break;
      leave(schedule, turn);
      // Timers come late; what they lose is made up for, and what a standstill of the process has lost is not.
      schedule.nextAtMs = Math.max(schedule.nextAtMs, now - MOST_LATE_MS) + turn.spacingMs;
      turn.goOn();
    }
    arm(schedule);
  }, delayMs);
}
