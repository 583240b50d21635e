import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import ts from "typescript";
import type { DocumentedPackage } from "./documented-packages.ts";
import { generatedView } from "./generated-view.ts";

const WIRE_TYPES = "types.gen.ts";

/**
 * One program over the sources of all packages, in which an import of a package leads to its source, so that pages link
 * across packages and a re-export is not a second page.
 */
export function docsProgram(packages: readonly DocumentedPackage[]): ts.Program {
  const base = join(REPOSITORY, "tsconfig.base.json");
  const { config } = ts.readConfigFile(base, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  const entries = packages.flatMap((one) => one.entries);
  const compilerOptions: ts.CompilerOptions = {
    ...options,
    types: ["node"],
    typeRoots: [join(REPOSITORY, "tools/reference/node_modules/@types")],
    skipLibCheck: true,
    paths: Object.fromEntries(entries.map(({ specifier, source }) => [specifier, [source]])),
  };
  const host = ts.createCompilerHost(compilerOptions, true);
  const { readFile } = host;
  host.readFile = (path) => viewOf(path) ?? readFile(path);
  const program = ts.createProgram({ rootNames: entries.map((entry) => entry.source), options: compilerOptions, host });
  refuseBrokenViews(program);
  return program;
}

/** A view that does not compile would show `any` in place of what it fails to find. */
function refuseBrokenViews(program: ts.Program): void {
  const views = program.getSourceFiles().filter(({ fileName }) => isView(fileName));
  const faults = views.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  if (faults.length === 0) return;
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => REPOSITORY,
    getNewLine: () => "\n",
  };
  throw new Error(`The views of generated files do not compile:\n${ts.formatDiagnostics(faults, host)}`);
}

/** How a generated file reads in the reference, if it imports wire types. */
function viewOf(path: string): string | undefined {
  if (!isView(path)) return undefined;
  return generatedView(path, readFileSync(path, "utf8"), readFileSync(join(dirname(path), WIRE_TYPES), "utf8"));
}

function isView(path: string): boolean {
  return path.endsWith(".gen.ts") && basename(path) !== WIRE_TYPES && existsSync(join(dirname(path), WIRE_TYPES));
}
