import { fileLedger } from "@sinch-fetch/bulk";
import { usageError } from "../cli-error.ts";
import { counted, formatCount } from "../table.ts";
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

/**
 * Checks, before anything is sent, that a run goes on with as many recipients as it began with. That they are the same ones
 * is checked batch by batch.
 *
 * @throws {CliError} There are others.
 */
export async function checkSameNumber({ path, runId, isThere }: RunFile, sendable: number): Promise<void> {
  if (!isThere) return;
  const entries = await fileLedger(path).read(runId);
  const end = entries.find((entry) => entry.kind === "end");
  const claimed = entries.flatMap((entry) => (entry.kind === "claim" ? [entry.position + entry.recipients] : []));
  const known = end?.recipients ?? claimed.reduce((one, other) => Math.max(one, other), 0);
  if (end === undefined ? sendable >= known : sendable === known) return;
  throw usageError(
    `the input has ${counted(sendable, "recipient")}, and the run ${JSON.stringify(runId)} began with ${end ? "" : "at least "}${formatCount(known)}: give the rows that it began with, or begin another with --run NAME`,
  );
}
