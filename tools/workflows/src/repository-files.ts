import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A file of this repository. */
export interface RepositoryFile {
  /** From the repository's folder. */
  readonly path: string;
  readonly text: string;
}

/** The files whose paths match a pattern. */
export function filesLike(pattern: string): readonly RepositoryFile[] {
  return globSync(pattern, { cwd: ROOT })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}
