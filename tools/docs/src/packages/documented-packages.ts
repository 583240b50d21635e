import { join } from "node:path";
import { type Manifest, PUBLIC_PACKAGES, type PublicPackage, REPOSITORY } from "@sinch-fetch/workspace";

/** A package as its documentation shows it. */
export interface DocumentedPackage {
  readonly name: string;
  /** From the repository's folder. */
  readonly folder: string;
  readonly entries: readonly EntryPoint[];
}

/** What can be imported from a package. */
export interface EntryPoint {
  /** As it is imported, such as `@sinch-fetch/http/client`. */
  readonly specifier: string;
  /** Its source file, absolute. */
  readonly source: string;
}

/** Returns every package that is published, each after those that it depends on. */
export function documentedPackages(): DocumentedPackage[] {
  const ordered = new Set<PublicPackage>();
  const place = (one: PublicPackage): void => {
    const needed = Object.keys(one.manifest.dependencies ?? {});
    for (const other of PUBLIC_PACKAGES) if (other !== one && needed.includes(other.name)) place(other);
    ordered.add(one);
  };
  PUBLIC_PACKAGES.forEach(place);
  return [...ordered].map(({ name, folder, manifest }) => ({ name, folder, entries: entryPoints(manifest, folder) }));
}

/** The typed exports of a package, by the sources that their declarations are built from. */
function entryPoints({ name, exports = {} }: Manifest, folder: string): EntryPoint[] {
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === "string") return [];
    const types = (target.import ?? target).types;
    const source = types?.match(/^\.\/dist\/(.+)\.d\.ts$/)?.[1];
    if (source === undefined) throw new Error(`${name}: the types of ${path} are not in dist: ${types}`);
    return [{ specifier: name + path.slice(1), source: join(REPOSITORY, folder, "src", `${source}.ts`) }];
  });
}
