import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The part of a report of Vitest that says what was skipped. */
export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Reads the reports of all packages and tools that have one. */
export async function testReports(root: string): Promise<readonly TestReport[]> {
  const reports: TestReport[] = [];
  for (const group of ["packages", "tools"]) {
    for (const name of await readdir(join(root, group))) {
      const path = join(root, group, name, "node_modules/.test-report.json");
      const text = await readFile(path, "utf8").catch(() => undefined);
      if (text !== undefined) reports.push(JSON.parse(text));
    }
  }
  return reports;
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
