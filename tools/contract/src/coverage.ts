import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { COVERAGE_FOLDER, type Coverage, type CoverageFile, readCoverable, tally } from "./tally.ts";

/** The descriptions of which every part must be covered. The one of the token endpoint has its tests in `auth`. */
const APIS = ["conversation", "batch", "templates"];

const files = globSync(`packages/*/${COVERAGE_FOLDER}/*.json`, { cwd: REPOSITORY });
const covered = files.map((file): CoverageFile => JSON.parse(readFileSync(join(REPOSITORY, file), "utf8")));
const coverable = await Promise.all(APIS.map(async (api) => ({ api, ...(await readCoverable(api)) })));
const { line, missing } = tally(merge(coverable), merge(covered));

console.log(line);
if (missing.length > 0) {
  console.error(`not covered by the contract tests (run them first):\n${missing.join("\n")}`);
  process.exitCode = 1;
}

/** One coverage of several, its names preceded by the description's: two descriptions share some schemas. */
function merge(parts: readonly CoverageFile[]): Coverage {
  const named = (part: keyof Coverage): string[] =>
    parts.flatMap(({ api, [part]: names = [] }) => names.map((name) => `${api}/${name}`));
  return {
    operations: named("operations"),
    statuses: named("statuses"),
    examples: named("examples"),
    callbacks: named("callbacks"),
  };
}
