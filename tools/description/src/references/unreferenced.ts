import { dirname, resolve } from "node:path";
import { isNode, listOf, membersOf } from "../node.ts";
import { pointedAt } from "../pointer.ts";
import { problemLine } from "../problems.ts";
import type { DescriptionFile } from "./description-files.ts";

/**
 * Finds the files and the definitions that no description reaches, however they refer to each other, with a line for
 * each. Nothing while a reference leads nowhere: it may be meant for any of them.
 */
export function unreferencedIn(
  files: ReadonlyMap<string, DescriptionFile>,
  roots: readonly string[],
  root: string,
): string[] {
  const reached = reachedFrom(files, roots);
  if (reached === undefined) return [];
  return [...files].flatMap(([path, { source, definitions }]) => {
    const lineAt = (pointer: string, reportOnKey: boolean, what: string): string =>
      problemLine({ source, pointer, reportOnKey }, "references", `No description refers to ${what}.`, root);
    // Redocly's own rule watches the components of a root.
    if (roots.includes(path)) return [];
    const pointers = reached.get(path);
    if (pointers === undefined) return [lineAt("#/", false, "this file")];
    return definitions
      .filter((pointer) => !pointers.has("#") && ![...pointers].some((found) => `${found}/`.startsWith(`${pointer}/`)))
      .map((pointer) => lineAt(pointer, true, pointer.slice(pointer.lastIndexOf("/") + 1)));
  });
}

/** The pointers by file that the references of the roots lead to; `undefined` where one leads nowhere. */
function reachedFrom(
  files: ReadonlyMap<string, DescriptionFile>,
  roots: readonly string[],
): Map<string, Set<string>> | undefined {
  const targets = new Map<string, Set<string>>();
  let isWhole = true;

  function walk(node: unknown, path: string): void {
    for (const item of listOf(node)) walk(item, path);
    if (!isNode(node)) return;
    if (typeof node.$ref === "string") follow(node.$ref, path);
    for (const member of Object.values(node)) walk(member, path);
  }

  function follow(reference: string, from: string): void {
    const [file = "", fragment = ""] = reference.split("#");
    const path = file === "" ? from : resolve(dirname(from), file);
    const pointer = `#${fragment}`;
    const seen = targets.get(path) ?? new Set();
    if (seen.has(pointer)) return;
    targets.set(path, seen.add(pointer));
    const target = pointedAt(files.get(path)?.parsed, pointer);
    if (target === undefined) isWhole = false;
    walk(target, path);
  }

  for (const root of roots) {
    const { components, ...others } = membersOf(files.get(root)?.parsed);
    if (Object.keys(others).length === 0) isWhole = false;
    walk(others, root);
  }
  return isWhole ? targets : undefined;
}
