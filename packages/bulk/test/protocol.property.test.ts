import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { statesOf } from "../src/protocol/chunk-state.ts";
import { summaryOf } from "../src/run/summary.ts";
import { person } from "./people.ts";
import { ARRIVALS, type Arrival, PER_CHUNK, SETTLE_MS, Simulation, TOKEN_MS } from "./simulation.ts";

const CHUNKS = 2;
const PEOPLE = Array.from({ length: CHUNKS * PER_CHUNK }, (_, position) => person(position));
/** Longer than a token, and than what follows it. */
const LONG_MS = 2 * (TOKEN_MS + SETTLE_MS);

/** What the real system is compared with: nobody twice needs no more than that. */
type Model = Record<string, never>;

/** One thing that happens to a worker, the network or the clock. */
class Event implements fc.AsyncCommand<Model, Simulation> {
  readonly name: string;
  readonly happen: (simulation: Simulation) => void | Promise<void>;
  readonly ms: number;

  constructor(name: string, happen: (simulation: Simulation) => void | Promise<void>, ms = 0) {
    this.name = name;
    this.happen = happen;
    this.ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(_: Model, simulation: Simulation): Promise<void> {
    await this.happen(simulation);
    await simulation.settle(this.ms);
    nobodyTwice(simulation);
  }

  toString(): string {
    return this.name;
  }
}

const pick = <Item>(list: readonly Item[], index: number): Item | undefined => list[index % Math.max(1, list.length)];

const index = fc.nat(7);
const events = [
  fc.nat(CHUNKS - 1).map((chunk) => new Event(`start on ${chunk}`, (simulation) => void simulation.start(chunk))),
  fc.tuple(index, fc.constantFrom<Arrival>(...ARRIVALS)).map(
    ([at, how]) =>
      new Event(`request ${at} arrives: ${how}`, (simulation) => {
        const request = pick(simulation.onTheWay, at);
        if (request) simulation.arrive(request, how);
      }),
  ),
  index.map(
    (at) =>
      new Event(`worker ${at} is killed`, ({ workers }) => {
        const worker = pick(workers, at);
        if (worker) worker.isDead = true;
      }),
  ),
  index.map(
    (at) =>
      new Event(`worker ${at} stands still`, (simulation) => {
        const worker = pick(simulation.workers, at);
        if (worker) simulation.pause(worker);
      }),
  ),
  index.map((at) => new Event(`worker ${at} goes on`, ({ workers }) => pick(workers, at)?.goOn())),
  fc
    .constantFrom(100, 1000, SETTLE_MS, TOKEN_MS - SETTLE_MS, TOKEN_MS, LONG_MS)
    .map((ms) => new Event(`${ms} ms pass`, () => {}, ms)),
];

function nobodyTwice(simulation: Simulation): void {
  expect([...simulation.received()].filter(([, times]) => times > 1)).toEqual([]);
}

/**
 * Everybody goes on, and all that is under way arrives. After that, a last worker takes each chunk up that is not settled:
 * only then is it known of a request that was late whether it was accepted.
 */
async function finish(simulation: Simulation): Promise<void> {
  for (const worker of simulation.workers) worker.goOn();
  await drain(simulation);
  await simulation.settle(SETTLE_MS);
  for (let chunk = 0; chunk < CHUNKS; chunk++) simulation.start(chunk);
  await drain(simulation);
}

async function drain(simulation: Simulation): Promise<void> {
  for (let round = 0; round < 60; round++) {
    await simulation.settle(1000);
    for (const request of [...simulation.onTheWay]) simulation.arrive(request, "accepted");
    if (simulation.workers.every(({ isDead, isOver }) => isDead || isOver)) return;
  }
  throw new Error("a worker has not ended");
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function outcome(simulation: Simulation) {
  const summary = summaryOf("run", statesOf(await simulation.ledger.entries()), { total: PEOPLE.length, elapsedMs: 0 });
  const rejected = summary.rejections.map(({ position }) => person(position));
  const received = [...simulation.received().keys()];
  return { summary, rejected, received };
}

const RUNS = { numRuns: 150 };

test("with hold, nobody is messaged twice, and unresolved are exactly those who may not have been", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(events, { maxCommands: 30 }),
      // However late the lookup is.
      fc.constantFrom(0, 1000, LONG_MS),
      async (commands, lagMs) => {
        const simulation = new Simulation("hold", lagMs);
        await fc.asyncModelRun(() => ({ model: {}, real: simulation }), commands);
        await finish(simulation);

        nobodyTwice(simulation);
        const { summary, rejected, received } = await outcome(simulation);
        expect(summary.accepted + summary.rejected + summary.unresolved + summary.pending).toBe(PEOPLE.length);
        expect(summary.pending).toBe(0);
        expect(received.filter((id) => rejected.includes(id))).toEqual([]);
        expect(summary.accepted).toBeLessThanOrEqual(received.length);
        const missing = PEOPLE.filter((id) => !received.includes(id) && !rejected.includes(id));
        if (lagMs < SETTLE_MS) expect(summary.unresolved).toBe(missing.length);
      },
    ),
    RUNS,
  );
});

test("with resend, everybody who was not refused is messaged once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(events, { maxCommands: 30 }),
      fc.constantFrom(0, 1000, SETTLE_MS - 500),
      async (commands, lagMs) => {
        const simulation = new Simulation("resend", lagMs);
        await fc.asyncModelRun(() => ({ model: {}, real: simulation }), commands);
        await finish(simulation);

        nobodyTwice(simulation);
        const { summary, rejected, received } = await outcome(simulation);
        expect(summary).toMatchObject({ unresolved: 0, pending: 0, accepted: received.length });
        expect([...received, ...rejected].toSorted()).toEqual(PEOPLE.toSorted());
      },
    ),
    RUNS,
  );
});

test("a service that takes tokens after their end makes the promise impossible", async () => {
  const simulation = new Simulation("resend", 0, false);
  simulation.start(0);
  await simulation.settle();
  const [late] = simulation.onTheWay;
  for (const worker of simulation.workers) worker.isDead = true;
  simulation.start(0);
  await simulation.settle(LONG_MS);
  for (const request of [...simulation.onTheWay]) if (request !== late) simulation.arrive(request, "accepted");
  if (late) simulation.arrive(late, "accepted");

  expect([...simulation.received().values()]).toEqual([2, 2, 2]);
});
