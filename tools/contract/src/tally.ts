import { readCallbackExamples, readOperations, readSchemaExamples } from "./described.ts";

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

const PARTS = ["operations", "statuses", "examples", "callbacks"] as const;

/** Where the suites of a package leave what they covered: a folder in the package, one file for each suite. */
export const COVERAGE_FOLDER = "node_modules/.contract-coverage";

/** Reads what there is to cover of a description. */
export async function readCoverable(api: string): Promise<Coverage> {
  const operations = await readOperations(api);
  const responses = operations.flatMap(({ id, responses }) => responses.map((response) => ({ id, ...response })));
  return {
    operations: operations.map(({ id }) => id),
    statuses: responses.map(({ id, documented }) => `${id} ${documented}`),
    examples: [
      ...operations.flatMap(({ id, requests }) => [...requests.keys()].map((name) => `${id} request ${name}`)),
      ...responses.flatMap(({ id, documented, examples }) =>
        [...examples.keys()].map((name) => `${id} ${documented} ${name}`),
      ),
      ...(await readSchemaExamples(api)).map(({ schema, number }) => `${schema} example ${number}`),
    ],
    callbacks: (await readCallbackExamples(api)).map(({ trigger, name }) => `${trigger} ${name}`),
  };
}

/**
 * Counts what was covered of what there is, in the parts that the covered ones have. A callback counts when each of its
 * examples was covered.
 *
 * @returns The counts, such as `operations 7/7, statuses 30/30, examples 56/56`, and the names of what was not covered.
 */
export function tally(coverable: Coverage, covered: Partial<Coverage>): { line: string; missing: readonly string[] } {
  const counts = PARTS.flatMap((part) => {
    const names = covered[part];
    if (names === undefined) return [];
    const missing = coverable[part].filter((name) => !names.includes(name));
    const unitsOf = (all: readonly string[]): number =>
      new Set(part === "callbacks" ? all.map((name) => name.replace(/ .*$/, "")) : all).size;
    const units = unitsOf(coverable[part]);
    return [{ text: `${part} ${units - unitsOf(missing)}/${units}`, missing }];
  });
  return { line: counts.map(({ text }) => text).join(", "), missing: counts.flatMap(({ missing }) => missing) };
}
