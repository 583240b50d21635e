import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";

/** An import or export with the name of a module, as a statement or as a call. */
const IMPORT = /^(?:import\s+|(?:import|export)\b[^"'=();]*\bfrom\s+)["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

/**
 * The modules of others that a script imports, by itself or by files of ours, in the order of their names.
 *
 * @param path The script, from the repository's folder.
 */
export function importsOf(path: string): readonly string[] {
  const files = new Set([path]);
  const modules = new Set<string>();
  // What is added while it goes through the set has its turn as well.
  for (const file of files) {
    const text = readFileSync(join(REPOSITORY, file), "utf8");
    for (const [, stated, called] of text.matchAll(IMPORT)) {
      const name = stated ?? called ?? "";
      if (name.startsWith(".")) files.add(posix.join(posix.dirname(file), name));
      else modules.add(name);
    }
  }
  return [...modules].sort();
}
