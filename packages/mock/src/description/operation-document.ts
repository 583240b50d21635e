import type { DescriptionFile } from "../description-file.ts";
import { pointed } from "./pointed.ts";

/**
 * Makes a description of one operation alone, with what it refers to. Prism takes a second to read the whole of one, and
 * a program calls few of its operations.
 */
export function operationDocument(description: DescriptionFile, path: string, method: string): object {
  const { webhooks, paths, components, ...rest } = description;
  const { parameters = [], [method]: operation } = paths[path] ?? {};
  const own = { [path]: { parameters, [method]: operation } };
  const used = referencesIn(own, description);
  // Security schemes are referred to by their names.
  const { securitySchemes = {}, ...referred } = components;
  const kept = Object.entries(referred).map(([kind, members]) => [
    kind,
    Object.fromEntries(Object.entries(members).filter(([name]) => used.has(`#/components/${kind}/${name}`))),
  ]);
  // A copy, since Prism puts what a reference leads to in its place.
  return structuredClone({ ...rest, paths: own, components: { securitySchemes, ...Object.fromEntries(kept) } });
}

/** The references in a part of a description, and in what they lead to. */
function referencesIn(part: unknown, description: DescriptionFile): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [part];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    for (const [name, member] of Object.entries(node)) {
      if (name !== "$ref" || typeof member !== "string") {
        open.push(member);
      } else if (!found.has(member)) {
        found.add(member);
        open.push(pointed(description, member));
      }
    }
  }
  return found;
}
