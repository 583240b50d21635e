import { join } from "node:path";
import { exportedModules } from "@sinch-fetch/consumer/installed-package";
import type { PublicPackage } from "@sinch-fetch/workspace";
import ts from "typescript";

/**
 * Writes a program for each module of a package, such as `@sinch-fetch/conversation/callbacks`, that names every export of
 * it: a value as a value, a type as a type.
 *
 * @param tree The repository, as its sources are: neither built nor installed.
 * @throws {Error} A module's declarations do not come from a source of the package.
 */
export function everyExport(tree: string, { folder, manifest }: PublicPackage) {
  const sources = exportedModules(manifest).map((module) => {
    const target = manifest.exports?.[`.${module.slice(manifest.name.length)}`];
    const types = typeof target === "object" ? (target.import ?? target).types : undefined;
    const stem = /^\.\/dist\/(.+)\.d\.ts$/.exec(types ?? "")?.[1];
    if (stem === undefined) throw new Error(`${module} has no source that its types are known to come from`);
    return { module, file: join(tree, folder, "src", `${stem}.ts`) };
  });
  const options = { noLib: true, types: [], module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true };
  const program = ts.createProgram(
    sources.map(({ file }) => file),
    { ...options, noEmit: true },
  );
  const checker = program.getTypeChecker();
  return sources.map(({ module, file }) => {
    const source = program.getSourceFile(file);
    const symbol = source && checker.getSymbolAtLocation(source);
    if (symbol === undefined) throw new Error(`${module}: ${file} is not a module`);
    const exported = checker.getExportsOfModule(symbol);
    const values = exported.filter((one) => isValue(one, checker)).map(({ name }) => name);
    const types = exported.map(({ name }) => name).filter((name) => !values.includes(name));
    const text = [
      `import { ${values.join(", ")} } from "${module}";`,
      `import type { ${types.join(", ")} } from "${module}";`,
      `export const values: readonly unknown[] = [${values.join(", ")}];`,
      "",
    ];
    return { module, text: text.join("\n") };
  });
}

/** Whether a program can use it as a value. What comes from another package is taken for a type, which fits both. */
function isValue(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (symbol.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration)) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}
