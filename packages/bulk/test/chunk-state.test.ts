import { describe, expect, test } from "vitest";
import type {
  ChunkIdentity,
  ClaimEntry,
  Fate,
  FateEntry,
  LedgerEntry,
  LostEntry,
  RunLedger,
} from "../src/ledger/ledger.ts";
import { memoryRun, stamped } from "../src/ledger/memory-ledger.ts";
import { type Attempt, isolatedOf, nextStep, readChunk, statesOf } from "../src/protocol/chunk-state.ts";

const AT_MS = 1000;
const CHUNK = 7;
const RECIPIENTS = 3;

function identityOf(chunk: number): ChunkIdentity {
  return { chunk, position: chunk * RECIPIENTS, recipients: RECIPIENTS, digest: "digest" };
}
function claimOf(attempt: number, chunk = CHUNK): ClaimEntry {
  return { kind: "claim", ...identityOf(chunk), attempt, owner: "one", lifeMs: 1000 };
}
function fateOf(attempt: number, fate: Fate, chunk = CHUNK): FateEntry {
  return { kind: "fate", chunk, attempt, ...fate };
}
const lostOf = (attempt: number): LostEntry => ({ kind: "lost", chunk: CHUNK, attempt, reason: "not found" });

const ACCEPTED: Fate = { outcome: "accepted", batchId: "b1" };
const REJECTED: Fate = { outcome: "rejected", reason: "no" };
const VOID: Fate = { outcome: "void", reason: "429" };
const isolated = (...positions: readonly number[]): Fate => ({
  outcome: "isolated",
  rejections: positions.map((position) => ({ position, reason: `${position}` })),
});

/** An attempt, with its fate if it has one. */
function attemptOf(attempt: number, fate?: Fate): Attempt {
  const claim = { ...claimOf(attempt), atMs: AT_MS };
  return fate ? { claim, fate: fateOf(attempt, fate) } : { claim };
}

describe("the next step", () => {
  test("of a chunk that nobody knows is to post it", () => {
    expect(nextStep([])).toEqual({ do: "post", attempt: 1 });
  });

  test("after an attempt without a fate is to look for it, also when it was looked for before", () => {
    const lost = { ...attemptOf(2), lost: lostOf(2) };

    expect(nextStep([attemptOf(1)])).toEqual({ do: "look", last: attemptOf(1) });
    expect(nextStep([attemptOf(1, VOID), lost])).toEqual({ do: "look", last: lost });
  });

  test.each([
    ["void", [attemptOf(1, VOID)], 2],
    ["void after one without a fate", [attemptOf(1), attemptOf(2, VOID)], 3],
    ["isolated", [attemptOf(1, isolated(21))], 2],
    ["isolated with others before", [attemptOf(1, isolated(21)), attemptOf(2, isolated(22))], 3],
  ])("after an attempt that is %s is to post the next", (_, state, attempt) => {
    expect(nextStep(state)).toEqual({ do: "post", attempt });
  });

  test.each([
    ["accepted", [attemptOf(1, ACCEPTED)], attemptOf(1, ACCEPTED)],
    ["rejected", [attemptOf(1, VOID), attemptOf(2, REJECTED)], attemptOf(2, REJECTED)],
    ["left without recipients", [attemptOf(1, isolated(21, 22, 23))], attemptOf(1, isolated(21, 22, 23))],
    [
      "left without recipients in two attempts",
      [attemptOf(1, isolated(21, 22)), attemptOf(2, isolated(23))],
      attemptOf(2, isolated(23)),
    ],
  ])("after an attempt that is %s is to end", (_, state, last) => {
    expect(nextStep(state)).toEqual({ do: "end", last });
  });

  test.each([
    ["without a fate", attemptOf(2)],
    ["that is void", attemptOf(2, VOID)],
    ["that is rejected", attemptOf(2, REJECTED)],
  ])("of a chunk that was accepted is to end, whatever followed: an attempt %s", (_, after) => {
    expect(nextStep([attemptOf(1, ACCEPTED), after])).toEqual({ do: "end", last: attemptOf(1, ACCEPTED) });
  });
});

test("collects the recipients that were refused by name in all attempts", () => {
  const state = [attemptOf(1, isolated(22)), attemptOf(2, VOID), attemptOf(3, isolated(21, 23)), attemptOf(4)];

  expect(isolatedOf(state).map(({ position }) => position)).toEqual([22, 21, 23]);
  expect(isolatedOf([attemptOf(1, REJECTED)])).toEqual([]);
});

describe("the states of chunks", () => {
  const statesFrom = (...entries: readonly LedgerEntry[]) => statesOf(entries.map((entry) => stamped(entry, AT_MS)));

  test("put the entries of each chunk together, in the order of its attempts", () => {
    const states = statesFrom(
      fateOf(2, VOID),
      claimOf(10),
      claimOf(2),
      claimOf(1, 8),
      lostOf(1),
      claimOf(1),
      fateOf(1, ACCEPTED, 8),
    );

    const at = { atMs: AT_MS };
    expect([...states]).toEqual([
      [
        CHUNK,
        [
          { claim: { ...claimOf(1), ...at }, lost: { ...lostOf(1), ...at } },
          { claim: { ...claimOf(2), ...at }, fate: { ...fateOf(2, VOID), ...at } },
          { claim: { ...claimOf(10), ...at } },
        ],
      ],
      [8, [{ claim: { ...claimOf(1, 8), ...at }, fate: { ...fateOf(1, ACCEPTED, 8), ...at } }]],
    ]);
  });

  test("leave out what is not of an attempt", () => {
    const states = statesFrom(
      { kind: "run", digest: "digest", chunkSize: 3 },
      { kind: "queued", ...identityOf(CHUNK) },
      { kind: "end", chunks: 8, recipients: 24 },
    );

    expect([...states]).toEqual([]);
  });

  test("leave out attempts of which the claim is not known", () => {
    expect(statesFrom(claimOf(2), fateOf(1, VOID)).get(CHUNK)).toEqual([{ claim: { ...claimOf(2), atMs: AT_MS } }]);
  });
});

describe("reading a chunk", () => {
  /** A ledger with the attempts of a chunk, of which every other one has a fate, and how often it is asked. */
  async function ledgerOf(attempts: number): Promise<{ ledger: RunLedger; asked: (readonly string[])[] }> {
    const run = memoryRun();
    const asked: (readonly string[])[] = [];
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await run.put(claimOf(attempt));
      if (attempt % 2 === 1) await run.put(fateOf(attempt, VOID));
    }
    const get: RunLedger["get"] = (keys) => {
      // None has as many attempts.
      if (asked.push(keys) > 10) throw new Error("asked too often");
      return run.get(keys);
    };
    return { ledger: { ...run, get }, asked };
  }

  test.each([
    [0, 1],
    [2, 1],
    [3, 1],
    [4, 2],
    [5, 2],
    [7, 2],
    [9, 3],
  ])("with %i attempts finds them all, in %i requests", async (attempts, requests) => {
    const { ledger, asked } = await ledgerOf(attempts);
    const state = await readChunk(ledger, CHUNK);

    expect(state.map(({ claim }) => claim.attempt)).toEqual(Array.from({ length: attempts }, (_, index) => index + 1));
    expect(state.every(({ claim, fate }) => (fate !== undefined) === (claim.attempt % 2 === 1))).toBe(true);
    expect(asked).toHaveLength(requests);
  });

  test("asks for the entries of this chunk alone, by their names", async () => {
    const { ledger, asked } = await ledgerOf(0);
    await ledger.put(lostOf(1));
    await ledger.put(claimOf(1, 8));
    await ledger.put(claimOf(1));
    const state = await readChunk(ledger, CHUNK);

    expect(asked).toEqual([
      [1, 2, 3, 4].flatMap((attempt) => [`7.${attempt}.claim`, `7.${attempt}.fate`, `7.${attempt}.lost`]),
    ]);
    expect(state).toMatchObject([{ claim: claimOf(1), lost: lostOf(1) }]);
  });
});
