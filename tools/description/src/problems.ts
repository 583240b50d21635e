import { relative, sep } from "node:path";
import {
  type BaseResolver,
  getLineColLocation,
  type LocationObject,
  type NormalizedProblem,
  YamlParseError,
} from "@redocly/openapi-core";
import { BrokenDescription } from "./broken-description.ts";
import { segmentOf } from "./pointer.ts";

/**
 * Stops at the problems that Redocly found, warnings included, with a line for each: where, which rule, what is wrong.
 */
export function refuse(problems: readonly NormalizedProblem[], root: string): void {
  const lines = problems
    .filter(({ ignored }) => !ignored)
    .map(({ location: [location], ruleId, message }) => problemLine(location, ruleId, message, root));
  if (lines.length > 0) throw new BrokenDescription(lines.join("\n"));
}

/**
 * What Redocly threw while it read a file (it is absent, is not YAML, is not OpenAPI) as a problem of that file. Any
 * other error stays as it is: a fault in a rule needs its stack.
 */
export function unreadable(error: unknown, path: string, root: string): unknown {
  if (error instanceof BrokenDescription || error instanceof TypeError || !(error instanceof Error)) return error;
  const { message } = error;
  if (!(error instanceof YamlParseError)) return new BrokenDescription(`${path}:1:1 read: ${oneLine(message, root)}`);
  const { source, line, col } = error;
  return new BrokenDescription(
    problemLine({ source, pointer: undefined, start: { line, col } }, "yaml", message, root),
  );
}

/** What the generator refused, with the place of the operation at fault, else the start of the description. */
export async function located(
  { message, operationId }: BrokenDescription,
  resolver: BaseResolver,
  path: string,
  root: string,
): Promise<BrokenDescription> {
  if (operationId === undefined) return new BrokenDescription(`${path}:1:1 codegen: ${message}`);
  const location = await operationLocation(operationId, resolver);
  return new BrokenDescription(problemLine(location, "codegen", `${operationId}: ${message}`, root));
}

/** A problem on one line: where, by which rule, and what is wrong. */
export function problemLine(location: LocationObject | undefined, rule: string, message: string, root: string): string {
  const what = `${rule}: ${oneLine(message, root)}`;
  if (location === undefined) return what;
  const { start } = getLineColLocation(location);
  return `${fromRoot(location.source.absoluteRef, root)}:${start.line}:${start.col} ${what}`;
}

/** A file as it is named in output, whatever the platform. */
export function fromRoot(path: string, root: string): string {
  return relative(root, path).replaceAll(sep, "/");
}

function oneLine(message: string, root: string): string {
  return message
    .replaceAll(`${root}${sep}`, "")
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
}

/**
 * Where the operation id stands in the files that were read: first in those read last, since a bundle's root has all.
 */
async function operationLocation(operationId: string, { cache }: BaseResolver): Promise<LocationObject | undefined> {
  for (const reading of [...cache.values()].reverse()) {
    const document = await reading;
    if (document instanceof Error) continue;
    const pointer = pointerTo(document.parsed, operationId);
    if (pointer !== undefined) return { source: document.source, pointer, reportOnKey: false };
  }
  return undefined;
}

function pointerTo(node: unknown, operationId: string, pointer = "#"): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if ("operationId" in node && node.operationId === operationId) return `${pointer}/operationId`;
  for (const [key, child] of Object.entries(node)) {
    const found = pointerTo(child, operationId, `${pointer}/${segmentOf(key)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
