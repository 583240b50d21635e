import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Sender } from "../src/protocol/send-chunk.ts";
import { type Arrival, PER_CHUNK, SETTLE_MS, Simulation, TOKEN_MS } from "./simulation.ts";

const LIFE_MS = TOKEN_MS * 1.1;
const MARK = "run/0/0000000000000000";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Parts of a sender that write down what is asked of the run, in its order. */
function recording(): { asked: unknown[]; parts: Partial<Sender> } {
  const asked: unknown[] = [];
  const parts: Partial<Sender> = {
    async turn({ chunk }) {
      asked.push(`turn of ${chunk}`);
      return () => void asked.push("place given back");
    },
    succeeded: () => void asked.push("succeeded"),
    failed: (error, { stop, retryAfterMs }) => void asked.push(["failed", error, stop, retryAfterMs]),
    async aside({ chunk }, work) {
      asked.push(`${chunk} steps aside`);
      const result = await work();
      asked.push(`${chunk} is back`);
      return result;
    },
    onWait: ({ chunk }, until) => void asked.push([`${chunk} waits`, until.getTime()]),
    onState: ({ chunk }, state) =>
      void asked.push([`${chunk}:`, ...state.map(({ fate, lost }) => fate?.outcome ?? lost?.kind ?? "claimed")]),
  };
  return { asked, parts };
}

/** Starts a worker on chunk 0, whose requests fare as given. */
async function worked(simulation: Simulation, parts: Partial<Sender>, ...arrivals: readonly (Arrival | Response)[]) {
  const worker = simulation.start(0, parts);
  await simulation.settle();
  for (const how of arrivals) await simulation.next(how);
  return worker;
}

const withStatus = (status: number) => expect.objectContaining({ status });
const found = (attempt: number) =>
  Response.json([
    { batch_id: "b7", meta_data: { sinch_fetch_chunk: MARK, sinch_fetch_attempt: `${MARK}/${attempt}` } },
  ]);

describe("a run", () => {
  test("hears of a turn, of the claim, of the response and of the fate", async () => {
    const { asked, parts } = recording();
    await worked(new Simulation("hold", 0), parts, "accepted");

    expect(asked).toEqual(["turn of 0", ["0:", "claimed"], "place given back", "succeeded", ["0:", "accepted"]]);
  });

  test("hears of a request that reached nobody, and gives the next one its turn", async () => {
    const { asked, parts } = recording();
    const refused = Response.json({}, { status: 429, headers: { "retry-after": "3" } });
    await worked(new Simulation("hold", 0), parts, refused, "accepted");

    expect(asked).toEqual([
      "turn of 0",
      ["0:", "claimed"],
      ["failed", withStatus(429), false, 3000],
      "place given back",
      ["0:", "void"],
      "turn of 0",
      ["0:", "void", "claimed"],
      "place given back",
      "succeeded",
      ["0:", "void", "accepted"],
    ]);
  });

  test("goes on at full speed after recipients were refused by name", async () => {
    const { asked, parts } = recording();
    await worked(new Simulation("hold", 0), parts, "isolated");

    expect(asked.slice(0, 5)).toEqual([
      "turn of 0",
      ["0:", "claimed"],
      "succeeded",
      "place given back",
      ["0:", "isolated"],
    ]);
  });

  test("lets a chunk without a response step aside, and hears that it is lost", async () => {
    const { asked, parts } = recording();
    const simulation = new Simulation("hold", 0);
    await worked(simulation, parts, "lost");
    await simulation.settle(2 * SETTLE_MS);

    expect(asked).toEqual([
      "turn of 0",
      ["0:", "claimed"],
      "place given back",
      ["0:", "claimed"],
      "0 steps aside",
      "0 is back",
      ["0:", "lost"],
    ]);
  });

  test("hears until when a chunk waits, and gives the next attempt its turn", async () => {
    const { asked, parts } = recording();
    const simulation = new Simulation("resend", 0);
    const beganAtMs = Date.now();
    await worked(simulation, parts, "lost");
    await simulation.settle(LIFE_MS + 2 * SETTLE_MS);
    await simulation.settle();

    expect(asked.slice(4)).toEqual([
      "0 steps aside",
      ["0 waits", beganAtMs + LIFE_MS],
      "0 is back",
      "turn of 0",
      ["0:", "claimed", "claimed"],
    ]);
    expect(Object.keys(await simulation.entries())).toEqual(["0.1.claim", "0.2.claim"]);
  });

  test("that a request ends writes its fate first, and gets its place back", async () => {
    const { asked, parts } = recording();
    const simulation = new Simulation("hold", 0);
    const failed: Sender["failed"] = (error, { stop }) => {
      if (stop) throw error;
    };
    const worker = simulation.start(0, { ...parts, failed });
    const ended = worker.ended.catch((error) => error);
    await simulation.settle();
    await simulation.next(Response.json({}, { status: 403 }));

    expect(await ended).toMatchObject({ status: 403 });
    expect(asked.at(-1)).toBe("place given back");
    expect(await simulation.entries()).toMatchObject({ "0.1.fate": { outcome: "void" } });
    expect([worker.fates, simulation.onTheWay]).toEqual([[], []]);
  });
});

describe("a credential", () => {
  const failing = (error: unknown, parts: Partial<Sender>): Partial<Sender> => {
    let calls = 0;
    return {
      ...parts,
      async credential() {
        if (++calls === 1) throw error;
        return { lifeMs: 0, auth: { scheme: "bearer", authorize: (request, next) => next(request) } };
      },
    };
  };

  test.each([
    ["400", { status: 400 }, true],
    ["401", { status: 401 }, true],
    ["499", { status: 499 }, true],
    ["429", { status: 429 }, false],
    ["500", { status: 500 }, false],
    ["503", { status: 503 }, false],
    ["no response", new Error("away"), false],
    ["a status that is none", { status: "400" }, false],
    ["nothing", undefined, false],
  ])("that fails with %s claims nothing, and is obtained again: stop %3$s", async (_, error, stop) => {
    const { asked, parts } = recording();
    const simulation = new Simulation("hold", 0);
    await worked(simulation, failing(error, parts));

    expect(asked).toEqual([
      "turn of 0",
      ["failed", error, stop, undefined],
      "place given back",
      ["0:"],
      "turn of 0",
      ["0:", "claimed"],
    ]);
    expect(simulation.onTheWay).toHaveLength(1);
  });
});

describe("a fate", () => {
  test("of a chunk that was refused as a whole has the API's reason", async () => {
    const simulation = new Simulation("hold", 0);
    const refused = Response.json({ message: "no such app" }, { status: 400 });
    const worker = await worked(simulation, {}, "isolated", refused);

    const reason = expect.stringContaining("no such app");
    expect(worker.fates).toEqual([
      { chunk: 0, position: 0, recipients: 1, outcome: "rejected", attempt: 1, reason: "unknown" },
      { chunk: 0, position: 0, recipients: PER_CHUNK - 1, outcome: "rejected", attempt: 2, reason },
    ]);
    expect(await simulation.entries()).toMatchObject({ "0.2.fate": { outcome: "rejected", reason } });
    expect(simulation.accepted).toEqual([]);
  });

  test("that somebody else wrote first holds", async () => {
    const simulation = new Simulation("hold", 0);
    const first = await worked(simulation, {});
    simulation.lookup = () => found(1);
    const second = await worked(simulation, {});
    await simulation.next("accepted");

    expect([first.fates, second.fates]).toMatchObject([[{ batch_id: "b7" }], [{ batch_id: "b7" }]]);
    expect(simulation.accepted).toHaveLength(1);
  });

  test.each([1, 2])("that is found late belongs to the attempt that it is of: %i", async (attempt) => {
    const simulation = new Simulation("resend", 10 * LIFE_MS);
    const worker = await worked(simulation, {}, "accepted-unsaid");
    await simulation.settle(LIFE_MS + 2 * SETTLE_MS);
    simulation.lookup = () => found(attempt);
    await simulation.next("lost");

    expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt, batch_id: "b7" }]);
    const entries = await simulation.entries();
    expect(Object.keys(entries)).toEqual(["0.1.claim", "0.2.claim", `0.${attempt}.fate`]);
  });

  test("of an attempt that was refused, and is found all the same, goes to the last", async () => {
    const simulation = new Simulation("hold", 0);
    const worker = await worked(simulation, {}, "429");
    simulation.lookup = () => (simulation.lookedAtMs.length > 9 ? Response.error() : found(1));
    await simulation.next("lost");

    expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt: 2, batch_id: "b7" }]);
    expect(await simulation.entries()).toMatchObject({
      "0.1.fate": { outcome: "void" },
      "0.2.fate": { batchId: "b7" },
    });
    expect(simulation.lookedAtMs).toHaveLength(1);
  });
});

describe("a ledger that may have lost a claim", () => {
  function losing(): Simulation {
    const simulation = new Simulation("hold", 0);
    simulation.mayHaveLost = true;
    return simulation;
  }

  test.each([1, 2, 7])(
    "takes a batch that is found, of attempt %i, for its first, and nothing is sent",
    async (attempt) => {
      const simulation = losing();
      const { asked, parts } = recording();
      simulation.lookup = () => (simulation.lookedAtMs.length > 9 ? Response.error() : found(attempt));
      const worker = await worked(simulation, parts);

      expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt: 1, batch_id: "b7", recipients: PER_CHUNK }]);
      const common = { chunk: 0, attempt: 1 };
      expect(await simulation.entries()).toEqual({
        "0.1.claim": {
          ...common,
          kind: "claim",
          position: 0,
          recipients: PER_CHUNK,
          digest: "0".repeat(64),
          owner: "worker-1",
          lifeMs: 0,
        },
        "0.1.fate": { ...common, kind: "fate", outcome: "accepted", batchId: "b7" },
      });
      expect(asked).toEqual(["turn of 0", "place given back", ["0:", "accepted"]]);
      expect([simulation.lookedAtMs.length, simulation.onTheWay]).toEqual([1, []]);
    },
  );

  test("does not send while the lookup fails, since it may have been sent before", async () => {
    const simulation = losing();
    const { asked, parts } = recording();
    simulation.lookup = () => Response.json([], { status: simulation.lookedAtMs.length > 1 ? 200 : 500 });
    await worked(simulation, parts);

    const error = new Error(`the lookup of ${MARK} failed, and the ledger may have lost its claim`);
    expect(asked).toEqual([
      "turn of 0",
      ["failed", error, false, undefined],
      "place given back",
      ["0:"],
      "turn of 0",
      ["0:", "claimed"],
    ]);
    expect([simulation.lookedAtMs.length, simulation.onTheWay.length]).toEqual([2, 1]);
  });

  test("looks before the first attempt, and before no other", async () => {
    const simulation = losing();
    const worker = await worked(simulation, {}, "429", "accepted");

    expect(worker.fates).toMatchObject([{ outcome: "accepted", attempt: 2 }]);
    expect(simulation.lookedAtMs).toHaveLength(1);
  });
});
