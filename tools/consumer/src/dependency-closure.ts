import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { readManifest } from "@sinch-fetch/workspace";

/**
 * Returns the folders of a package that is installed in a project by pnpm and of all that it depends on, each once.
 *
 * @throws {Error} A dependency is not installed.
 */
export async function dependencyClosure(project: string, name: string): Promise<readonly string[]> {
  const folders = new Set<string>();
  const visit = async (from: string, dependency: string): Promise<void> => {
    const folder = await realpath(join(from, dependency));
    if (folders.has(folder)) return;
    folders.add(folder);
    // What a package may use is beside it.
    const beside = folder.slice(0, folder.lastIndexOf("node_modules") + "node_modules".length);
    for (const one of Object.keys(readManifest(folder).dependencies ?? {})) await visit(beside, one);
  };
  await visit(join(project, "node_modules"), name);
  return [...folders];
}
