import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readOperations } from "./described.ts";
import { readCallbackExamples, readSchemaExamples } from "./examples.ts";

/** What there is to cover of a description, or what a suite covered of it, by name. */
export interface Coverage {
  /** `Messages_GetMessage`. */
  readonly operations: readonly string[];
  /** `Messages_GetMessage 200`. */
  readonly statuses: readonly string[];
  /** `Messages_GetMessage 200 rich`, `Messages_SendMessage request rich` or `AppMessage example 1`. */
  readonly examples: readonly string[];
  /** `MESSAGE_INBOUND rich`. */
  readonly callbacks: readonly string[];
}

/** What a suite covered of a description, as its file has it. A part that the suite is not about is absent. */
export interface CoverageFile extends Partial<Coverage> {
  /** Name of the description, such as `conversation`. */
  readonly api: string;
}

/** Where the suites of a package leave what they covered: a folder in the package, one file for each suite. */
export const COVERAGE_FOLDER = "node_modules/.contract-coverage";

/** Reads what there is to cover of a description. */
export async function readCoverable(api: string): Promise<Coverage> {
  const [operations, schemaExamples, callbackExamples] = await Promise.all([
    readOperations(api),
    readSchemaExamples(api),
    readCallbackExamples(api),
  ]);
  const responses = operations.flatMap(({ id, responses }) => responses.map((response) => ({ id, ...response })));
  return {
    operations: operations.map(({ id }) => id),
    statuses: responses.map(({ id, documented }) => `${id} ${documented}`),
    examples: [
      ...operations.flatMap(({ id, requests }) => [...requests.keys()].map((name) => `${id} request ${name}`)),
      ...responses.flatMap(({ id, documented, examples }) =>
        [...examples.keys()].map((name) => `${id} ${documented} ${name}`),
      ),
      ...schemaExamples.map(({ schema, number }) => `${schema} example ${number}`),
    ],
    callbacks: callbackExamples.map(({ trigger, name }) => `${trigger} ${name}`),
  };
}

/**
 * Leaves what a suite covered, for `coverage.ts`.
 *
 * @param folder The folder of that name in the suite's package.
 * @param suite Name of the file, without extension.
 */
export async function writeCoverage(folder: string, suite: string, coverage: CoverageFile): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${suite}.json`), `${JSON.stringify(coverage, null, 1)}\n`);
}

/** Reads what the suites of a package left; nothing if none ran. */
export async function readCoverage(folder: string): Promise<CoverageFile[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.sort().map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8"))));
}
