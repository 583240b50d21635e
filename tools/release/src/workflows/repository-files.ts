import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";

/** The files whose paths match a pattern, each with its path from the repository's folder and its text. */
export function filesLike(pattern: string) {
  return globSync(pattern, { cwd: REPOSITORY })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(REPOSITORY, path), "utf8") }));
}
