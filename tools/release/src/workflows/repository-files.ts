import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";

/** A file of this repository. */
export interface RepositoryFile {
  /** From the repository's folder. */
  readonly path: string;
  readonly text: string;
}

/** The files whose paths match a pattern. */
export function filesLike(pattern: string): readonly RepositoryFile[] {
  return globSync(pattern, { cwd: REPOSITORY })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(REPOSITORY, path), "utf8") }));
}
