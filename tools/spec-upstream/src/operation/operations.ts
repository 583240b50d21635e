import type { Document } from "@sinch-fetch/description";
import { listOf, membersOf, type Node, nodesIn, shown } from "@sinch-fetch/description";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** A parameter, its references followed. */
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly object: Node;
}

/** An operation in its place, references followed. */
export interface Operation {
  readonly method: string;
  /** With what the server's address puts before it. */
  readonly path: string;
  /** Tells operations apart, whatever their path parameters are called. */
  readonly key: string;
  readonly object: Node;
  readonly parameters: readonly Parameter[];
}

/** The operations of a description, whatever holds them: `paths`, or callbacks by name. */
export function operationsOf(document: Document, paths: unknown = document.root.paths): Operation[] {
  return nodesIn(paths).flatMap(([ownPath, reference]) => {
    const item = document.resolve(reference);
    return METHODS.flatMap((method) => {
      if (item[method] === undefined) return [];
      const object = document.resolve(item[method]);
      const path = basePath(object.servers ?? item.servers ?? document.root.servers) + ownPath;
      return [
        {
          method: method.toUpperCase(),
          path,
          key: `${method} ${keyOf(path)}`,
          object,
          parameters: parametersOf(item, object, document),
        },
      ];
    });
  });
}

/** The parameters of an operation and those of its path, over which its own prevail. */
function parametersOf(item: Node, object: Node, document: Document): Parameter[] {
  const all = [...listOf(item.parameters), ...listOf(object.parameters)].flatMap((reference): Parameter[] => {
    const parameter = document.resolve(reference);
    const { in: place, name } = parameter;
    return typeof place === "string" && typeof name === "string" ? [{ in: place, name, object: parameter }] : [];
  });
  return [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
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

function keyOf(path: string): string {
  return path
    .replaceAll(/\{[^}]*\}/g, "{}")
    .replaceAll(/%3a/gi, ":")
    .replace(/(?<=.)\/+$/, "");
}

/** How operations are called in the report: by method and path, without what all paths of ours begin with. */
export function naming(ours: readonly Operation[]): (operation: Operation) => string {
  const prefixes = ours.map(({ path }) => /^\/v\d+\/projects\/\{[^}]*\}(?=\/)/.exec(path)?.[0]);
  const common = prefixes[0] !== undefined && prefixes.every((prefix) => prefix === prefixes[0]) ? prefixes[0] : "";
  const depth = common.split("/").length;
  return ({ method, path }) => {
    const isBelow = common !== "" && `${keyOf(path)}/`.startsWith(`${keyOf(common)}/`);
    const rest = isBelow ? `/${path.split("/").slice(depth).join("/")}` : path;
    return `${method} ${pathShown(rest)}`;
  };
}

function pathShown(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === "" ? "" : shown(segment)))
    .join("/");
}
