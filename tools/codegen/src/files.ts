import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { Outputs } from "./outputs.ts";

const GENERATED = ["packages/*/src/*.gen.ts", "packages/mock/descriptions/*.gen.json"];

/** A generated file that is not what the descriptions give. */
export interface Difference {
  /** From the root of the repository. */
  readonly path: string;
  readonly state: "missing" | "outdated" | "stray";
  /** What is to be there; nothing for a stray file. */
  readonly content?: string;
}

/** Compares the generated files of a repository with what is to be there. */
export async function differences(outputs: Outputs, root: string): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [path, content] of outputs) {
    const current = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (current !== content) found.push({ path, state: current === undefined ? "missing" : "outdated", content });
  }
  for await (const file of glob(GENERATED, { cwd: root })) {
    const path = file.replaceAll(sep, "/");
    if (!outputs.has(path)) found.push({ path, state: "stray" });
  }
  return found;
}

/** Writes what is missing or outdated, and removes what is stray. */
export async function settle(found: readonly Difference[], root: string): Promise<void> {
  for (const { path, content } of found) {
    const file = join(root, path);
    if (content === undefined) {
      await rm(file);
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
}
