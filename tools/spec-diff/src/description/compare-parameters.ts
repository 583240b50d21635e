import { isDeepStrictEqual } from "node:util";
import type { LocatedOperation, Parameter } from "@sinch-fetch/description";
import type { Comparing } from "./comparing.ts";

const READ = new Set(["$ref", "name", "in", "required", "schema", "deprecated"]);
const TEXTS = new Set(["description", "example", "examples"]);

/** Compares the parameters of an operation. Their order counts in the path alone, and there it is that of the path. */
export function compareParameters(
  before: LocatedOperation,
  after: LocatedOperation,
  operation: string,
  comparing: Comparing,
): void {
  const { changes } = comparing;
  const placeOf = (parameter: Parameter) => ({ operation, path: keyOf(parameter) });
  for (const parameter of after.parameters) {
    const known = before.parameters.find((other) => keyOf(other) === keyOf(parameter));
    if (known) compareParameter(known, parameter, operation, comparing);
    else if (parameter.required) {
      changes.add("requiredParameterAdded", placeOf(parameter), "required parameter added", parameter);
    } else changes.add("parameterAdded", placeOf(parameter), "optional parameter added", parameter);
  }
  for (const parameter of before.parameters) {
    if (after.parameters.some((other) => keyOf(other) === keyOf(parameter))) continue;
    changes.add("parameterRemoved", placeOf(parameter), "parameter removed", parameter);
  }
}

function compareParameter(before: Parameter, after: Parameter, operation: string, { changes, walk }: Comparing): void {
  const place = { operation, path: keyOf(after) };
  if (!before.required && after.required) changes.add("parameterRequired", place, "is required now", after);
  if (before.required && !after.required) changes.add("parameterOptional", place, "is optional now", after);
  const [was, is] = [membersOf(before), membersOf(after)];
  if (!was.deprecated && is.deprecated) changes.add("operationDeprecated", place, "deprecated", after);
  if (was.deprecated && !is.deprecated) changes.add("operationRestored", place, "no longer deprecated", after);
  for (const member of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (READ.has(member) || isDeepStrictEqual(was[member], is[member])) continue;
    const rule = TEXTS.has(member) || member.startsWith("x-") ? "texts" : "parameterWritten";
    changes.add(rule, place, `${member} changed`, after);
  }
  for (const change of walk.changes(before.schema ?? {}, after.schema ?? {}))
    changes.addSchema(change, "request", place);
}

/** The members of a parameter, with the defaults that OpenAPI gives them. */
function membersOf(parameter: Parameter): Record<string, unknown> {
  const style = parameter.style ?? (parameter.in === "query" || parameter.in === "cookie" ? "form" : "simple");
  return { ...parameter, style, explode: parameter.explode ?? style === "form" };
}

/** Such as `query · page_size`. */
function keyOf({ in: place, name }: Parameter): string {
  return `${place} · ${name}`;
}
