import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = "usage: node tools/codegen/src/main.ts [--check | --lint] [--root <repository>]";

export interface Options {
  /** Compares the generated files and writes none. */
  readonly check: boolean;
  /** Checks the descriptions and generates nothing. */
  readonly lint: boolean;
  /** The repository to generate in. */
  readonly root: string;
}

/** The options of a command line; `undefined` where it is wrong. */
export function optionsOf(args: readonly string[], ownRoot: string): Options | undefined {
  try {
    const { check, lint, root } = parseArgs({
      args: [...args],
      options: {
        check: { type: "boolean", default: false },
        lint: { type: "boolean", default: false },
        root: { type: "string", default: ownRoot },
      },
    }).values;
    return check && lint ? undefined : { check, lint, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}
