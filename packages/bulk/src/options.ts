import type { SendBatchRequest } from "@sinch-fetch/batch";
import {
  checkedElsewhere,
  checkOptions,
  func,
  limit,
  type OptionRule,
  type OptionTable,
} from "@sinch-fetch/http/client";
import type { BulkLedger } from "./ledger/ledger.ts";
import { ATTEMPT_KEY, CHUNK_KEY } from "./protocol/mark.ts";

/** The batch request without its recipients: what all chunks have in common. */
export type BulkRequest = Omit<SendBatchRequest, "recipient_and_params">;

/** How a run proceeds. All of these may differ when the run is resumed. */
export interface ProtocolOptions {
  /**
   * How long to look for a chunk that got no response, in milliseconds.
   * @default 30000
   */
  settleMs?: number | undefined;
  /**
   * What to do with a chunk that got no response and was not found: `"hold"` reports it and does not send it again;
   * `"resend"` sends it again once the first request can no longer be accepted, because its token has expired.
   *
   * That the lookup does not find a chunk proves little: it is unknown how far it lags behind and how long it
   * remembers.
   * @default "hold"
   */
  unresolved?: "hold" | "resend" | undefined;
  /**
   * How long after its claim a request can still arrive, in milliseconds, for credentials without an expiry such as
   * `bearer()`. Without it, their chunks that get no response are held.
   */
  fenceMs?: number | undefined;
}

/** What identifies a run, in addition to its input. */
export interface RunOptions extends BulkRequest {
  /**
   * The name of the run, needed to resume it: up to 100 letters, digits, dots, hyphens and underscores.
   * @default a random one, without a ledger
   */
  runId?: string | undefined;
  /**
   * How many recipients go into one request, 1 to 1000. It is part of the run's identity.
   * @default 1000
   */
  chunkSize?: number | undefined;
}

/** How full the app's queue is: `queue_stats` of an app of the Conversation API. */
export interface QueueState {
  readonly outbound_size?: number | undefined;
  readonly outbound_limit?: number | undefined;
}

/** The progress of a run. Counts are of recipients, including those of earlier runs with the same `runId`. */
export interface BulkProgress {
  readonly accepted: number;
  readonly rejected: number;
  readonly unresolved: number;
  /** Sent, without a response so far, and being looked up. */
  readonly waiting: number;
  /** How many were read from the input. */
  readonly read: number;
  /** How many the input has: the option `total`, or the length of a list; otherwise `undefined`. */
  readonly total: number | undefined;
  /** How many were settled per second since the run started or was resumed. */
  readonly recipientsPerSecond: number;
  /** The time left at this rate, in milliseconds; `undefined` without a total or a rate. */
  readonly leftMs: number | undefined;
  /** Until when a chunk waits for a token to expire. The others continue. */
  readonly waitingUntil: Date | undefined;
}

/** Options of `sendBulk`: of the run, and of the batch request. */
export interface BulkOptions extends RunOptions, ProtocolOptions {
  /**
   * Where the run is recorded, such as `fileLedger(path)`. Without one, a run cannot be resumed.
   * @default none
   */
  ledger?: BulkLedger | undefined;
  /**
   * How many requests may be under way at once.
   * @default 4
   */
  concurrency?: number | undefined;
  /**
   * Spaces requests so that at most this many recipients per second are sent to. An app delivers about 25 messages a
   * second unless the vendor has raised that, and queues up to 500 000.
   * @default no limit
   */
  recipientsPerSecond?: number | undefined;
  /**
   * Returns `queue_stats` of the app. The run waits while a chunk does not fit into the queue.
   * @default none
   */
  queue?: (() => QueueState | undefined | Promise<QueueState | undefined>) | undefined;
  /** How many recipients there are, to compute the time left. @default the length of a list */
  total?: number | undefined;
  /**
   * Ends the run: nothing more is sent, requests under way get their responses, and the run rejects with an
   * `AbortError`.
   */
  signal?: AbortSignal | undefined;
  /** Called whenever the counts change. What it throws is ignored. */
  onProgress?: ((progress: BulkProgress) => void) | undefined;
}

const between = (least: number, most: number): OptionRule => ({
  expected: `a whole number from ${least} to ${most}`,
  test: (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
});
const oneOf = (...values: readonly string[]): OptionRule => ({
  expected: values.map((value) => JSON.stringify(value)).join(" or "),
  test: (value) => values.includes(String(value)),
});
const withMethods = (expected: string, ...names: readonly string[]): OptionRule => ({
  expected,
  test: (value) => names.every((name) => typeof Reflect.get(Object(value), name) === "function"),
});

const RUN_ID: OptionRule = {
  expected: "1 to 100 letters, digits, dots, hyphens and underscores",
  test: (value) => typeof value === "string" && /^[\w.-]{1,100}$/.test(value),
};

/** A ledger in an option. */
export const ledgerRule: OptionRule = withMethods("a ledger, such as fileLedger(path)", "open", "read");

/** The options of the protocol, as checked by whoever takes them. */
export const PROTOCOL_OPTIONS: OptionTable = {
  settleMs: limit,
  unresolved: oneOf("hold", "resend"),
  fenceMs: limit,
};

const REQUEST_FIELDS =
  "app_id message batch_metadata channel_priority_order channel_properties conversation_metadata correlation_id " +
  "message_metadata processing_strategy send_after ttl";

/** The options of a run, and the fields of its request. */
export const RUN_OPTIONS: OptionTable = {
  ...Object.fromEntries(REQUEST_FIELDS.split(" ").map((name) => [name, checkedElsewhere])),
  runId: RUN_ID,
  chunkSize: between(1, 1000),
};

const aboveZero: OptionRule = { expected: "a number above 0", test: (value) => typeof value === "number" && value > 0 };

/** The options of a pace. */
export const PACE_OPTIONS: OptionTable = { recipientsPerSecond: aboveZero };

/** The options of a queue of BullMQ. */
export const QUEUE_OPTIONS: OptionTable = {
  queue: { expected: "the name of a queue", test: (value) => typeof value === "string" && /^[^:]+$/.test(value) },
  connection: checkedElsewhere,
  concurrency: between(1, 1000),
};

const OPTIONS: OptionTable = {
  ...RUN_OPTIONS,
  ...PROTOCOL_OPTIONS,
  ...PACE_OPTIONS,
  ledger: ledgerRule,
  concurrency: between(1, 1000),
  queue: func,
  total: between(0, Number.MAX_SAFE_INTEGER),
  signal: withMethods("an AbortSignal", "addEventListener", "throwIfAborted"),
  onProgress: func,
};

/**
 * Checks the options of `sendBulk`.
 *
 * @throws {TypeError} One is missing, unknown or wrong; names it and what was expected.
 */
export function checkBulkOptions(options: BulkOptions): void {
  checkOptions("sendBulk", options, OPTIONS);
  if (options.ledger !== undefined && options.runId === undefined) {
    throw new TypeError("sendBulk: runId is missing, expected the name of the run in the ledger");
  }
  checkRequest("sendBulk", options);
}

/**
 * Checks the request without its recipients. What the API description says of it is checked with the first chunk.
 *
 * @throws {TypeError} A field is missing, or is ours.
 */
export function checkRequest(subject: string, { app_id, message, batch_metadata }: BulkRequest): void {
  for (const [name, isThere] of Object.entries({
    app_id: typeof app_id === "string" && app_id !== "",
    message: typeof message === "object" && message !== null,
  })) {
    if (!isThere) throw new TypeError(`${subject}: ${name} is missing`);
  }
  for (const key of [CHUNK_KEY, ATTEMPT_KEY]) {
    if (Object.hasOwn(Object(batch_metadata), key)) {
      throw new TypeError(`${subject}: batch_metadata.${key} is given, but is reserved for the chunks of a run`);
    }
  }
}

/** Picks the fields of the request out of options. */
export function requestOf(options: RunOptions): BulkRequest {
  const { app_id, message } = options;
  const fields = REQUEST_FIELDS.split(" ").flatMap((name) => {
    const value: unknown = Reflect.get(options, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(fields), app_id, message };
}
