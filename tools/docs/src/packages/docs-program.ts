import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import ts from "typescript";
import type { DocumentedPackage } from "./documented-packages.ts";

/**
 * One program over the sources of all packages, in which an import of a package leads to its source, so that pages link
 * across packages and a re-export is not a second entry.
 */
export function docsProgram(packages: readonly DocumentedPackage[]): ts.Program {
  const base = join(REPOSITORY, "tsconfig.base.json");
  const { config } = ts.readConfigFile(base, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  const entries = packages.flatMap((one) => one.entries);
  return ts.createProgram({
    rootNames: entries.map((entry) => entry.source),
    options: {
      ...options,
      types: ["node"],
      typeRoots: [join(REPOSITORY, "tools/docs/node_modules/@types")],
      skipLibCheck: true,
      paths: Object.fromEntries(entries.map(({ specifier, source }) => [specifier, [source]])),
    },
  });
}
