import { readFileSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { type Manifest, readManifest } from "@sinch-fetch/workspace";

/** A package as a user gets it. */
export interface InstalledPackage {
  readonly manifest: Manifest;
  /** The text of every file, by its path from the package's folder. */
  readonly contents: Readonly<Record<string, string>>;
}

/** Reads a package that is installed in a project. */
export async function readInstalled(project: string, name: string): Promise<InstalledPackage> {
  const folder = await realpath(join(project, "node_modules", name));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    // npm puts dependencies of one package alone into its own folder.
    .filter((path) => !path.startsWith("node_modules"));
  const contents = paths.map((path) => [path, readFileSync(join(folder, path), "utf8")] as const);
  return { manifest: readManifest(folder), contents: Object.fromEntries(contents) };
}

/**
 * What users can import of a package, such as `@sinch-fetch/conversation/callbacks`, without installing more. A module that
 * needs an optional peer dependency is named after it.
 */
export function exportedModules({ name, exports = {}, peerDependencies = {} }: Manifest): readonly string[] {
  return Object.keys(exports)
    .filter((path) => path !== "./package.json" && !(path.slice(2) in peerDependencies))
    .map((path) => name + path.slice(1));
}

/** The files that a manifest leads users to, by its `exports` and `bin`. */
export function namedFiles({ exports, bin }: Manifest): readonly string[] {
  return [exports, bin].flatMap(leaves).map((path) => normalize(path));
}

/** The code and declarations of a package, compiled, without a page that a browser loads: no program imports it. */
export function compiledFiles({ contents }: InstalledPackage): readonly string[] {
  return Object.keys(contents).filter((file) => /^dist\/.*\.(js|d\.ts)$/.test(file) && !file.includes("/page/"));
}

/** The compiled files without a source map, but for those that only pass on what others export. */
export function unmappedFiles(installed: InstalledPackage): readonly string[] {
  const { contents } = installed;
  const passesOn = /^(\s*(import|export) \{[^}]*\}( from "[^"]*")?;?)*\s*$/;
  return compiledFiles(installed).filter(
    (file) => !(`${file}.map` in contents) && !passesOn.test(contents[file] ?? ""),
  );
}

/** The sources that source maps name and the package lacks. */
export function missingSources({ contents }: InstalledPackage): readonly string[] {
  const maps = Object.keys(contents).filter((file) => file.endsWith(".map"));
  const sources = maps.flatMap((map): string[] =>
    JSON.parse(contents[map] ?? "").sources.map((source: string) => join(dirname(map), source)),
  );
  return [...new Set(sources)].filter((source) => !(source in contents));
}

/** The strings in a value, however deep. */
function leaves(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}
