import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE =
  "usage: node tools/diff/src/upstream/main.ts [<file-or-url>] [--api <name>] [--since <file-or-url>] [--json] [--accepted <file>] [--accept <reason>] [--root <repository>]";

export interface Options {
  /** The vendor's description: a file, or an address; the structure of it that the repository keeps, if absent. */
  readonly source: string;
  /** An earlier description of the vendor's, if what they changed is to be said. */
  readonly since: string | undefined;
  /** Which of our descriptions it is compared with; the one that it shares most operations with, if absent. */
  readonly api: string | undefined;
  readonly json: boolean;
  /** The differences that are accepted; those beside our description, if absent. */
  readonly accepted: string | undefined;
  /** The reason for which to accept what is open; nothing is accepted, if absent. */
  readonly accept: string | undefined;
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
        since: { type: "string" },
        accept: { type: "string" },
        root: { type: "string", default: ownRoot },
      },
    });
    const { api, json, accepted, since, accept, root } = values;
    const source = positionals[0] ?? (api && join(root, `specs/upstream/${api}.json`));
    if (positionals.length > 1 || !source || [api, accepted, since, accept].includes("")) return undefined;
    return { source, since, api, json, accepted, accept, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}
