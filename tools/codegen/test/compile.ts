import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const FOLDER = dirname(fileURLToPath(import.meta.url));
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** Files of TypeScript and of packages, which are the same for every check. */
const onDisk = new Map<string, ts.SourceFile | undefined>();

/** Checks files that exist in memory only; returns the messages of the compiler by file name. */
export function compile(files: Readonly<Record<string, string>>): Map<string, string[]> {
  const inMemory = new Map(Object.entries(files).map(([name, text]) => [join(FOLDER, name), text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => inMemory.has(path) || fileExists(path);
  host.readFile = (path) => inMemory.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...options) => {
    if (inMemory.has(path)) return getSourceFile(path, ...options);
    const file = onDisk.get(path) ?? getSourceFile(path, ...options);
    onDisk.set(path, file);
    return file;
  };
  const program = ts.createProgram([...inMemory.keys()], OPTIONS, host);
  return new Map(
    Object.keys(files).map((name) => {
      const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(join(FOLDER, name)));
      return [name, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))];
    }),
  );
}
