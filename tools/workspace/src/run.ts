import { stepsOf } from "./commands.ts";
import { runStep } from "./run-step.ts";

/** What every script of the root runs that is more than one program. */
try {
  for (const step of stepsOf(process.argv.slice(2))) {
    process.exitCode = await runStep(step);
    if (process.exitCode !== 0) break;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
