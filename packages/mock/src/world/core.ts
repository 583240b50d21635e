import { type Clock, createClock, MANUAL_START_MS } from "./clock.ts";
import { createEngine, type Engine } from "./engine.ts";
import { createFaults } from "./faults.ts";
import type { JsonObject } from "./json.ts";
import { createPoster } from "./poster.ts";
import { createQueue, type Queue } from "./queue.ts";
import { createRandom } from "./random.ts";
import type { WorldRules } from "./rules.ts";
import { restoredFrom, snapshotOf } from "./snapshot.ts";
import { createStore } from "./store.ts";
import type { Change, World } from "./world.ts";

/** A world that runs. */
export interface Core {
  readonly world: World;
  readonly clock: Clock;
  readonly seed: number | undefined;
  /** Calls back at each change; returns what ends that. */
  listen(listener: (change: Change) => void): () => void;
  advance: Engine["advance"];
  /** The world as plain data. */
  snapshot(): JsonObject;
  /** Replaces the world. @throws {Error} The data is no snapshot of this version. */
  restore(data: unknown): void;
  /** Makes the world empty, as it was at its start. */
  reset(): void;
  close(): void;
}

/** Starts a world. */
export function createCore(mode: "real" | "manual", seed: number | undefined, rules: WorldRules): Core {
  const clock = createClock(mode);
  const listeners = new Set<(change: Change) => void>();
  let random = createRandom(seed);
  let store = createStore();
  let queue = createQueue();

  const waking: Queue = {
    get size() {
      return queue.size;
    },
    add(...task) {
      queue.add(...task);
      engine.wake();
    },
    nextMs: () => queue.nextMs(),
    take: (nowMs) => queue.take(nowMs),
    all: () => queue.all(),
  };
  function changed(change: Change): void {
    for (const listener of listeners) listener(change);
  }
  const world: World = {
    get store() {
      return store;
    },
    queue: waking,
    get random() {
      return random;
    },
    faults: createFaults(
      () => random.draw(),
      () => random.id(clock.nowMs()),
      () => changed({ kind: "faults" }),
    ),
    rules,
    nowMs: clock.nowMs,
    changed,
  };
  const poster = createPoster(world);
  const engine = createEngine(world, clock, poster);

  return {
    world,
    clock,
    seed,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async advance(ms) {
      await engine.advance(ms);
      changed({ kind: "clock" });
    },
    snapshot: () => snapshotOf(store, queue.all(), random.state(), clock.nowMs()),
    restore(data) {
      const restored = restoredFrom(data);
      store = restored.store;
      queue = createQueue(restored.tasks);
      random = createRandom(seed, restored.random);
      clock.set(restored.nowMs || MANUAL_START_MS);
      engine.wake();
      changed({ kind: "reload" });
    },
    reset() {
      store = createStore();
      queue = createQueue();
      random = createRandom(seed);
      clock.set(MANUAL_START_MS);
      world.faults.clear();
      changed({ kind: "reload" });
    },
    close() {
      engine.close();
      poster.close();
    },
  };
}
