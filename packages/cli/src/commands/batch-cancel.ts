import { type GlobalOptions, openSession } from "../account/clients.ts";
import { canAsk, confirm } from "../ask.ts";
import { CliError } from "../cli-error.ts";
import type { End } from "../exit-codes.ts";
import { print, printJson, say } from "../output.ts";
import { foundBatches, statusesOf, type WhichOptions } from "../run/found-batches.ts";
import { statusTable } from "../run/status-table.ts";
import { counted } from "../table.ts";

/** The options of `batch cancel`. */
export interface CancelOptions extends GlobalOptions, WhichOptions {
  readonly yes?: boolean | undefined;
}

/**
 * Cancels the batches that wait for their time, and prints the status that each has then. The API responds alike when it
 * is too late, so it is asked again.
 */
export async function cancel(id: string | undefined, options: CancelOptions, end: End): Promise<void> {
  const batch = await (await openSession(options)).batch();
  const found = await foundBatches(batch, id, options);
  const waiting = found.flatMap(({ batch_id, status }) => (status === "SCHEDULED" && batch_id ? [batch_id] : []));
  if (waiting.length === 0) {
    say(found.length === 0 ? "no batch was found" : "no batch is scheduled, so none can be cancelled");
    if (found.length > 0) print(statusTable(found));
    return end("failed");
  }
  await agree(waiting.length, options);
  for (const batch_id of waiting) await batch.messages.cancel({ batch_id });
  const after = await statusesOf(batch, waiting);
  if (options.json) for (const one of after) printJson(one);
  else print(statusTable(after));
  const missed = after.filter(({ status }) => status !== "CANCELLED").length;
  if (missed === 0) return;
  say(`${counted(missed, "batch")} could not be cancelled`);
  end("incomplete");
}

async function agree(count: number, options: CancelOptions): Promise<void> {
  if (options.yes) return;
  if (!canAsk(options)) throw new CliError("declined", "nobody can be asked: add --yes to cancel");
  if (!(await confirm(`Cancel ${counted(count, "batch")}?`))) {
    throw new CliError("declined", "not confirmed; nothing was cancelled");
  }
}
