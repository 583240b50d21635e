import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** What a module is loaded from, by condition. */
export interface Conditions {
  readonly types?: string;
  readonly default?: string;
  readonly import?: Conditions;
  readonly require?: Conditions;
}

/** The parts of a `package.json` that tools read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly license?: string;
  /** The versions of the descriptions that the package was generated from, by their names. */
  readonly sinchFetch?: { readonly descriptions: Readonly<Record<string, string>> };
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly repository?: { readonly url: string; readonly directory: string };
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Conditions>>;
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

/** Reads the `package.json` of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
