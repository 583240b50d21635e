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
  const last = await readFile(file, "utf8").then(parsed, () => undefined);
  if (last?.key === key) return last.found;
  const found = await compare();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ key, found } satisfies Comparison));
  return found;
}

/** What a file holds; `undefined` for one whose writing was broken off. */
function parsed(text: string): Comparison | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Tells a comparison by the releases that are compared with, by the declarations and manifests of today, by what those
 * depend on, and by how they are compared.
 *
 * @param folders The packages, from the repository's folder.
 */
export function keyOf(releases: ReadonlyMap<string, string>, root: string, folders: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify([...releases]));
  const declared = folders.flatMap((folder) => [`${folder}/package.json`, `${folder}/dist/**/*.d.ts`]);
  for (const path of globSync([...declared, "pnpm-lock.yaml", "tools/type-diff/src/*.ts"], { cwd: root }).sort()) {
    hash.update(JSON.stringify([path, readFileSync(join(root, path), "utf8")]));
  }
  return hash.digest("hex");
}
