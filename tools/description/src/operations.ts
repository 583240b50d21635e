import { listOf, membersOf, type Node, nodesIn } from "./node.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** A parameter, its references followed. */
export interface LocatedParameter {
  readonly in: string;
  readonly name: string;
  readonly object: Node;
}

/** An operation in its place, references followed. */
export interface Operation {
  /** In capitals. */
  readonly method: string;
  /** As it is described. */
  readonly path: string;
  /** The object of its path. */
  readonly item: Node;
  readonly object: Node;
  readonly parameters: readonly LocatedParameter[];
}

/** Lists the operations of paths, or of callbacks by name, in their order. */
export function listOperations(paths: unknown, resolve: (value: unknown) => Node): Operation[] {
  return Object.entries(membersOf(paths)).flatMap(([path, reference]) => {
    const item = resolve(reference);
    return METHODS.flatMap((method): Operation[] => {
      if (item[method] === undefined) return [];
      const object = resolve(item[method]);
      return [{ method: method.toUpperCase(), path, item, object, parameters: parametersOf(item, object, resolve) }];
    });
  });
}

/** The parameters of an operation and those of its path, over which its own prevail. */
function parametersOf(item: Node, object: Node, resolve: (value: unknown) => Node): LocatedParameter[] {
  const all = [...listOf(item.parameters), ...listOf(object.parameters)].flatMap((reference): LocatedParameter[] => {
    const parameter = resolve(reference);
    const { in: place, name } = parameter;
    return typeof place === "string" && typeof name === "string" ? [{ in: place, name, object: parameter }] : [];
  });
  return [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

/** Lists what a body can be, by media type in lower case and without its parameters, in one order. */
export function mediaOf({ content }: Node): Map<string, Node> {
  return new Map(nodesIn(content).map(([type, media]) => [type.replace(/\s*;.*$/, "").toLowerCase(), media]));
}
