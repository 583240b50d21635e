import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE =
  "usage: node tools/diff/src/upstream/main.ts <file-or-url> [--api <name>] [--json] [--accepted <file>] [--root <repository>]";

export interface Options {
  /** The vendor's description: a file, or an address. */
  readonly source: string;
  /** Which of our descriptions it is compared with; the one that it shares most operations with, if absent. */
  readonly api: string | undefined;
  readonly json: boolean;
  /** The differences that are accepted; those beside our description, if absent. */
  readonly accepted: string | undefined;
  /** The repository with our descriptions. */
  readonly root: string;
}

/** The options of a command line; `undefined` where it is wrong. */
export function optionsOf(args: readonly string[], ownRoot: string): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        api: { type: "string" },
        json: { type: "boolean", default: false },
        accepted: { type: "string" },
        root: { type: "string", default: ownRoot },
      },
    });
    const [source] = positionals;
    if (positionals.length !== 1 || !source || values.api === "" || values.accepted === "") return undefined;
    const { api, json, accepted, root } = values;
    return { source, api, json, accepted, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}
