import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The part of a report of Vitest that says what was skipped. */
export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Reads the reports of all packages and tools that have one. */
export function testReports(root: string): readonly TestReport[] {
  return globSync("{packages,tools}/*/node_modules/.test-report.json", { cwd: root })
    .sort()
    .map((path) => JSON.parse(readFileSync(join(root, path), "utf8")));
}

/**
 * Returns the lines that name the skipped tests.
 *
 * @param missing What to install so that they run.
 * @returns No line where none was skipped.
 */
export function skippedLines(reports: readonly TestReport[], missing: readonly string[]): readonly string[] {
  const names = reports
    .flatMap(({ testResults }) => testResults)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "skipped" || status === "pending" || status === "todo")
    .map(({ fullName }) => `  ${fullName}`);
  if (names.length === 0) return [];
  return ["", ...names, `${names.length} ${names.length === 1 ? "test was" : "tests were"} skipped.`, ...missing];
}
