import {
  isNode,
  membersOf,
  type Node,
  nodesIn,
  type LocatedParameter as Parameter,
  shown,
} from "@sinch-fetch/description";
import type { Place } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import type { Addressed } from "./pair-operations.ts";
import { sideBySide } from "./side-by-side.ts";

/** Headers that OpenAPI does not describe as parameters. */
const IGNORED = new Set(["accept", "content-type", "authorization"]);

/** Compares the parameters of an operation. */
export function compareParameters(before: Addressed, after: Addressed, operation: string, comparing: Comparing): void {
  for (const [, one, other] of sideBySide(byKey(before), byKey(after))) {
    const { in: at, name, object } = other ?? one;
    const place = { operation, path: `${shown(at)} · ${shown(name)}` };
    if (one && other) compareParameter(one.object, other.object, place, comparing);
    // A path parameter that is not described is not a difference: it stands in the path.
    else if (at !== "path") comparing.add(place, { what: "parameter", before: one, after: other }, object);
  }
}

/** The parameters of the path by their position, first, and the others by their name. */
function byKey({ fullPath, parameters }: Addressed): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const [index, [, name]] of [...fullPath.matchAll(/\{([^}]*)\}/g)].entries()) {
    const known = parameters.find((parameter) => parameter.in === "path" && parameter.name === name);
    if (known) found.set(`path ${index}`, known);
  }
  for (const parameter of parameters) {
    const isHeader = parameter.in === "header";
    const name = isHeader ? parameter.name.toLowerCase() : parameter.name;
    const isRead = parameter.in === "path" || (isHeader && IGNORED.has(name));
    if (!isRead) found.set(`${parameter.in} ${name}`, parameter);
  }
  return found;
}

function compareParameter(before: Node, after: Node, place: Place, comparing: Comparing): void {
  const { add, schemas } = comparing;
  const [was, is] = [before.required === true, after.required === true];
  if (was !== is && after.in !== "path")
    add(place, { what: "required", of: "parameter", before: was, after: is }, after);
  comparing.addDeprecated(before, after, place, after);
  comparing.addMembers("parameter", before, after, place, after);
  const [one, other] = [schemaOf(before), schemaOf(after)];
  comparing.addSchemas(one, other, "request", place, "");
  // How a single value is written is the same in every style that a place allows.
  const isPlain = (types: ReadonlySet<string> | undefined): boolean => !types?.has("array") && !types?.has("object");
  if (isPlain(schemas.before.read(one).types) || isPlain(schemas.after.read(other).types)) return;
  const [style, otherStyle] = [writtenAs(before), writtenAs(after)];
  if (style.style !== otherStyle.style || style.explode !== otherStyle.explode) {
    add(place, { what: "written", before: style, after: otherStyle }, after);
  }
}

function schemaOf({ schema, content }: Node): Node {
  return isNode(schema) ? schema : membersOf(nodesIn(content)[0]?.[1].schema);
}

/** The style of a parameter, with the defaults that OpenAPI gives it. */
function writtenAs(parameter: Node): { readonly style: string; readonly explode: boolean } {
  const inherent = parameter.in === "query" || parameter.in === "cookie" ? "form" : "simple";
  const style = typeof parameter.style === "string" ? parameter.style : inherent;
  return { style, explode: typeof parameter.explode === "boolean" ? parameter.explode : style === "form" };
}
