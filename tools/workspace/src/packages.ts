import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Manifest, readManifest } from "./manifest.ts";

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  /** Its folder from the repository's, such as `packages/http`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Every package that is published, in the order of their folders. */
export const PUBLIC_PACKAGES: readonly PublicPackage[] = publicPackages(REPOSITORY);

/** Returns every package that is published from a repository of this layout, in the order of their folders. */
export function publicPackages(root: string): readonly PublicPackage[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(join(root, folder)) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }));
}
