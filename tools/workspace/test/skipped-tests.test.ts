import { expect, test } from "vitest";
import { skippedLines, type TestReport, testReports } from "../src/skipped-tests.ts";
import { folderWith } from "./temporary.ts";

function report(statuses: Readonly<Record<string, string>>): TestReport {
  const assertionResults = Object.entries(statuses).map(([fullName, status]) => ({ fullName, status }));
  return { testResults: [{ name: "a.test.ts", assertionResults }] };
}

test("names and counts the skipped tests, and says what to install", () => {
  const reports = [report({ "one passed": "passed", "one skipped": "skipped" }), report({ "one pending": "pending" })];

  expect(skippedLines(reports, ["Install Redis."])).toEqual([
    "",
    "  one skipped",
    "  one pending",
    "2 tests were skipped.",
    "Install Redis.",
  ]);
  expect(skippedLines([report({ alone: "skipped" })], [])).toContain("1 test was skipped.");
});

test("says nothing where no test was skipped", () => {
  expect(skippedLines([report({ passed: "passed", failed: "failed" })], ["Install Redis."])).toEqual([]);
});

test("reads the reports of packages and tools, and passes over what has none", () => {
  const root = folderWith({
    "packages/a/node_modules/.test-report.json": JSON.stringify(report({ a: "passed" })),
    "packages/b/package.json": "{}",
    "tools/c/node_modules/.test-report.json": JSON.stringify(report({ c: "skipped" })),
  });

  expect(testReports(root)).toEqual([report({ a: "passed" }), report({ c: "skipped" })]);
});
