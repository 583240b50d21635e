import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { commandResult, readManifest } from "@sinch-fetch/workspace";
import { installedPath, pinnedVersion } from "./install-runtimes.ts";

const require = createRequire(import.meta.url);

/** A TypeScript compiler that users may have. */
export interface Compiler {
  /** Its name and version, such as `TypeScript 5.9.3`. */
  readonly name: string;
  /** Its `tsc`. */
  readonly path: string;
}

const NATIVE = join(require.resolve("@typescript/native/package.json"), "..");

/** The compiler that the repository uses. */
export const NEWEST_COMPILER: Compiler = {
  name: `TypeScript ${readManifest(NATIVE).version}`,
  path: join(NATIVE, "bin/tsc"),
};

/** The compilers that the packages must work with, the newest last. */
export const COMPILERS: readonly Compiler[] = [installedCompiler("typescript59"), NEWEST_COMPILER];

/** These and the oldest that the declarations are written for, which the frameworks' own no longer are. */
export const ALL_COMPILERS: readonly Compiler[] = [installedCompiler("typescript54"), ...COMPILERS];

/** An error that a compiler reports, with all that it says about it. */
export interface Diagnostic {
  /** From the project's folder; empty if it is about no file. */
  readonly file: string;
  readonly text: string;
}

/** What to compile and how: the parts of a `tsconfig.json`. */
export interface Compilation {
  /** Distinguishes it from the other compilations of the project. */
  readonly name: string;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
}

/**
 * Compiles part of a project the way a careful user would: strict, ES modules of Node, declarations checked too.
 *
 * @returns What the compiler has to say; nothing if all is well.
 */
export async function compile(compiler: Compiler, project: string, compilation: Compilation): Promise<Diagnostic[]> {
  const { name, include } = compilation;
  const tsconfig = `tsconfig.${name}.${compiler.name.replaceAll(" ", "-")}.json`;
  const compilerOptions = {
    strict: true,
    module: "nodenext",
    target: "es2022",
    skipLibCheck: false,
    noEmit: true,
    ...compilation.compilerOptions,
  };
  await writeFile(join(project, tsconfig), JSON.stringify({ compilerOptions, include }));
  const command = [process.execPath, compiler.path, "--project", tsconfig, "--pretty", "false"];
  const { exit, stdout, stderr } = await commandResult(command, { cwd: project });
  const output = stdout + stderr;
  const diagnostics = parseDiagnostics(output);
  if (exit !== 0 && diagnostics.length === 0) throw new Error(`${compiler.name} failed:\n${output}`);
  return diagnostics;
}

/** Reads what `tsc` prints: a line for each error, and lines with a space before them that belong to it. */
function parseDiagnostics(output: string): Diagnostic[] {
  const entries = output.split(/\n(?=\S)/).filter((entry) => entry.trim() !== "");
  return entries.map((entry) => ({ file: /^(\S+?)\(\d+,\d+\): /.exec(entry)?.[1] ?? "", text: entry.trimEnd() }));
}

function installedCompiler(dependency: string): Compiler {
  return { name: `TypeScript ${pinnedVersion(dependency)}`, path: installedPath(`${dependency}/bin/tsc`) };
}
