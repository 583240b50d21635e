// Node's own: those of jsdom, in Jest, are fewer and return numbers.
import { clearImmediate, clearTimeout, setImmediate, setTimeout } from "node:timers";
import { sendBatch } from "./batches.ts";
import { stepCapability } from "./capability.ts";
import type { Clock } from "./clock.ts";
import { stepDelivery } from "./delivery.ts";
import { stepEvent } from "./events.ts";
import type { Poster } from "./poster.ts";
import type { Task } from "./queue.ts";
import type { World } from "./world.ts";

/** Makes happen what is due. */
export interface Engine {
  /** Looks at the queue again: something was added. */
  wake(): void;
  /** Moves a manual clock on; what comes due happens in its order, and its callbacks are waited for. */
  advance(ms: number): Promise<void>;
  close(): void;
}

/** How long things may happen in one go before requests get their turn, in milliseconds. */
const SLICE_MS = 2;
/** The longest that a timer of the platform can be set to. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Makes the engine of a world. */
export function createEngine(world: World, clock: Clock, poster: Poster): Engine {
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let isClosed = false;
  let advancing: Promise<void> = Promise.resolve();

  /** Returns whether nothing that is due was left. */
  function runDue(): boolean {
    const endMs = performance.now() + SLICE_MS;
    for (let task = world.queue.take(clock.nowMs()); task !== undefined; task = world.queue.take(clock.nowMs())) {
      run(world, poster, task);
      if (performance.now() > endMs) return false;
    }
    return true;
  }

  function runSlice(): void {
    immediate = undefined;
    runDue();
    arm();
  }

  function arm(): void {
    const nextMs = world.queue.nextMs();
    if (isClosed || immediate !== undefined || nextMs === undefined) return;
    clearTimeout(timer);
    const waitMs = nextMs - clock.nowMs();
    if (waitMs <= 0) immediate = setImmediate(runSlice);
    // A world keeps no process alive: its servers do.
    else if (clock.mode === "real") timer = setTimeout(runSlice, Math.min(waitMs, MAX_TIMER_MS)).unref();
  }

  async function advanceTo(targetMs: number): Promise<void> {
    for (;;) {
      const nextMs = world.queue.nextMs();
      if (isClosed || nextMs === undefined || nextMs > targetMs) break;
      clock.set(Math.max(nextMs, clock.nowMs()));
      while (!runDue()) await new Promise((resolve) => setImmediate(resolve));
      await poster.idle();
    }
    clock.set(targetMs);
  }

  return {
    wake: arm,
    advance(ms) {
      // One after the other, so that two of them never mix.
      advancing = advancing.then(() => advanceTo(clock.nowMs() + ms));
      return advancing;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearImmediate(immediate);
    },
  };
}

function run(world: World, poster: Poster, task: Task): void {
  const { what, id } = task;
  const callback = what === "post" ? world.store.callbacks.get(id) : undefined;
  if (callback !== undefined) poster.post(callback);
  else if (what === "batch") sendBatch(world, id);
  else if (what === "event") stepEvent(world, id);
  else if (what === "capability") stepCapability(world, id);
  else if (what !== "post") stepDelivery(world, task);
}
