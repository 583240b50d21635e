import { dirname, relative, sep } from "node:path";
import { type NormalizedProblem, parseYaml } from "@redocly/openapi-core";
import { isNode } from "../node.ts";
import { pointedAt } from "../pointer.ts";
import { type DescriptionFile, readDescriptionFiles } from "./description-files.ts";

const RULE = "no-unresolved-refs";
const MESSAGE = "Can't resolve $ref";

/** Adds to Redocly's problems with a reference what the reference is, and what it may be meant for. */
export async function namingReferences(
  problems: readonly NormalizedProblem[],
  root: string,
): Promise<NormalizedProblem[]> {
  if (!problems.some(({ ruleId }) => ruleId === RULE)) return [...problems];
  const files = await readDescriptionFiles(root);
  return problems.map((problem) => {
    const [location] = problem.location;
    if (problem.ruleId !== RULE || location?.pointer === undefined || !problem.message.startsWith(MESSAGE)) {
      return problem;
    }
    const { absoluteRef, body } = location.source;
    const reference = referenceIn(pointedAt(parseYaml(body), location.pointer));
    if (reference === undefined) return problem;
    const nearest = nearestReference(reference, absoluteRef, files);
    const advice = nearest === undefined ? "" : `; the nearest is "${nearest}"`;
    return { ...problem, message: `${MESSAGE} "${reference}"${problem.message.slice(MESSAGE.length)}${advice}` };
  });
}

function referenceIn(value: unknown): string | undefined {
  const reference = isNode(value) ? value.$ref : value;
  return typeof reference === "string" ? reference : undefined;
}

/**
 * Finds what a reference that leads nowhere may be meant for, as it would have to be written there: the definition with
 * the most similar name, and of those with the same name the one whose reference is most similar.
 */
function nearestReference(
  reference: string,
  from: string,
  files: ReadonlyMap<string, DescriptionFile>,
): string | undefined {
  const candidates = [...files].flatMap(([path, { definitions }]) =>
    definitions.map((pointer) => `${path === from ? "" : relativeTo(from, path)}${pointer}`),
  );
  const ranked = candidates.map((written) => ({
    written,
    rank: [editDistance(nameOf(reference), nameOf(written)), editDistance(reference, written)] as const,
  }));
  return ranked.sort(({ rank: [a, b] }, { rank: [c, d] }) => a - c || b - d)[0]?.written;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function relativeTo(from: string, path: string): string {
  const written = relative(dirname(from), path).replaceAll(sep, "/");
  return written.startsWith(".") ? written : `./${written}`;
}

/** Returns how many characters have to be added, removed or replaced to make one text the other. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, character] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = at(previous, column) + (character === other ? 0 : 1);
      current.push(Math.min(replaced, at(previous, column + 1) + 1, at(current, column) + 1));
    }
    previous = current;
  }
  return at(previous, previous.length - 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
