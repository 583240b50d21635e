import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  /** One sentence. */
  readonly description: string;
  readonly readme: string | undefined;
  /** Its folder, absolute. */
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

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly types: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Every package that is published, each after those that it depends on. */
export function publicPackages(): PublicPackage[] {
  const parent = join(REPOSITORY, "packages");
  const found = readdirSync(parent)
    .sort()
    .map((name) => join(parent, name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => !manifest.private);
  const ordered = new Set<(typeof found)[number]>();
  const place = (one: (typeof found)[number]): void => {
    const needed = Object.keys(one.manifest.dependencies ?? {});
    for (const other of found) if (other !== one && needed.includes(other.manifest.name)) place(other);
    ordered.add(one);
  };
  found.forEach(place);
  return [...ordered].map(({ folder, manifest }) => publicPackage(folder, manifest));
}

function publicPackage(folder: string, manifest: Manifest): PublicPackage {
  const { name, version, description } = manifest;
  const path = join(folder, "README.md");
  const readme = existsSync(path) ? path : undefined;
  return { name, version, description, readme, folder, entries: entryPoints(manifest, folder) };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The typed exports of a package, by the sources that their declarations are built from. */
function entryPoints({ name, exports = {} }: Manifest, folder: string): EntryPoint[] {
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === "string") return [];
    const source = target.types.match(/^\.\/dist\/(.+)\.d\.ts$/)?.[1];
    if (source === undefined) throw new Error(`${name}: the types of ${path} are not in dist: ${target.types}`);
    return [{ specifier: name + path.slice(1), source: join(folder, "src", `${source}.ts`) }];
  });
}
