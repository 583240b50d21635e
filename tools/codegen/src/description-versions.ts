import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Description } from "@sinch-fetch/description";
import type { Outputs } from "./outputs.ts";

/**
 * The `package.json` of each package that holds something generated, where `sinchFetch.descriptions` says which version
 * of which description that was. All else in it stays as it is; a package that is not there yet is left out.
 */
export async function packageManifests(
  outputs: ReadonlyMap<string, Outputs>,
  descriptions: ReadonlyMap<string, Description>,
  root: string,
): Promise<Outputs> {
  const versions = new Map<string, Record<string, string>>();
  for (const [name, { info }] of [...descriptions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const path of outputs.get(name)?.keys() ?? []) {
      const folder = path.split("/").slice(0, 2).join("/");
      versions.set(folder, { ...versions.get(folder), [name]: info.version });
    }
  }
  const manifests: Outputs = new Map();
  for (const [folder, found] of versions) {
    const path = `${folder}/package.json`;
    const current = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (current === undefined) continue;
    const manifest = { ...JSON.parse(current), sinchFetch: { descriptions: found } };
    manifests.set(path, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  return manifests;
}
