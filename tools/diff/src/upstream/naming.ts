import { shown } from "@sinch-fetch/description";
import { type Addressed, pathKey } from "../walk/pair-operations.ts";

/** Makes the names of operations in the report: method and path, without what all paths of ours begin with. */
export function naming(ours: readonly Addressed[]): (operation: Addressed) => string {
  const prefixes = ours.map(({ fullPath }) => /^\/v\d+\/projects\/\{[^}]*\}(?=\/)/.exec(fullPath)?.[0]);
  const common = prefixes[0] !== undefined && prefixes.every((prefix) => prefix === prefixes[0]) ? prefixes[0] : "";
  const depth = common.split("/").length;
  return ({ method, fullPath }) => {
    const isBelow = common !== "" && `${pathKey(fullPath)}/`.startsWith(`${pathKey(common)}/`);
    const rest = isBelow ? `/${fullPath.split("/").slice(depth).join("/")}` : fullPath;
    return `${method} ${pathShown(rest)}`;
  };
}

function pathShown(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === "" ? "" : shown(segment)))
    .join("/");
}
