import { AbortError, isAbortError } from "@sinch-fetch/http";
import type { BatchStatusResponse } from "./schemas.gen.ts";

/** A batch as the lookup found it. */
export interface FoundBatch {
  /** The id of the batch; absent if the lookup did not return it. */
  readonly batch_id: string | undefined;
  /** The status of the batch before anything was sent. */
  readonly status_before: BatchStatusResponse["status"] | undefined;
}

/**
 * The result for one batch. By `outcome`, a cancel was `"requested"`; or the batch was `"not-scheduled"`, so nothing
 * was sent; or the cancel `"failed"`, with the error that it rejected with.
 */
export type BatchCancellation = FoundBatch &
  (
    | { readonly outcome: "requested" | "not-scheduled" }
    | {
        readonly outcome: "failed";
        /**
         * What the cancel rejected with, such as an `ApiError`; its own `outcome` says whether the server can have
         * acted.
         */
        readonly error: unknown;
      }
  );

/** Few, since no person waits for one of them, and enough for a campaign of a thousand batches. */
const CONCURRENT_CANCELS = 4;

/**
 * Cancels the batches whose status is `SCHEDULED`.
 *
 * @returns What became of each, in the order of the batches.
 * @throws {AbortError} `signal` kept a cancel from being sent or ended it.
 */
export async function cancelScheduled(
  batches: readonly BatchStatusResponse[],
  cancel: (batchId: string) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<BatchCancellation[]> {
  const cancellations: BatchCancellation[] = [];
  const waiting = batches.entries();
  const worker = async (): Promise<void> => {
    // An iterator that several loops share hands each entry to one of them.
    for (const [index, { batch_id, status: status_before }] of waiting) {
      const outcome = status_before === "SCHEDULED" ? await attempt(batch_id, cancel) : notScheduled;
      cancellations[index] = { batch_id, status_before, ...outcome };
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_CANCELS }, worker));

  const errors = cancellations.map((one) => one.outcome === "failed" && one.error);
  if (errors.some(isAbortError)) {
    const acted = cancellations.some((one) => one.outcome === "requested");
    const outcome = acted || errors.some((error) => Object(error).outcome === "unknown") ? "unknown" : "not-sent";
    throw new AbortError("cancelByMetadata: aborted", { outcome, cause: signal?.reason });
  }
  return cancellations;
}

const notScheduled = { outcome: "not-scheduled" } as const;

async function attempt(batchId: string | undefined, cancel: (batchId: string) => Promise<void>) {
  try {
    if (!batchId) throw new TypeError("the lookup returned no batch_id");
    await cancel(batchId);
    return { outcome: "requested" } as const;
  } catch (error) {
    return { outcome: "failed", error } as const;
  }
}
