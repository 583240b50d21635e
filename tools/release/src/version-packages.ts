import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publicPackages, readManifest } from "@sinch-fetch/consumer/repository";
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
  const before = publicPackages(root).map(({ folder }) => ({ folder, version: versionOf(root, folder) }));
  const code = applyChangesets();
  if (code !== 0) return code;
  for (const { folder, version } of before) {
    const released = versionOf(root, folder);
    if (released === version) continue;
    const changelog = join(root, folder, "CHANGELOG.md");
    await writeFile(changelog, withOrigins(await readFile(changelog, "utf8"), released, await originsOf(root, folder)));
  }
  return 0;
}

function versionOf(root: string, folder: string): string {
  return readManifest(join(root, folder)).version;
}
