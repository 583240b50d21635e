import { usageError } from "../cli-error.ts";
import { formatCount } from "../table.ts";
import { summaryOf } from "./outcomes.ts";
import type { RunFile } from "./run-file.ts";

/**
 * Checks that a run goes on only when that is wanted, and begins only when it was not begun: otherwise the same command
 * twice would be a second message to everyone.
 *
 * @returns How many recipients were accepted before.
 * @throws {CliError} It is the other way round.
 */
export async function checkBegun(file: RunFile, isResumed: boolean): Promise<number> {
  const { runId, path, isThere } = file;
  if (!isThere && isResumed) throw usageError(`there is no run to resume: ${path} does not exist`);
  if (!isThere) return 0;
  const { accepted } = await summaryOf(file);
  if (!isResumed) {
    throw usageError(
      `the run ${JSON.stringify(runId)} was begun before, and ${formatCount(accepted)} were accepted: add --resume to go on, or --run NAME to send to everyone once more (ledger: ${path})`,
    );
  }
  return accepted;
}
