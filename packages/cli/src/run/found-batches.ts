import type { BatchClient, BatchStatusResponse } from "@sinch-fetch/batch";
import { usageError } from "../cli-error.ts";
import { runIdOf } from "./ledger-file.ts";
import { batchIdsOf } from "./outcomes.ts";

/** The options that name batches. */
export interface WhichOptions {
  readonly ledger?: string | undefined;
  readonly metadata?: string | undefined;
}

/** Few, since nobody waits for one of them. */
const CONCURRENT = 4;

/**
 * Finds batches by the id of one, by the ledger of a run, or by their metadata, with their statuses.
 *
 * @throws {CliError} None or more than one of the three is given.
 */
export async function foundBatches(
  batch: BatchClient,
  id: string | undefined,
  { ledger, metadata }: WhichOptions,
): Promise<readonly BatchStatusResponse[]> {
  if ([id, ledger, metadata].filter((one) => one !== undefined).length !== 1) {
    throw usageError("give one of these: a batch id, --ledger FILE or --metadata KEY=VALUE");
  }
  if (id !== undefined) return statusesOf(batch, [id]);
  if (ledger !== undefined) return statusesOf(batch, await batchIdsOf({ path: ledger, runId: await runIdOf(ledger) }));
  const at = metadata?.indexOf("=") ?? -1;
  const [metadataKey, metadataValue] = [metadata?.slice(0, at) ?? "", metadata?.slice(at + 1) ?? ""];
  if (at < 1 || metadataValue === "") throw usageError("--metadata is wrong: expected --metadata key=value");
  return batch.messages.findByMetadata({ metadataKey, metadataValue });
}

/** Asks for the status of each batch, some at a time. Results are in the order of the ids. */
export async function statusesOf(batch: BatchClient, ids: readonly string[]): Promise<readonly BatchStatusResponse[]> {
  const statuses: BatchStatusResponse[] = [];
  const waiting = ids.entries();
  const work = async (): Promise<void> => {
    // An iterator that several loops share hands each entry to one of them.
    for (const [index, id] of waiting) statuses[index] = { ...(await batch.messages.get(id)), batch_id: id };
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return statuses;
}
