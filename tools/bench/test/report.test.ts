import { describe, expect, test } from "vitest";
import { judge } from "../src/goals.ts";
import { quantile } from "../src/quantile.ts";
import { ratio, table } from "../src/report.ts";

const rounds = [
  { a: 10, b: 20 },
  { a: 30, b: 30 },
  { a: 10, b: 40 },
];

test.each([
  { values: [3, 1, 2], share: 0.5, want: 2 },
  { values: [1, 2], share: 0.5, want: 1.5 },
  { values: [1, 2, 3, 4, 5], share: 0.25, want: 2 },
  { values: [7], share: 0.75, want: 7 },
])("the $share quantile of $values is $want", ({ values, share, want }) => {
  expect(quantile(values, share)).toBe(want);
});

test("compares within each round, then takes the median", () => {
  expect(ratio(rounds, "b", "a")).toEqual({ median: 2, quartiles: [1.5, 3] });
});

test("refuses a contender that had no turn", () => {
  expect(() => ratio(rounds, "c", "a")).toThrow("c had no turn");
});

test("prints a line for each contender", () => {
  expect(table(rounds, ["a", "b"], ["a"])).toBe(
    [
      "   µs CPU/request                  × a",
      "a            10.0  1.00 (1.00 to 1.00)",
      "b            30.0  2.00 (1.50 to 3.00)",
    ].join("\n"),
  );
});

describe("the goals", () => {
  const costs = {
    "bare fetch": 100,
    "bare fetch, time limit": 110,
    "undici.request": 30,
    "vendor SDK": 80,
    "sinch-fetch": 110,
    "sinch-fetch, undici": 45,
  };

  test.each([
    { given: {}, want: "met", allMet: true },
    { given: { "sinch-fetch": 115 }, want: "within the tolerance", allMet: true },
    { given: { "sinch-fetch": 119 }, want: "missed", allMet: false },
  ])("say that the first is $want with $given", ({ given, want, allMet }) => {
    const judged = judge([{ ...costs, ...given }]);

    expect(judged.lines[0]).toMatch(`${want}: sinch-fetch at most 1.1 × bare fetch`);
    expect(judged.allMet).toBe(allMet);
  });

  test("compare our default with the bare fetch that has a time limit, too", () => {
    expect(judge([{ ...costs, "bare fetch, time limit": 100 }]).lines).toContain(
      "missed: sinch-fetch at most 1 × bare fetch, time limit, measured 1.10",
    );
  });
});
