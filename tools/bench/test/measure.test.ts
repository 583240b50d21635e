import { expect, test } from "vitest";
import { measure } from "../src/measure.ts";

test("every contender has a turn in every round of every start", async () => {
  const plan = { starts: 2, rounds: 2, warmUp: 2, requests: 4, concurrency: 2 };

  const rounds = await measure(["bare fetch", "sinch-fetch"], plan);

  expect(rounds).toEqual(Array(4).fill({ "bare fetch": expect.any(Number), "sinch-fetch": expect.any(Number) }));
});
