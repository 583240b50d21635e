import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { COVERAGE_FOLDER, type Coverage, readCoverable, readCoverage } from "./coverage-file.ts";
import { tally } from "./tally.ts";

/** The descriptions of which every part must be covered. The one of the token endpoint has its tests in `auth`. */
const APIS = ["conversation", "batch", "templates"];
const PARTS = ["operations", "statuses", "examples", "callbacks"] as const;

const packages = new URL("../../../packages/", import.meta.url);
const folders = (await readdir(packages)).map((name) => fileURLToPath(new URL(`${name}/${COVERAGE_FOLDER}`, packages)));
const files = (await Promise.all(folders.map(readCoverage))).flat();

const coverable = merge(await Promise.all(APIS.map(async (api) => ({ api, ...(await readCoverable(api)) }))));
const { line, missing } = tally(coverable, merge(files), PARTS);

console.log(line);
if (missing.length > 0) {
  console.error(`not covered by the contract tests (run them first):\n${missing.join("\n")}`);
  process.exitCode = 1;
}

/** One coverage of several, its names preceded by the description's: two descriptions share some schemas. */
function merge(parts: readonly (Partial<Coverage> & { readonly api: string })[]): Coverage {
  const named = (part: keyof Coverage): string[] =>
    parts.flatMap(({ api, [part]: names = [] }) => names.map((name) => `${api}/${name}`));
  return {
    operations: named("operations"),
    statuses: named("statuses"),
    examples: named("examples"),
    callbacks: named("callbacks"),
  };
}
