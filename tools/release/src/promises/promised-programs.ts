import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { codeBlocks } from "@sinch-fetch/consumer/readme";
import { type Manifest, type PublicPackage, publicPackages } from "@sinch-fetch/workspace";
import { everyExport } from "./every-export.ts";

/** A program that compiled with a release, and must compile with the next one. */
export interface PromisedProgram {
  /** Where it is in the tree of its release, such as `README.md:12`. */
  readonly place: string;
  /** The file that it is compiled as. Its lines are those of where it is. */
  readonly file: string;
  readonly text: string;
  /** The packages that it imports, by their names. */
  readonly packages: readonly string[];
}

const CORPUS = "tools/consumer/test/types";
/** An import of what an install of the packages does not bring, such as a package's own sources or Express. */
const FOREIGN = / from "(?!@sinch-fetch\/|node:|(?:vitest|openapi-fetch)")/;

/**
 * Returns what a release promised to compile: the programs of its READMEs, what `tools/consumer` says that programs may
 * write, the type tests of its packages, but for those that import more than the packages bring, and a program for each
 * module that names all of its exports.
 *
 * @param tree The tree of the release.
 * @throws {Error} It has no programs where they are looked for.
 */
export function promisedPrograms(tree: string): readonly PromisedProgram[] {
  const packages = publicPackages(tree);
  const readmes = ["README.md", ...packages.map(({ folder }) => `${folder}/README.md`)];
  const shown = readmes.filter((path) => existsSync(join(tree, path))).flatMap((path) => readmePrograms(tree, path));
  const corpus = globSync(`${CORPUS}/*.ts`, { cwd: tree })
    .filter((path) => basename(path) !== "same.ts")
    .map((path) => program(path, `corpus/${basename(path)}`, read(tree, path)));
  if (shown.length === 0 || corpus.length === 0) throw new Error(`${tree} has no programs in its READMEs or ${CORPUS}`);
  return [...shown, ...corpus, ...packages.flatMap((one) => [...typeTests(tree, one), ...exportPrograms(tree, one)])];
}

function readmePrograms(tree: string, path: string): PromisedProgram[] {
  return codeBlocks(path, read(tree, path))
    .filter(({ language, file }) => language === "ts" && !file)
    .map(({ line, text }) => program(`${path}:${line}`, `${path}/${line}.ts`, "\n".repeat(line - 1) + text));
}

function typeTests(tree: string, { folder, manifest }: PublicPackage): PromisedProgram[] {
  return globSync(`${folder}/test/**/*.test-d.ts`, { cwd: tree })
    .sort()
    .map((path) => program(path, path.replace(/-d\.ts$/, ".ts"), asUser(read(tree, path), manifest)))
    .filter(({ text }) => !FOREIGN.test(text));
}

function exportPrograms(tree: string, one: PublicPackage): PromisedProgram[] {
  return everyExport(tree, one).map(({ module, text }) => program(`the exports of ${module}`, `${module}.ts`, text));
}

/** A type test with the package's sources imported as its users import them, as far as they can be. */
function asUser(text: string, { name, exports = {} }: Manifest): string {
  return text.replaceAll(/(?<= from ")(?:\.\.\/)+src\/([\w-]+)\.ts(?=")/g, (path, source) => {
    const module = source === "index" ? "." : `./${source}`;
    return module in exports ? name + module.slice(1) : path;
  });
}

function program(place: string, file: string, text: string): PromisedProgram {
  const imported = [...text.matchAll(/ from "(@sinch-fetch\/[\w-]+)/g)].map(([, name = ""]) => name);
  return { place, file, text, packages: [...new Set(imported)].sort() };
}

function read(tree: string, path: string): string {
  return readFileSync(join(tree, path), "utf8");
}
