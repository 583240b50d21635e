import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** What a package says of itself, as far as it is looked at here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  /** The versions of the descriptions that it was generated from, by their names. */
  readonly sinchFetch?: { readonly descriptions: Readonly<Record<string, string>> };
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly repository?: { readonly url: string; readonly directory: string };
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  /** Its folder from the repository's, such as `packages/http`. */
  readonly folder: string;
}

/** Every package that is published, in the order of their folders. */
export const PUBLIC_PACKAGES: readonly PublicPackage[] = publicPackages(REPOSITORY);

/** Every package that is published from a repository of this layout, in the order of their folders. */
export function publicPackages(root: string): readonly PublicPackage[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((folder) => ({ folder: `packages/${folder}`, manifest: readManifest(join(root, "packages", folder)) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder }));
}

/** Reads the `package.json` of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
