import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BrokenDescription } from "@sinch-fetch/description";
import { parseDocument } from "@sinch-fetch/description/files";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { accept, judge, openOf, readAccepted } from "./accepted.ts";
import { compareDescriptions } from "./compare.ts";
import { withKeptCallbacks } from "./list-callbacks.ts";
import { ownDescription } from "./own-description.ts";
import { readSource } from "./read-source.ts";
import { jsonOf, reportOf, type Verdict } from "./report.ts";
import { UnusableInput } from "./unusable-input.ts";

const USAGE =
  "usage: node tools/diff/src/upstream/main.ts [<file-or-url>] [--api <name>] [--since <file-or-url>] [--json] [--accepted <file>] [--accept <reason>] [--root <repository>]";

/** Where the command writes. */
export interface Output {
  report(text: string): void;
  /** What kept the differences from being found; an error that is a fault of this tool, with its stack. */
  complaint(reason: unknown): void;
}

/**
 * Compares a description of the vendor's with ours.
 *
 * @param args The command line, as `USAGE` has it.
 * @returns The exit code: 0 when every difference is accepted, 1 when one is not, an entry of the list fits none, or the
 *   vendor changed something, 2 when they could not be found. A fault of this tool is a 2 as well, since an uncaught
 *   error would end with the 1 of a difference.
 */
export async function run(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  const options = optionsOf(args);
  if (options === undefined) {
    output.complaint(USAGE);
    return 2;
  }
  try {
    const verdict = await verdictOf(options);
    if (options.accept !== undefined) {
      const count = await accept(verdict, resolve(options.root, verdict.list), options.accept);
      output.report(`${verdict.list}: ${count} added\n`);
      return 0;
    }
    output.report(options.json ? jsonOf(verdict) : reportOf(verdict));
    return openOf(verdict).length + verdict.stale.length + (verdict.since?.changes.length ?? 0) === 0 ? 0 : 1;
  } catch (error) {
    const isExpected = error instanceof UnusableInput || error instanceof BrokenDescription;
    output.complaint(isExpected ? error.message : error);
    return 2;
  }
}

/** The options of a command line, as the README lists them; `undefined` where it is wrong. */
function optionsOf(args: readonly string[]) {
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
        root: { type: "string", default: REPOSITORY },
      },
    });
    const { api, accepted, since, accept, root } = values;
    const source = positionals[0] ?? (api && join(root, `specs/upstream/${api}.json`));
    if (positionals.length > 1 || !source || [api, accepted, since, accept].includes("")) return undefined;
    return { ...values, source, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}

type Options = NonNullable<ReturnType<typeof optionsOf>>;

async function verdictOf({ source, since, api: name, accepted, root }: Options): Promise<Verdict> {
  const read = async (from: string) => {
    const { name: file, text } = await readSource(from);
    return { file, document: parseDocument(text, file) };
  };
  const now = await read(source);
  const earlier = since === undefined ? undefined : await read(since);
  const theirs = earlier ? withKeptCallbacks(now.document, now.file, earlier.document) : now.document;
  const { api, document } = await ownDescription(root, theirs, name);
  const list = accepted ?? `specs/${api}/upstream-accepted.yaml`;
  const entries = await readAccepted(accepted ?? join(root, list), list, accepted === undefined);
  return {
    api,
    list,
    ...judge(compareDescriptions(document, theirs), entries),
    ...(earlier && { since: { name: earlier.file, changes: compareDescriptions(earlier.document, theirs) } }),
  };
}
