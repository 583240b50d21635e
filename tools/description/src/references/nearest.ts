import { dirname, relative, sep } from "node:path";
import type { DescriptionFile } from "./description-files.ts";
import { editDistance } from "./edit-distance.ts";

/**
 * Finds what a reference that leads nowhere may be meant for: the definition with the most similar name, and of those
 * with the same name the one whose reference is most similar.
 *
 * @param from The file in which the reference stands.
 * @returns As the reference would have to be written there.
 */
export function nearestReference(
  reference: string,
  from: string,
  files: ReadonlyMap<string, DescriptionFile>,
): string | undefined {
  const candidates = [...files].flatMap(([path, { definitions }]) =>
    definitions.map((pointer) => `${path === from ? "" : relativeTo(from, path)}${pointer}`),
  );
  const ranked = candidates.map((written) => ({
    written,
    rank: [editDistance(nameOf(reference), nameOf(written)), editDistance(reference, written)] as const,
  }));
  return ranked.sort(({ rank: [a, b] }, { rank: [c, d] }) => a - c || b - d)[0]?.written;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function relativeTo(from: string, path: string): string {
  const written = relative(dirname(from), path).replaceAll(sep, "/");
  return written.startsWith(".") ? written : `./${written}`;
}
