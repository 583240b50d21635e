import fc from "fast-check";
import { beforeEach, describe, onTestFinished, test, vi } from "vitest";
import { fakeClock } from "./clock.ts";
import { type EndpointAnswer, type StoreState, TokenWorld } from "./token-world.ts";

type Move = (world: TokenWorld) => void | Promise<void>;

/** A move that shows its arguments when it is part of a failure. */
const move = (name: string, run: Move): Move => Object.assign(run, { toString: () => name });

const index = fc.nat({ max: 4 });
const lifeS = fc.constantFrom(0, 1, 10, 600, 3600);

const answer: fc.Arbitrary<EndpointAnswer> = fc.oneof(
  { arbitrary: lifeS.map((seconds) => ({ kind: "token" as const, lifeS: seconds })), weight: 4 },
  fc.constantFrom(400, 401, 429, 500, 503).map((status) => ({ kind: "status" as const, status })),
  fc.constantFrom({ kind: "html" as const }, { kind: "lost" as const }),
);

const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    arbitrary: fc.constantFrom(0, 500, 5000).map((ms) => move(`call(${ms})`, (world) => world.call(ms))),
    weight: 6,
  },
  {
    arbitrary: answer.map((what) => move(`answer(${JSON.stringify(what)})`, (world) => world.answer(what))),
    weight: 6,
  },
  { arbitrary: index.map((one) => move(`respond(${one})`, (world) => world.respond(one))), weight: 5 },
  {
    arbitrary: fc
      .constantFrom(1, 100, 600, 5000, 30_000, 100_000, 480_000, 3_420_000)
      .map((ms) => move(`pass(${ms})`, (world) => world.pass(ms))),
    weight: 4,
  },
  { arbitrary: index.map((one) => move(`revoke(${one})`, (world) => world.revoke(one))), weight: 3 },
  index.map((one) => move(`abort(${one})`, (world) => world.abort(one))),
  lifeS.map((seconds) => move(`putNew(${seconds})`, (world) => world.putNew(seconds))),
  index.map((one) => move(`putOld(${one})`, (world) => world.putOld(one))),
  fc
    .constantFrom<StoreState>("works", "works", "fails", "hangs")
    .map((state) => move(`letStore(${state})`, (world) => world.letStore(state))),
);

/** Chance that the same run meets again. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeEach(() => {
  fakeClock();
  // The platform hashes on a thread of its own, for which a fake clock does not wait.
  const digest = vi.spyOn(crypto.subtle, "digest").mockResolvedValue(new ArrayBuffer(32));
  onTestFinished(() => digest.mockRestore());
});

describe("whatever the token endpoint, the API, the store, the callers and the clock do", () => {
  test("each call gets a usable token or an error in time, by one token request at a time", async () => {
    const run = fc.asyncProperty(fc.array(moves, { maxLength: 60 }), fc.nat(), async (sequence, seed) => {
      const random = vi.spyOn(Math, "random").mockImplementation(chanceOf(seed));
      const world = new TokenWorld();
      try {
        for (const one of sequence) await one(world);
        await world.end();
      } finally {
        random.mockRestore();
        vi.clearAllTimers();
      }
    });

    await fc.assert(run, { numRuns: 2000 });
  });
});
