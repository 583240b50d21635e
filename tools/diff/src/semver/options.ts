import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE =
  "usage: node tools/diff/src/semver/main.ts [--base <ref>] [--json | --changeset | --check | --raise] [--root <repository>]";

export interface Options {
  /** The commit to compare with; where the branch left main, if absent. */
  readonly base: string | undefined;
  /** What to do with the differences: show them, write a changeset, check that there is one, or raise versions by them. */
  readonly task: "report" | "json" | "changeset" | "check" | "raise";
  /** The repository whose working tree is compared. */
  readonly root: string;
}

/** The options of a command line; `undefined` where it is wrong. */
export function optionsOf(args: readonly string[], ownRoot: string): Options | undefined {
  try {
    const { base, json, changeset, check, raise, root } = parseArgs({
      args: [...args],
      options: {
        base: { type: "string" },
        json: { type: "boolean", default: false },
        changeset: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        raise: { type: "boolean", default: false },
        root: { type: "string", default: ownRoot },
      },
    }).values;
    const tasks = Object.entries({ json, changeset, check, raise }).flatMap(([task, wanted]) => (wanted ? [task] : []));
    if (tasks.length > 1 || base === "" || (raise && base !== undefined)) return undefined;
    const task = json ? "json" : changeset ? "changeset" : check ? "check" : raise ? "raise" : "report";
    return { base, task, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}
