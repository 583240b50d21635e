import { existsSync } from "node:fs";
import { join } from "node:path";
import { commandResult, REPOSITORY, runCommand } from "@sinch-fetch/workspace";
import { keepIssue } from "./upstream-issue.ts";
import { type Comparison, comparing, issueText, type Source, sourcesOf } from "./upstream-report.ts";

process.exitCode = await main(process.env.UPSTREAM_DESCRIPTIONS ?? "");

/** Returns the exit code: 1 if something could not be compared. */
async function main(list: string): Promise<number> {
  const sources = sourcesOf(list);
  if (sources.length === 0) {
    console.log(
      "::notice::the variable UPSTREAM_DESCRIPTIONS names no description, so that there is nothing to compare",
    );
    return 0;
  }
  const comparisons: Comparison[] = [];
  for (const source of sources) {
    const comparison = await compare(source);
    console.log(`${source.api}: ${source.url}\n${comparison.text}`);
    comparisons.push(comparison);
  }
  console.log(await keepIssue(gh, issueText(comparisons)));
  return comparisons.some(({ code }) => code > 1) ? 1 : 0;
}

async function compare(source: Source): Promise<Comparison> {
  const kept = `specs/upstream/${source.api}.json`;
  const command = [process.execPath, ...comparing(source, existsSync(join(REPOSITORY, kept)) ? kept : undefined)];
  const { exit, stdout, stderr } = await commandResult(command, { cwd: REPOSITORY });
  return { source, code: typeof exit === "number" ? exit : 2, text: stdout + stderr };
}

function gh(args: readonly string[], input = ""): Promise<string> {
  return runCommand(["gh", ...args], { cwd: REPOSITORY, input });
}
