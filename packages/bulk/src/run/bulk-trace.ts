import type { Trace } from "@sinch-fetch/http";
import { type Traced, tracedAs } from "@sinch-fetch/http/client";

/**
 * A part of a run, as published on Node.js's diagnostics channels `tracing:sinch-fetch:bulk:…`: a whole `sendBulk`, the
 * filling of a queue, or one chunk of a queue. It contains no recipients and no message text.
 */
export interface BulkTrace extends Trace {
  readonly part: "run" | "enqueue" | "chunk";
  readonly runId: string;
  /** The number of the chunk, from 0, of a `"chunk"`. */
  readonly chunk?: number | undefined;
  /** Counts of recipients; set at the end, of a `"run"` the whole of it and of a `"chunk"` from the beginning. */
  recipients?: number | undefined;
  accepted?: number | undefined;
  rejected?: number | undefined;
  unresolved?: number | undefined;
  /**
   * Ties the chunks of a queue to what has filled it: a subscriber of `start` sets it for an `"enqueue"`, and finds it
   * again in each `"chunk"`, in whatever process that is.
   */
  link?: string | undefined;
}

/** Shows a part of a run to those who listen. */
export const tracedBulk: Traced<BulkTrace> = tracedAs<BulkTrace>("bulk");
