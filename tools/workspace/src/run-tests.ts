import { REPOSITORY } from "./packages.ts";
import { runStep } from "./run-step.ts";
import { skippedLines, testReports } from "./skipped-tests.ts";
import { testPrograms } from "./test-programs.ts";

/** Runs everything that must hold, and prints at the end which tests were skipped, and what to install for them. */
const TASKS = ["check", "drift", "semver", "types", "test", "package", "coverage"];
const OPTIONS = ["--continue", "--output-logs=new-only", "--log-order=grouped"];

try {
  const { env, missing } = testPrograms();
  process.exitCode = await runStep(["turbo", "run", ...TASKS, ...OPTIONS, ...process.argv.slice(2)], env);
  for (const line of skippedLines(testReports(REPOSITORY), missing)) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
