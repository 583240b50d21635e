import type { RecipientAndParam } from "@sinch-fetch/batch";
import { type BulkRequest, type BulkSummary, bulkSummary, fileLedger, sendBulk } from "@sinch-fetch/bulk";
import { appOf } from "../account/app-of.ts";
import type { Session } from "../account/clients.ts";
import { say } from "../output.ts";
import { formatCount } from "../table.ts";
import type { Begun } from "./check-begun.ts";
import { onInterrupt } from "./interrupt.ts";
import { NO_VIEW } from "./progress.ts";
import { progressView } from "./progress-view.ts";
import { sayResume } from "./resume-command.ts";
import type { RunFile } from "./run-file.ts";

/** What a run is made of. */
export interface RunParts {
  readonly session: Session;
  readonly appId: string;
  readonly request: BulkRequest;
  readonly file: RunFile;
  /** What an earlier run of the same name has done. */
  readonly begun: Begun;
  readonly total: number;
  readonly recipients: AsyncIterable<RecipientAndParam>;
  readonly batchSize: number;
  readonly rate: number | undefined;
  readonly unresolved: "hold" | "resend" | undefined;
  readonly settleMs: number | undefined;
  /** The command that goes on with the run. */
  readonly resume: string;
}

/** How a run ended: at its end, or before it by Ctrl-C. */
export interface RunResult {
  readonly summary: BulkSummary;
  readonly isInterrupted: boolean;
}

/** Ctrl-C for the second time. Nothing is lost by it: what was under way is looked for when the run is resumed. */
const AT_ONCE = 130;

/** What the same command would meet again. */
const REFUSALS = ["changed", "other-run"];

/**
 * Sends a run, shows how far it is, and ends it in order at Ctrl-C.
 *
 * @throws What ended the run, once the command that resumes it was printed.
 */
export async function sendRun(parts: RunParts): Promise<RunResult> {
  const { session, file, begun, total, resume } = parts;
  const { runId } = file;
  const ledger = fileLedger(file.path);
  const batch = await session.batch();
  const queue = begun.isFinished ? undefined : queueOf(parts);
  const view = begun.isFinished ? NO_VIEW : await progressView(total, begun.settled);
  const stop = new AbortController();
  const beganAtMs = performance.now();
  const endedEarly = async (): Promise<BulkSummary> => {
    const summary = await bulkSummary(ledger, runId);
    // The ledger knows no more than what was read of the input.
    const pending = total - summary.accepted - summary.rejected - summary.unresolved;
    return { ...summary, pending, elapsedMs: Math.round(performance.now() - beganAtMs) };
  };
  const leave = onInterrupt({
    first() {
      view.note("Stopping: what is under way is finished. Ctrl-C again stops at once.");
      stop.abort();
    },
    second() {
      view.stop();
      say("Stopped at once. What was under way is looked for when the run goes on.");
      sayResume(resume);
      process.exit(AT_ONCE);
    },
  });
  try {
    const { batchSize: chunkSize, rate: recipientsPerSecond, unresolved, settleMs, request, recipients } = parts;
    const { signal } = stop;
    const run = sendBulk(batch, recipients, {
      ...request,
      ...{ runId, ledger, chunkSize, recipientsPerSecond, unresolved, settleMs, total, signal, queue },
      onProgress: (progress) => view.update(progress),
    });
    const summary = await run;
    view.stop();
    return { summary, isInterrupted: false };
  } catch (error) {
    view.stop();
    if (stop.signal.aborted && Object(error).name === "AbortError") {
      return { summary: await endedEarly(), isInterrupted: true };
    }
    if (!REFUSALS.includes(Object(error).code)) await sayWhatIsDone(parts);
    throw error;
  } finally {
    leave();
  }
}

/** Asks for the app's queue, so that the run holds back while it is full. */
function queueOf({ session, appId }: RunParts) {
  return async () => {
    try {
      return (await appOf(session, appId))?.queue_stats;
    } catch {
      // A run goes on without it: a full queue is refused with 429, which slows the run as well.
      return undefined;
    }
  };
}

async function sayWhatIsDone({ file, total, resume }: RunParts): Promise<void> {
  try {
    const { accepted } = await bulkSummary(fileLedger(file.path), file.runId);
    if (accepted === 0) return;
    say(`${formatCount(accepted)} of ${formatCount(total)} had already been accepted:`);
    sayResume(resume);
  } catch {
    // The ledger is what failed, as the error says.
  }
}
