import { expect, test } from "vitest";
import { HEAD, lineOf, scoreOf } from "../src/report.ts";

test("a line sums its results and ends with their score", () => {
  const line = lineOf("http", [
    { mutants: 10, killed: 10 },
    { mutants: 6, killed: 5 },
  ]);

  expect(line.split(/ +/)).toEqual(["http", "16", "15", "1", "93.8"]);
  expect(line).toHaveLength(HEAD.length);
});

test.each([
  { results: [], want: 100 },
  { results: [{ mutants: 4, killed: 3 }], want: 75 },
])("the score of $results is $want", ({ results, want }) => {
  expect(scoreOf(results)).toBe(want);
});
