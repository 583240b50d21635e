import { createBatchClient } from "@sinch-fetch/batch";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ClaimEntry, RunLedger } from "../src/ledger/ledger.ts";
import { memoryRun } from "../src/ledger/memory-ledger.ts";
import { readChunk } from "../src/protocol/chunk-state.ts";
import { type Search, type SearchResult, search } from "../src/protocol/settle.ts";

const SETTLE_MS = 3_000;
const LIFE_MS = 20_000;
const MARK = "run/0/digest";
/** When a lookup comes that finds nothing, until `SETTLE_MS` have passed. */
const LOOKS_MS = [0, 100, 300, 700, 1500, 3000];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function claimOf(attempt: number, lifeMs: number | null = LIFE_MS): ClaimEntry {
  return { kind: "claim", chunk: 0, position: 0, recipients: 3, digest: "digest", attempt, owner: "one", lifeMs };
}

interface Given extends Partial<Search> {
  readonly lifeMs?: number | null;
  /** Whether it was looked for before. */
  readonly isLost?: boolean;
  /** How long ago it was claimed. */
  readonly ageMs?: number;
  /** What a lookup gets. */
  readonly lookup?: () => Response;
}

/** A search for the first attempt of a chunk, in virtual time from 0. */
class Searching {
  readonly ledger: RunLedger = memoryRun();
  readonly lookedAtMs: number[] = [];
  readonly queries: Record<string, string>[] = [];
  readonly waits: number[] = [];
  result: SearchResult | undefined;
  error: unknown;
  endedAtMs: number | undefined;
  #beganAtMs = 0;

  /** The time since the beginning, by a clock that nobody sets. */
  atMs(): number {
    return performance.now() - this.#beganAtMs;
  }

  async begin({ lifeMs, isLost, ageMs = 0, lookup = () => Response.json([]), ...given }: Given = {}): Promise<this> {
    const { ledger } = this;
    await ledger.put(claimOf(1, lifeMs));
    if (isLost) await ledger.put({ kind: "lost", chunk: 0, attempt: 1, reason: "not found" });
    await vi.advanceTimersByTimeAsync(ageMs);
    this.#beganAtMs = performance.now();
    const beganAt = Date.now();
    const batch = createBatchClient({
      projectId: "p",
      baseUrl: "https://batch.test",
      retry: false,
      timeoutMs: 0,
      auth: { scheme: "bearer", authorize: (request, next) => next(request) },
      fetch: async (input) => {
        this.lookedAtMs.push(this.atMs());
        this.queries.push(Object.fromEntries(new URL(String(input)).searchParams));
        return lookup();
      },
    });
    const parts: Search = {
      batch,
      ledger,
      chunk: 0,
      mark: MARK,
      settleMs: SETTLE_MS,
      unresolved: "hold",
      fenceMs: undefined,
      signal: new AbortController().signal,
      onWait: (until) => void this.waits.push(until.getTime() - beganAt),
      ...given,
    };
    const [last] = await readChunk(ledger, 0);
    if (!last) throw new Error("there is no claim");
    search(parts, last)
      .then((result) => {
        this.result = result;
      })
      .catch((error) => {
        this.error = error;
      })
      .finally(() => {
        this.endedAtMs = this.atMs();
      });
    await this.pass(0);
    return this;
  }

  async pass(ms: number): Promise<void> {
    for (let turn = 0; turn < 4; turn++) {
      await vi.advanceTimersByTimeAsync(turn === 0 ? ms : 0);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Lets time pass in small steps, so that what a step sets off happens in it. */
  async passSlowly(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) await this.pass(100);
  }
}

const begin = (given: Given = {}) => new Searching().begin(given);
const batches = (...found: readonly (readonly [id: string, attempt: number])[]) =>
  found.map(([batch_id, attempt]) => ({
    batch_id,
    meta_data: { sinch_fetch_chunk: MARK, sinch_fetch_attempt: `${MARK}/${attempt}` },
  }));

describe("with hold", () => {
  test("looks at once, then ever more rarely, and once more when settleMs have passed", async () => {
    const searching = await begin();
    await searching.passSlowly(2 * SETTLE_MS);

    expect(searching.lookedAtMs).toEqual(LOOKS_MS);
    expect(searching.queries[0]).toEqual({ metadataKey: "sinch_fetch_chunk", metadataValue: MARK });
    const reason = `no response, and the lookup of ${MARK} finds nothing`;
    expect(searching.result).toEqual({ found: "nothing", resend: false, reason });
    expect(searching.endedAtMs).toBe(SETTLE_MS);
    expect(searching.waits).toEqual([]);
  });

  test("looks no more rarely than every five seconds", async () => {
    const searching = await begin({ settleMs: 30_000 });
    await searching.passSlowly(40_000);

    expect(searching.lookedAtMs).toEqual([...LOOKS_MS.slice(0, 5), 3100, 6300, 11_300, 16_300, 21_300, 26_300, 30_000]);
  });

  test("looks once for what was looked for before", async () => {
    const searching = await begin({ isLost: true });
    await searching.passSlowly(SETTLE_MS);

    expect(searching.lookedAtMs).toEqual([0]);
    expect(searching.result).toMatchObject({ found: "nothing", resend: false });
  });

  test("returns the batch that is found, and looks no further", async () => {
    const searching = await begin({ lookup: () => Response.json(batches(["b1", 1])) });
    await searching.passSlowly(SETTLE_MS);

    expect(searching.result).toEqual({ found: "batch", batch: { batchId: "b1", attempt: 1 } });
    expect(searching.lookedAtMs).toEqual([0]);
  });

  test.each([
    ["the last", batches(["b1", 1], ["b3", 3])],
    ["not the last", batches(["b3", 3], ["b1", 1])],
    ["the first of two", batches(["b3", 3], ["b4", 3])],
  ])("takes the batch of the latest attempt, which is %s in the list", async (_, found) => {
    const searching = await begin({ lookup: () => Response.json(found) });

    expect(searching.result).toEqual({ found: "batch", batch: { batchId: "b3", attempt: 3 } });
  });

  test("takes the fate that somebody writes meanwhile", async () => {
    const searching = await begin();
    await searching.ledger.put({ kind: "fate", chunk: 0, attempt: 1, outcome: "accepted", batchId: "b1" });
    await searching.passSlowly(100);

    expect(searching.result).toMatchObject({ found: "fate", state: [{ fate: { batchId: "b1" } }] });
  });

  test("ends when the run does, with what it ends with", async () => {
    const controller = new AbortController();
    const searching = await begin({ signal: controller.signal });
    controller.abort(new Error("enough"));
    await searching.pass(0);

    expect(searching.error).toEqual(new Error("enough"));
    expect(searching.endedAtMs).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("knows nothing when the last lookup fails", async () => {
    const searching = await begin({ lookup: () => Response.json({}, { status: 403 }) });
    await searching.passSlowly(SETTLE_MS);

    expect(searching.result).toEqual({ found: "nothing", resend: false, reason: `the lookup of ${MARK} failed` });
  });
});

describe("with resend", () => {
  const unresolved = "resend";

  test("allows it when settleMs have passed since the token's end, and says once until when the token is good", async () => {
    const searching = await begin({ unresolved });
    await searching.passSlowly(LIFE_MS + 2 * SETTLE_MS);

    expect(searching.result).toEqual({ found: "nothing", resend: true });
    expect(searching.endedAtMs).toBe(LIFE_MS + SETTLE_MS);
    expect(searching.lookedAtMs.at(-1)).toBe(LIFE_MS + SETTLE_MS);
    expect(searching.waits).toEqual([LIFE_MS]);
  });

  test("counts the life of the token from its claim", async () => {
    const searching = await begin({ unresolved, ageMs: 5000 });
    await searching.passSlowly(LIFE_MS + SETTLE_MS);

    expect(searching.waits).toEqual([LIFE_MS - 5000]);
    expect(searching.endedAtMs).toBe(LIFE_MS - 5000 + SETTLE_MS);
  });

  test.each([
    ["at this moment", LIFE_MS],
    ["long ago", 10 * LIFE_MS],
  ])("looks for settleMs for what was held, too, when its token ended %s", async (_, ageMs) => {
    const searching = await begin({ unresolved, ageMs, isLost: true });
    await searching.passSlowly(2 * SETTLE_MS);

    expect(searching.lookedAtMs).toEqual(LOOKS_MS);
    expect(searching.result).toEqual({ found: "nothing", resend: true });
    expect(searching.waits).toEqual([]);
  });

  test("does not say that it waits when the first look finds the chunk", async () => {
    const searching = await begin({ unresolved, lookup: () => Response.json(batches(["b1", 1])) });

    expect(searching.result).toMatchObject({ found: "batch" });
    expect(searching.waits).toEqual([]);
  });

  test("goes on looking while the ledger's clock, which was set back, says that the token is good", async () => {
    const searching = await begin({ unresolved, ageMs: LIFE_MS });
    vi.setSystemTime(Date.now() - 1000);
    await searching.passSlowly(SETTLE_MS + 3100);
    expect(searching.lookedAtMs).toEqual(LOOKS_MS);
    expect(searching.result).toBeUndefined();
    await searching.passSlowly(SETTLE_MS);

    // The delay doubles on, and the time is up at that look.
    expect(searching.lookedAtMs).toEqual([...LOOKS_MS, 6200]);
    expect(searching.result).toEqual({ found: "nothing", resend: true });
  });

  test("does not allow it when the clock was set forward and settleMs have not passed", async () => {
    const searching = await begin({ unresolved });
    vi.setSystemTime(Date.now() + 10 * LIFE_MS);
    await searching.passSlowly(LIFE_MS + SETTLE_MS - 100);
    expect(searching.result).toBeUndefined();
    await searching.passSlowly(100);

    expect(searching.result).toEqual({ found: "nothing", resend: true });
  });

  test("does not allow it when the last lookup fails, whatever the others found", async () => {
    let isDown = false;
    const searching = await begin({ unresolved, lookup: () => Response.json([], { status: isDown ? 500 : 200 }) });
    await searching.passSlowly(LIFE_MS);
    isDown = true;
    await searching.passSlowly(2 * SETTLE_MS);

    expect(searching.result).toEqual({ found: "nothing", resend: false, reason: `the lookup of ${MARK} failed` });
  });

  test("does not allow it for a token of which nobody knows the end", async () => {
    const searching = await begin({ unresolved, lifeMs: null });
    await searching.passSlowly(2 * SETTLE_MS);

    const reason = `no response, and the lookup of ${MARK} finds nothing; its credential has no known end, so fenceMs is needed to send again`;
    expect(searching.result).toEqual({ found: "nothing", resend: false, reason });
    expect(searching.lookedAtMs).toEqual(LOOKS_MS);
  });

  test("takes fenceMs for the life of such a token, and of no other", async () => {
    const endless = await begin({ unresolved, lifeMs: null, fenceMs: 5000 });
    await endless.passSlowly(5000 + SETTLE_MS);
    const ending = await begin({ unresolved, fenceMs: 5000 });
    await ending.passSlowly(LIFE_MS + SETTLE_MS);

    expect([endless.endedAtMs, ending.endedAtMs]).toEqual([5000 + SETTLE_MS, LIFE_MS + SETTLE_MS]);
  });

  test("ends when somebody else has made the next attempt, whose token counts then", async () => {
    const searching = await begin({ unresolved });
    await searching.ledger.put({ kind: "fate", chunk: 0, attempt: 1, outcome: "void", reason: "429" });
    await searching.ledger.put(claimOf(2));
    await searching.passSlowly(100);

    expect(searching.result).toMatchObject({
      found: "fate",
      state: [{ fate: { outcome: "void" } }, { claim: { attempt: 2 } }],
    });
    expect(searching.lookedAtMs).toEqual([0, 100]);
  });
});
