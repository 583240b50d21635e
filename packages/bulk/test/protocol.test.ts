import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { person } from "./people.ts";
import { type Arrival, PER_CHUNK, SETTLE_MS, Simulation, TOKEN_MS } from "./simulation.ts";

const LIFE_MS = TOKEN_MS * 1.1;
const MARK = "run/0/0000000000000000";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Starts a worker on chunk 0, whose requests fare as given. */
async function worked(simulation: Simulation, ...arrivals: readonly Arrival[]) {
  const worker = simulation.start(0);
  await simulation.settle();
  for (const how of arrivals) await simulation.next(how);
  return worker;
}

const ids = (...positions: readonly number[]) => positions.map(person);

describe("a response", () => {
  test("of acceptance ends the chunk: one claim, one request, one fate", async () => {
    const simulation = new Simulation("hold", 0);
    const worker = await worked(simulation, "accepted");

    expect(worker.isOver).toBe(true);
    expect(simulation.accepted).toEqual([
      { meta_data: { sinch_fetch_chunk: MARK, sinch_fetch_attempt: `${MARK}/1` }, ids: ids(0, 1, 2), atMs: Date.now() },
    ]);
    const common = { chunk: 0, attempt: 1 };
    expect(await simulation.entries()).toEqual({
      "0.1.claim": {
        ...common,
        kind: "claim",
        position: 0,
        recipients: PER_CHUNK,
        digest: "0".repeat(64),
        owner: "worker-1",
        lifeMs: LIFE_MS,
      },
      "0.1.fate": { ...common, kind: "fate", outcome: "accepted", batchId: "b1" },
    });
    expect(worker.fates).toEqual([{ ...common, position: 0, recipients: 3, outcome: "accepted", batch_id: "b1" }]);
    expect(simulation.lookedAtMs).toEqual([]);
  });

  test("that names recipients isolates them, one after another, and the rest is sent", async () => {
    const simulation = new Simulation("hold", 0);
    const worker = await worked(simulation, "isolated", "isolated", "accepted");

    const rejected = { chunk: 0, recipients: 1, outcome: "rejected", reason: "unknown" };
    expect(worker.fates).toEqual([
      { ...rejected, position: 0, attempt: 1 },
      { ...rejected, position: 1, attempt: 2 },
      { chunk: 0, position: 0, recipients: 1, outcome: "accepted", attempt: 3, batch_id: "b1" },
    ]);
    expect(simulation.accepted.map((batch) => batch.ids)).toEqual([ids(2)]);
    expect(await simulation.entries()).toMatchObject({
      "0.1.fate": { outcome: "isolated", rejections: [{ position: 0, reason: "unknown" }] },
      "0.2.fate": { outcome: "isolated", rejections: [{ position: 1, reason: "unknown" }] },
    });
  });

  test("that names the last recipient leaves nobody to send to", async () => {
    const simulation = new Simulation("hold", 0);
    const worker = await worked(simulation, "isolated", "isolated", "isolated");

    expect(worker.isOver).toBe(true);
    expect(simulation.onTheWay).toEqual([]);
    expect(worker.fates.map(({ outcome, position }) => [outcome, position])).toEqual([
      ["rejected", 0],
      ["rejected", 1],
      ["rejected", 2],
    ]);
  });

  test("that reached nobody makes a new attempt, with a claim of its own", async () => {
    const simulation = new Simulation("hold", 0);
    const worker = await worked(simulation, "429", "429", "429", "429", "accepted");

    expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt: 5 }]);
    const entries = await simulation.entries();
    expect(Object.keys(entries)).toHaveLength(10);
    expect(entries["0.4.fate"]).toMatchObject({ outcome: "void", reason: expect.stringContaining("429") });
  });
});

describe("no response", () => {
  test.each(["accepted-unsaid", "500-accepted"] as const)("after acceptance (%s): the chunk is found", async (how) => {
    const simulation = new Simulation("hold", 1000);
    const worker = await worked(simulation, how);
    await simulation.settle(SETTLE_MS);

    expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt: 1, batch_id: "b1" }]);
    expect(await simulation.entries()).toMatchObject({ "0.1.fate": { outcome: "accepted", batchId: "b1" } });
    expect(simulation.accepted).toHaveLength(1);
  });

  test.each(["lost", "500"] as const)(
    "before it (%s): the chunk is looked for until settleMs, and held",
    async (how) => {
      const simulation = new Simulation("hold", 0);
      const began = Date.now();
      const worker = await worked(simulation, how);
      await simulation.settle(SETTLE_MS - 20);
      expect(worker.fates).toEqual([]);
      await simulation.settle(1000);

      const reason = `no response, and the lookup of ${MARK} finds nothing`;
      expect(worker.fates).toEqual([
        { chunk: 0, position: 0, recipients: 3, outcome: "unresolved", attempt: 1, reason },
      ]);
      expect(await simulation.entries()).toMatchObject({ "0.1.lost": { chunk: 0, attempt: 1, reason } });
      // At once, then ever more rarely, and once more at the end.
      const lookedAt = simulation.lookedAtMs.map((atMs) => atMs - began);
      expect(lookedAt.slice(0, 5)).toEqual([0, 100, 300, 700, 1500]);
      expect(lookedAt.at(-1)).toBeGreaterThanOrEqual(SETTLE_MS);
      expect(simulation.onTheWay).toEqual([]);
    },
  );

  test("holds what is left of a chunk from which recipients were isolated", async () => {
    const simulation = new Simulation("hold", 0);
    const worker = await worked(simulation, "isolated", "lost");
    await simulation.settle(2 * SETTLE_MS);

    expect(worker.fates).toMatchObject([
      { outcome: "rejected", recipients: 1 },
      { outcome: "unresolved", recipients: 2, attempt: 2 },
    ]);
  });

  test("is sent again, once its token has ended and it was not found for settleMs", async () => {
    const simulation = new Simulation("resend", 0);
    const worker = await worked(simulation, "lost");
    await simulation.settle(LIFE_MS + SETTLE_MS - 50);
    expect(simulation.onTheWay).toEqual([]);
    await simulation.settle(6000);
    await simulation.next("accepted");

    expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt: 2 }]);
    expect(simulation.accepted[0]?.meta_data).toEqual({ sinch_fetch_chunk: MARK, sinch_fetch_attempt: `${MARK}/2` });
  });

  test("is not sent again while the clock says that the token is good, as after it was set back", async () => {
    const simulation = new Simulation("resend", 0);
    await worked(simulation, "lost");
    await simulation.settle(LIFE_MS);
    vi.setSystemTime(Date.now() - 60_000);
    await simulation.settle(30_000);
    expect(simulation.onTheWay).toEqual([]);
    await simulation.settle(60_000);

    expect(simulation.onTheWay).toHaveLength(1);
  });

  test("is held when the lookup fails, since nothing is known then", async () => {
    const simulation = new Simulation("resend", 0);
    simulation.lookup = () => Response.json({}, { status: 500 });
    const worker = await worked(simulation, "lost");
    await simulation.settle(LIFE_MS + 2 * SETTLE_MS);

    expect(worker.fates).toMatchObject([{ outcome: "unresolved", reason: `the lookup of ${MARK} failed` }]);
    expect(simulation.onTheWay).toEqual([]);
  });

  test("counts a 404 of the lookup as nothing found", async () => {
    const simulation = new Simulation("resend", 0);
    simulation.lookup = () => Response.json({}, { status: 404 });
    await worked(simulation, "lost");
    await simulation.settle(LIFE_MS + 3 * SETTLE_MS);

    expect(simulation.onTheWay).toHaveLength(1);
  });

  test("is held when nobody knows the end of its credential, unless fenceMs says it", async () => {
    const simulation = new Simulation("resend", 0);
    simulation.lifeMs = null;
    const worker = await worked(simulation, "lost");
    await simulation.settle(2 * SETTLE_MS);
    expect(worker.fates).toMatchObject([
      { outcome: "unresolved", reason: expect.stringContaining("fenceMs is needed") },
    ]);

    simulation.fenceMs = 5000;
    await worked(simulation);
    await simulation.settle(3 * SETTLE_MS);
    await simulation.next("accepted");

    expect(simulation.accepted).toHaveLength(1);
  });
});

describe("a take-over", () => {
  test("looks for the chunk, and does not post while the first claim's token is good", async () => {
    const simulation = new Simulation("resend", 0);
    const first = await worked(simulation);
    first.isDead = true;
    const second = await worked(simulation);
    await simulation.settle(LIFE_MS);
    expect(simulation.onTheWay).toHaveLength(1);
    await simulation.next("accepted");
    await simulation.settle(LIFE_MS);

    // It came late, with a token that had ended.
    expect(simulation.accepted).toEqual([]);
    await simulation.next("accepted");
    expect(simulation.accepted.map((batch) => batch.meta_data.sinch_fetch_attempt)).toEqual([`${MARK}/2`]);
    expect(second.fates).toMatchObject([{ outcome: "accepted", attempt: 2 }]);
  });

  test("takes the fate that the first writes meanwhile", async () => {
    const simulation = new Simulation("hold", 100_000);
    const first = await worked(simulation);
    const second = await worked(simulation);
    await simulation.next("accepted");
    await simulation.settle(SETTLE_MS);

    expect([first.fates, second.fates]).toMatchObject([[{ batch_id: "b1" }], [{ batch_id: "b1" }]]);
    expect(simulation.accepted).toHaveLength(1);
  });

  test("looks once for what was looked for before, and finds it if it is there now", async () => {
    const simulation = new Simulation("hold", 10_000);
    await worked(simulation, "accepted-unsaid");
    await simulation.settle(2 * SETTLE_MS);
    simulation.lookedAtMs.length = 0;

    const again = await worked(simulation);
    await simulation.settle();
    expect(again.fates).toMatchObject([{ outcome: "unresolved" }]);
    expect(simulation.lookedAtMs).toHaveLength(1);
    await simulation.settle(10_000);
    const found = await worked(simulation);
    await simulation.settle();
    expect(found.fates).toMatchObject([{ outcome: "accepted", batch_id: "b1" }]);
  });

  test("of what is settled says nothing anew", async () => {
    const simulation = new Simulation("hold", 0);
    await worked(simulation, "accepted");

    const again = await worked(simulation);

    expect([again.fates, again.isOver, simulation.lookedAtMs]).toEqual([[], true, []]);
  });

  test.each([
    { given: "of another chunk", meta_data: { sinch_fetch_chunk: "RUN/0" }, want: "unresolved" },
    { given: "without an id", batch_id: "", want: "unresolved" },
    { given: "without metadata", meta_data: undefined, want: "accepted" },
    {
      given: "of an attempt that the ledger does not know",
      meta_data: { sinch_fetch_attempt: "x/9" },
      want: "accepted",
    },
  ])("judges a batch $given: $want", async ({ batch_id = "b7", meta_data, want }) => {
    const simulation = new Simulation("hold", 0);
    simulation.lookup = () => Response.json([{ batch_id, meta_data }]);
    const worker = await worked(simulation, "lost");
    await simulation.settle(2 * SETTLE_MS);

    expect(worker.fates).toMatchObject([{ outcome: want, attempt: 1 }]);
  });

  test("of a chunk whose claim may be lost looks before it posts", async () => {
    const simulation = new Simulation("hold", 0);
    simulation.mayHaveLost = true;
    simulation.lookup = () => Response.json([{ batch_id: "b7", meta_data: { sinch_fetch_chunk: MARK } }]);
    const found = await worked(simulation);

    expect(found.fates).toMatchObject([{ outcome: "accepted", attempt: 1, batch_id: "b7" }]);
    expect(await simulation.entries()).toMatchObject({ "0.1.claim": { lifeMs: 0 }, "0.1.fate": { batchId: "b7" } });

    const unknown = new Simulation("hold", 0);
    unknown.mayHaveLost = true;
    await worked(unknown, "accepted");
    expect([unknown.accepted.length, unknown.lookedAtMs.length]).toEqual([1, 1]);
  });
});
