import { bulkSummary, fileLedger } from "@sinch-fetch/bulk";
import { usageError } from "../cli-error.ts";
import { counted, formatCount } from "../table.ts";
import type { RunFile } from "./run-file.ts";

/** What an earlier run of the same name has done. */
export interface Begun {
  /** How many recipients were accepted. */
  readonly accepted: number;
  /** How many recipients have a fate: accepted, or refused. */
  readonly settled: number;
  readonly batches: number;
  /** Whether all recipients have a fate, so that nothing is left to send. */
  readonly isFinished: boolean;
}

const NOTHING: Begun = { accepted: 0, settled: 0, batches: 0, isFinished: false };

/**
 * Checks that a run goes on only when that is wanted, and begins only when it was not begun: otherwise the same command
 * twice would be a second message to everyone.
 *
 * @returns What was done before.
 * @throws {CliError} It is the other way round.
 */
export async function checkBegun(file: RunFile, isResumed: boolean): Promise<Begun> {
  const { runId, path, isThere } = file;
  if (!isThere && isResumed) throw usageError(`there is no run to resume: ${path} does not exist`);
  if (!isThere) return NOTHING;
  const begun = await begunBefore(file);
  if (isResumed) return begun;
  const accepted = `${formatCount(begun.accepted)} were accepted`;
  throw usageError(
    begun.isFinished
      ? `the run ${JSON.stringify(runId)} is finished, and ${accepted}: add --run NAME to send to everyone again (ledger: ${path})`
      : `the run ${JSON.stringify(runId)} was started before, and ${accepted}: add --resume to continue it, or --run NAME to send to everyone again (ledger: ${path})`,
  );
}

async function begunBefore({ path, runId }: RunFile): Promise<Begun> {
  const entries = await fileLedger(path).read(runId);
  const { accepted, rejected, unresolved, pending, batches } = await bulkSummary({ read: async () => entries }, runId);
  // How many recipients there are is known from here on.
  const isRead = entries.some(({ kind }) => kind === "end");
  return {
    accepted,
    settled: accepted + rejected,
    batches,
    isFinished: isRead && unresolved === 0 && pending === 0,
  };
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
    `the input has ${counted(sendable, "recipient")}, and the run ${JSON.stringify(runId)} started with ${end ? "" : "at least "}${formatCount(known)}: use the rows that it started with, or start another with --run NAME`,
  );
}
