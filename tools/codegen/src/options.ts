import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = "usage: node tools/codegen/src/main.ts [--check | --lint] [--root <repository>]";

/** The options of a command line; `undefined` where it is wrong. */
export function optionsOf(args: readonly string[], ownRoot: string) {
  try {
    const { check, lint, root } = parseArgs({
      args: [...args],
      options: {
        // Compares the generated files and writes none.
        check: { type: "boolean", default: false },
        // Checks the descriptions and generates nothing.
        lint: { type: "boolean", default: false },
        // The repository to generate in.
        root: { type: "string", default: ownRoot },
      },
    }).values;
    return check && lint ? undefined : { check, lint, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}
