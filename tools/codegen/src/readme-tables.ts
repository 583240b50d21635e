import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { markdownTable } from "./markdown-table.ts";
import type { Outputs } from "./outputs.ts";
import type { Surface } from "./surface.ts";

const OPEN = "<!-- operations: written by pnpm generate -->";
const CLOSE = "<!-- end of operations -->";
const BLOCK = new RegExp(`${OPEN}\n[\\s\\S]*?${CLOSE}`);

/**
 * The READMEs that list operations: that of each client, and that of the repository. What stands between the marks is
 * written anew, and the rest of a README stays as it is.
 *
 * @param surfaces What the clients offer, by name of the description.
 * @param root The repository. A README that it does not have, or that has no marks, is left out.
 */
export async function readmeTables(surfaces: ReadonlyMap<string, Surface>, root: string): Promise<Outputs> {
  const outputs: Outputs = new Map();
  const write = async (path: string, blockOf: (readme: string) => string): Promise<void> => {
    const current = await readFile(join(root, path), "utf8").catch(() => "");
    if (!BLOCK.test(current)) return;
    outputs.set(
      path,
      current.replace(BLOCK, () => `${OPEN}\n\n${blockOf(current)}\n${CLOSE}`),
    );
  };
  await write("README.md", () => overview(surfaces));
  for (const [name, surface] of surfaces) {
    await write(`packages/${name}/README.md`, (readme) => resourceTable(surface, readme));
  }
  return outputs;
}

function overview(surfaces: ReadonlyMap<string, Surface>): string {
  const all = [...surfaces.values()];
  const operations = all.flatMap(({ resources }) => [...resources.values()].flat()).length;
  const callbacks = all.reduce((sum, surface) => sum + surface.callbacks, 0);
  const counts = [counted(operations, "operation"), ...(callbacks > 0 ? [counted(callbacks, "callback")] : [])];
  const rows = [...surfaces].flatMap(([name, { resources }]) =>
    [...resources].map(([resource, methods], index) => [index === 0 ? name : "", code(resource), listOf(methods)]),
  );
  return `${counts.join(" and ")}.\n\n${markdownTable(["client", "resource", "methods"], rows)}`;
}

function resourceTable({ resources }: Surface, readme: string): string {
  const rows = [...resources].map(([resource, methods]) => {
    const hasSection = new RegExp(`^#+ ${resource}$`, "m").test(readme);
    return [hasSection ? `[${code(resource)}](#${resource.toLowerCase()})` : code(resource), listOf(methods)];
  });
  return markdownTable(["resource", "methods"], rows);
}

const code = (name: string): string => `\`${name}\``;
const listOf = (names: readonly string[]): string => names.map(code).join(" ");
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
