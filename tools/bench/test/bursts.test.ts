import { describe, expect, test } from "vitest";
import { takeBursts } from "../src/burst.ts";
import { judgeBursts } from "../src/goals.ts";
import { measureBursts } from "../src/measure.ts";
import { burstTable } from "../src/report.ts";

test("all calls of a burst begin at once, and the first bursts do not count", async () => {
  const pending: ((id: string) => void)[] = [];
  const most: number[] = [];
  const delaysMs = [200, 5, 5];

  const burst = await takeBursts(
    () =>
      new Promise((resolve) => {
        pending.push(resolve);
        if (pending.length < 3) return;
        most.push(pending.length);
        const calls = pending.splice(0);
        setTimeout(() => {
          for (const end of calls) end("id");
        }, delaysMs.shift());
      }),
    { calls: 3, warmUps: 1, bursts: 2 },
  );

  expect(most).toEqual([3, 3, 3]);
  expect(burst.p99Ms).toBeLessThan(150);
  expect(burst.p50Ms).toBeGreaterThan(3);
  expect(burst.callsPerSecond).toBeGreaterThan(15);
  expect(burst.peakRssMb).toBeGreaterThan(10);
});

test("a burst fails when a response has no message id", async () => {
  const bursts = takeBursts(async () => undefined, { calls: 1, warmUps: 0, bursts: 1 });

  await expect(bursts).rejects.toThrow("without a message id");
});

test("every contender has its bursts in every round", async () => {
  const rounds = await measureBursts(["bare fetch", "sinch-fetch"], 2, { calls: 2, warmUps: 1, bursts: 1 });

  const burst = {
    callsPerSecond: expect.any(Number),
    p50Ms: expect.any(Number),
    p99Ms: expect.any(Number),
    peakRssMb: expect.any(Number),
  };
  expect(rounds).toEqual(Array(2).fill({ "bare fetch": burst, "sinch-fetch": burst }));
});

describe("a report of bursts", () => {
  const figures = (callsPerSecond: number, p99Ms: number, peakRssMb: number) => ({
    callsPerSecond,
    p50Ms: 10,
    p99Ms,
    peakRssMb,
  });
  const round = {
    "bare fetch": figures(2000, 2000, 800),
    "bare fetch, time limit": figures(1900, 2100, 900),
    "vendor SDK": figures(2000, 2000, 700),
    "sinch-fetch": figures(2000, 2000, 400),
    "sinch-fetch, undici": figures(6000, 500, 400),
  };

  test("has a line for each contender, with the medians", () => {
    const rounds = [round, round, { "bare fetch": figures(1000, 9000, 900) }];

    expect(burstTable(rounds.slice(0, 2), ["bare fetch", "sinch-fetch, undici"])).toBe(
      [
        "                     calls/s  p50 ms  p99 ms  peak RSS MB",
        "bare fetch              2000      10    2000          800",
        "sinch-fetch, undici     6000      10     500          400",
      ].join("\n"),
    );
    expect(burstTable([...rounds, rounds[2] ?? {}, rounds[2] ?? {}], ["bare fetch"])).toMatch(/ 1000 +10 +9000 +900$/);
  });

  test.each([
    { given: {}, want: Array(5).fill("met") },
    {
      given: { "sinch-fetch, undici": figures(3900, 500, 400) },
      want: ["within the tolerance", "met", "met", "met", "met"],
    },
    { given: { "sinch-fetch, undici": figures(3000, 2500, 400) }, want: ["missed", "missed", "met", "met", "met"] },
    { given: { "sinch-fetch": figures(1500, 2000, 900) }, want: ["met", "met", "missed", "missed", "missed"] },
  ])("says with $given: $want", ({ given, want }) => {
    const { lines, allMet } = judgeBursts([{ ...round, ...given }]);

    expect(lines.map((line) => line.split(":")[0])).toEqual(want);
    expect(allMet).toBe(!want.includes("missed"));
  });

  test("names the figure and the goal", () => {
    expect(judgeBursts([round]).lines[0]).toBe(
      "met: callsPerSecond of sinch-fetch, undici at least 2 × vendor SDK, measured 3.00",
    );
  });
});
