import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publicPackages } from "@sinch-fetch/workspace";
import { originsOf, withOrigins } from "./origin.ts";

/**
 * Gives the packages the versions that the changesets demand, and writes into the changelog of each what it was
 * generated from.
 *
 * @param root The repository.
 * @param applyChangesets Sets the versions and writes the changelogs; returns an exit code.
 * @returns That exit code; where it is not 0, nothing else was done.
 */
export async function versionPackages(root: string, applyChangesets: () => number): Promise<number> {
  const before = new Map(publicPackages(root).map(({ folder, manifest }) => [folder, manifest.version]));
  const code = applyChangesets();
  if (code !== 0) return code;
  for (const { folder, manifest } of publicPackages(root)) {
    const { version } = manifest;
    if (version === before.get(folder)) continue;
    const changelog = join(root, folder, "CHANGELOG.md");
    await writeFile(changelog, withOrigins(await readFile(changelog, "utf8"), version, await originsOf(root, folder)));
  }
  return 0;
}
