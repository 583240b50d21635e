import { type Document, listOf, listOperations, membersOf, nodesIn, type Operation } from "@sinch-fetch/description";
import type { Either } from "./side-by-side.ts";

/** An operation with what the address of its server puts before its path. */
export interface Addressed extends Operation {
  readonly fullPath: string;
}

/** Lists the operations of a description with their whole paths. */
export function addressed({ root, resolve }: Document, paths: unknown = root.paths): Addressed[] {
  return listOperations(paths, resolve).map((operation) => {
    const servers = operation.object.servers ?? operation.item.servers ?? root.servers;
    return { ...operation, fullPath: basePath(servers) + operation.path };
  });
}

/** Returns the same for one operation, whatever its path parameters are called. */
export function keyOf({ method, fullPath }: Addressed): string {
  return `${method} ${pathKey(fullPath)}`;
}

/**
 * Finds the operations that belong together: by method and whole path, then by what the paths of the description say.
 *
 * @param byId Then by operation id as well: within one description, an operation that moved keeps it.
 */
export function pairOperations(
  before: readonly Addressed[],
  after: readonly Addressed[],
  byId: boolean,
): Either<Addressed>[] {
  const found = new Map<Addressed, Addressed>();
  const left = new Set(before);
  const ways: ((operation: Addressed) => unknown)[] = [keyOf];
  if (byId)
    ways.push(
      ({ method, path }) => `${method} ${path}`,
      ({ object }) => object.operationId,
    );
  for (const way of ways) {
    for (const operation of after) {
      if (found.has(operation)) continue;
      const known = [...left].find((other) => way(other) !== undefined && way(other) === way(operation));
      if (known && left.delete(known)) found.set(operation, known);
    }
  }
  const pairs = after.map((operation): Either<Addressed> => [found.get(operation), operation]);
  return [...pairs, ...[...left].map((operation): Either<Addressed> => [operation, undefined])];
}

/** What the address of the first server puts before a path. A version in it is written out; the rest is a parameter. */
function basePath(servers: unknown): string {
  const { url, variables } = membersOf(listOf(servers)[0]);
  if (typeof url !== "string") return "";
  const path = url.replace(/^[^/]*\/\/[^/]*/, "").replace(/\/+$/, "");
  return nodesIn(variables).reduce((text, [name, variable]) => {
    const isFixed = typeof variable.default === "string" && /^v\d\w*$/.test(variable.default);
    return isFixed ? text.replaceAll(`{${name}}`, String(variable.default)) : text;
  }, path);
}

/** A path whatever its parameters are called. */
export function pathKey(path: string): string {
  return path
    .replaceAll(/\{[^}]*\}/g, "{}")
    .replaceAll(/%3a/gi, ":")
    .replace(/(?<=.)\/+$/, "");
}
