import { type NormalizedProblem, parseYaml } from "@redocly/openapi-core";
import { isNode } from "../node.ts";
import { pointedAt } from "../pointer.ts";
import { readDescriptionFiles } from "./description-files.ts";
import { nearestReference } from "./nearest.ts";

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
