import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

interface PlannedRelease {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly access: string;
  readonly tag: string;
  readonly tarball: { readonly path: string; readonly integrity: string };
}

/**
 * Reads what `changeset pack` wrote.
 *
 * @param root The repository that it was packed from.
 * @param packed The folder with `publish-plan.json` and the archives.
 * @returns The releases, each after those that it depends on: the tag of the registry that it gets, such as `latest`, the
 * path of its archive, and the folder of its sources.
 * @throws {Error} Something is not as `changeset pack` writes it, is not the version that the repository has, or an
 * archive is not the one that the plan was written for.
 */
export function packedReleases(root: string, packed: string) {
  const { version, plan }: { version: number; plan: readonly (readonly PlannedRelease[])[] } = JSON.parse(
    readFileSync(join(packed, "publish-plan.json"), "utf8"),
  );
  if (version !== 1) throw new Error(`the plan has the version ${version}, expected 1`);
  const folders = foldersByRelease(root);
  return plan.flat().map(({ kind, name, version, access, tag, tarball }) => {
    const release = `${name}@${version}`;
    const folder = folders.get(release);
    if (folder === undefined) throw new Error(`${release} is not a public package of this repository`);
    if (kind !== "publish" || access !== "public") throw new Error(`${release}: expected to publish it to all`);
    if (!/^[a-z][a-z0-9-]*$/.test(tag)) throw new Error(`${release}: ${JSON.stringify(tag)} is not a tag`);
    if (!/^packages\/[\w-][\w.-]*\.tgz$/.test(tarball.path)) throw new Error(`${release}: its archive is elsewhere`);
    const file = resolve(packed, tarball.path);
    const digest = createHash("sha256").update(readFileSync(file)).digest("base64");
    if (tarball.integrity !== `sha256-${digest}`)
      throw new Error(`${release}: its archive is not the one that was packed`);
    return { name, version, tag, tarball: file, folder };
  });
}

function foldersByRelease(root: string): ReadonlyMap<string, string> {
  const manifests = globSync("packages/*/package.json", { cwd: root }).map((path) => ({
    folder: join(root, dirname(path)),
    manifest: JSON.parse(readFileSync(join(root, path), "utf8")),
  }));
  return new Map(
    manifests
      .filter(({ manifest }) => manifest.private !== true)
      .map(({ manifest, folder }) => [`${manifest.name}@${manifest.version}`, folder]),
  );
}
