import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The test files from which a source file is reached by imports, nearest first: those named for it, then by the number of
 * imports between.
 *
 * @param root The package's folder, with `src/` and `test/`.
 * @param file Below `src/`.
 */
export function coveringTests(root: string, file: string): string[] {
  const source = join(root, "src", file);
  const name = basename(file, ".ts");
  return globSync("test/**/*.test.ts", { cwd: root })
    .map((path) => join(root, path))
    .map((path) => ({ path, steps: basename(path).startsWith(`${name}.`) ? 0 : stepsTo(source, path) }))
    .filter(({ steps }) => steps !== undefined)
    .sort((one, other) => (one.steps ?? 0) - (other.steps ?? 0) || one.path.localeCompare(other.path))
    .map(({ path }) => path);
}

function stepsTo(target: string, from: string): number | undefined {
  const seen = new Set([from]);
  let reached = [from];
  for (let steps = 1; reached.length > 0; steps++) {
    reached = reached.flatMap(importsOf).filter((path) => !seen.has(path));
    if (reached.includes(target)) return steps;
    for (const path of reached) seen.add(path);
  }
  return undefined;
}

/** The relative imports of a file that are there when it runs. */
function importsOf(path: string): string[] {
  const source = readFileSync(path, "utf8").replace(/^(import|export) type [^;]*;/gm, "");
  const found = source.matchAll(/["'](\.{1,2}\/[^"'\n]+\.ts)["']/g);
  return [...found].map(([, specifier]) => resolve(dirname(path), specifier ?? "")).filter((path) => existsSync(path));
}
