import { isNode, membersOf, type Node, nodesIn, shown } from "@sinch-fetch/description";
import type { Comparing, Place } from "./comparing.ts";
import type { Operation, Parameter } from "./operations.ts";

/** Headers that OpenAPI does not describe as parameters. */
const IGNORED = new Set(["accept", "content-type", "authorization"]);

/** Compares the parameters of an operation: those of the path by their position, the others by their name. */
export function compareParameters(ours: Operation, theirs: Operation, operation: string, comparing: Comparing): void {
  comparePathParameters(ours, theirs, operation, comparing);
  const [here, upstream] = [byName(ours.parameters), byName(theirs.parameters)];
  for (const name of new Set([...here.keys(), ...upstream.keys()])) {
    const [a, b] = [here.get(name), upstream.get(name)];
    const place = placeOf(operation, a ?? b);
    if (!a || !b) {
      const required = (a ?? b)?.object.required === true ? "required parameter" : "parameter";
      comparing.addOne(a !== undefined, place, required);
    } else compareParameter(a.object, b.object, place, comparing);
  }
}

/** A path parameter that the vendor does not describe is no difference: it stands in the path. */
function comparePathParameters(ours: Operation, theirs: Operation, operation: string, comparing: Comparing): void {
  const [here, upstream] = [inPath(ours), inPath(theirs)];
  here.forEach((a, index) => {
    const b = upstream[index];
    if (a && b) compareSchemas(a.object, b.object, placeOf(operation, a), comparing);
  });
}

function inPath({ path, parameters }: Operation): (Parameter | undefined)[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) =>
    parameters.find((parameter) => parameter.in === "path" && parameter.name === name),
  );
}

function byName(parameters: readonly Parameter[]): Map<string, Parameter> {
  return new Map(
    parameters.flatMap((parameter): [string, Parameter][] => {
      const isHeader = parameter.in === "header";
      const name = isHeader ? parameter.name.toLowerCase() : parameter.name;
      return parameter.in === "path" || (isHeader && IGNORED.has(name)) ? [] : [[`${parameter.in} ${name}`, parameter]];
    }),
  );
}

/** Such as `query · page_size`. */
function placeOf(operation: string, parameter: Parameter | undefined): Place {
  return { operation, path: `${shown(parameter?.in)} · ${shown(parameter?.name)}` };
}

function compareParameter(ours: Node, theirs: Node, place: Place, comparing: Comparing): void {
  const required = ours.required === true;
  if (required !== (theirs.required === true)) {
    comparing.add(
      "different",
      place,
      required ? "required here, optional upstream" : "optional here, required upstream",
    );
  }
  if ((ours.deprecated === true) !== (theirs.deprecated === true)) {
    comparing.add("different", place, ours.deprecated === true ? "deprecated: here only" : "deprecated: upstream only");
  }
  compareSchemas(ours, theirs, place, comparing);
}

function compareSchemas(ours: Node, theirs: Node, place: Place, comparing: Comparing): void {
  const { walk } = comparing;
  const [a, b] = [walk.ours.read(schemaOf(ours)), walk.theirs.read(schemaOf(theirs))];
  comparing.addSchemas(a, b, "request", place, "");
  // How a single value is written is the same in every style that a place allows.
  const isPlain = (types: ReadonlySet<string> | undefined): boolean => !types?.has("array") && !types?.has("object");
  if (isPlain(a.types) || isPlain(b.types)) return;
  const [here, upstream] = [writtenAs(ours), writtenAs(theirs)];
  if (here !== upstream) comparing.add("different", place, `written as: ${here} here, ${upstream} upstream`);
}

function schemaOf({ schema, content }: Node): Node {
  if (isNode(schema)) return schema;
  return membersOf(nodesIn(content)[0]?.[1].schema);
}

/** The style of a parameter, with the defaults that OpenAPI gives it. */
function writtenAs(parameter: Node): string {
  const inherent = parameter.in === "query" || parameter.in === "cookie" ? "form" : "simple";
  const style = typeof parameter.style === "string" ? parameter.style : inherent;
  const explode = typeof parameter.explode === "boolean" ? parameter.explode : style === "form";
  return `${shown(style)}${explode ? ", exploded" : ""}`;
}
