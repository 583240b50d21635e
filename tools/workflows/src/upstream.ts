import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { keepIssue } from "./upstream-issue.ts";
import { type Comparison, issueText, type Source, sourcesOf } from "./upstream-report.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

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
  const args = ["tools/spec-upstream/src/main.ts", source.url, "--api", source.api];
  const { code, stdout, stderr } = await run(process.execPath, args);
  return { source, code: code ?? 2, text: stdout + stderr };
}

async function gh(args: readonly string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await run("gh", args, input);
  if (code !== 0) throw new Error(`gh ${args.join(" ")} failed:\n${stderr}`);
  return stdout;
}

async function run(command: string, args: readonly string[], input = "") {
  const child = spawn(command, args, { cwd: ROOT, stdio: "pipe" });
  const closed = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  child.stdin.end(input);
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
