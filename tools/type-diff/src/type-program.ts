import { join } from "node:path";
import { exportedModules } from "@sinch-fetch/consumer/exported-modules";
import { readManifest } from "@sinch-fetch/workspace";
import ts from "typescript";

/** The types of two releases, as one compiler sees them. */
export interface TypeProgram {
  readonly checker: ts.TypeChecker;
  /** The modules of each package of the old release, by what they are imported as. */
  readonly packages: readonly PackageModules[];
}

export interface PackageModules {
  readonly name: string;
  readonly modules: readonly ComparedModule[];
}

/** A module of the old release, and what it is now. */
export interface ComparedModule {
  /** What it is imported as, such as `@sinch-fetch/http/client`. */
  readonly name: string;
  readonly old: ts.Symbol;
  /** `undefined` for one that is gone. */
  readonly now: ts.Symbol | undefined;
}

/**
 * Reads the types of packages in two projects that they are installed in.
 *
 * @throws {Error} A module of the old release has no types.
 */
export function openTypes(oldProject: string, nowProject: string, names: readonly string[]): TypeProgram {
  const packages = names.map((name) => {
    const manifest = readManifest(join(oldProject, "node_modules", name));
    return { name, modules: exportedModules(manifest) };
  });
  const imports = packages
    .flatMap(({ modules }) => modules)
    .map((module, index) => `export * as module${index} from "${module}";\n`)
    .join("");
  const files = [oldProject, nowProject].map((project) => join(project, "modules.mts"));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const program = ts.createProgram(files, options, hostWith(options, files, imports));
  const checker = program.getTypeChecker();
  const [old, now] = files.map((file) => modulesOf(program, file));
  const find = (found: ReadonlyMap<string, ts.Symbol> | undefined, name: string) => found?.get(name);
  return {
    checker,
    packages: packages.map(({ name, modules }) => ({
      name,
      modules: modules.map((module) => {
        const before = find(old, module);
        if (before === undefined) throw new Error(`${module} of the last release has no types`);
        return { name: module, old: before, now: find(now, module) };
      }),
    })),
  };
}

/** The file system, with further files, and with packages that have no versions. */
function hostWith(options: ts.CompilerOptions, files: readonly string[], text: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => files.includes(path) || fileExists(path);
  host.readFile = (path) => {
    if (files.includes(path)) return text;
    const found = readFile(path);
    if (found === undefined || !/\/node_modules\/@sinch-fetch\/[^/]+\/package\.json$/.test(path)) return found;
    // To the compiler, two packages of one name and version are one.
    return JSON.stringify({ ...JSON.parse(found), version: undefined });
  };
  return host;
}

/** The modules that a file exports, by what it imports them as. */
function modulesOf(program: ts.Program, file: string): ReadonlyMap<string, ts.Symbol> {
  const checker = program.getTypeChecker();
  const modules = new Map<string, ts.Symbol>();
  for (const statement of program.getSourceFile(file)?.statements ?? []) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) continue;
    const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier);
    if (symbol !== undefined && ts.isStringLiteral(statement.moduleSpecifier)) {
      modules.set(statement.moduleSpecifier.text, symbol);
    }
  }
  return modules;
}
