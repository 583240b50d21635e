import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackageBreaks } from "./type-diff.ts";

/** What was compared, and what was found. */
interface Comparison {
  readonly key: string;
  readonly found: readonly PackageBreaks[];
}

/**
 * Does not compare again what was compared before.
 *
 * @param file Where the last comparison is kept.
 * @param key What tells the comparison from others.
 */
export async function remembered(
  file: string,
  key: string,
  compare: () => Promise<readonly PackageBreaks[]>,
): Promise<readonly PackageBreaks[]> {
  const text = await readFile(file, "utf8").catch(() => "null");
  const last: Comparison | null = JSON.parse(text);
  if (last?.key === key) return last.found;
  const found = await compare();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ key, found } satisfies Comparison));
  return found;
}

/**
 * Tells a comparison by the releases that are compared with, and by the declarations and manifests of today.
 *
 * @param folders The packages, from the repository's folder.
 */
export function keyOf(releases: ReadonlyMap<string, string>, root: string, folders: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify([...releases]));
  for (const folder of folders) {
    for (const path of globSync(["package.json", "dist/**/*.d.ts"], { cwd: join(root, folder) }).sort()) {
      hash.update(JSON.stringify([folder, path, readFileSync(join(root, folder, path), "utf8")]));
    }
  }
  return hash.digest("hex");
}
