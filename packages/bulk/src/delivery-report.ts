import type { DeliveryCounts, DeliveryRow } from "./delivery-counts.ts";
import { csvOf } from "./delivery-csv.ts";
import { svgOf } from "./delivery-svg.ts";
import type { BulkLedger, Delivery } from "./ledger.ts";
import { bulkSummary } from "./summary.ts";

/** The part of a `MESSAGE_DELIVERY` callback that is kept. */
export interface DeliveryCallback {
  readonly event_time?: string | undefined;
  readonly message_delivery_report: {
    readonly message_id?: string | undefined;
    readonly status?: string | undefined;
    readonly reason?: { readonly code?: string | undefined } | null | undefined;
    readonly channel_identity?:
      | { readonly channel?: string | undefined; readonly identity?: string | undefined }
      | undefined;
    readonly metadata?: string | undefined;
  };
}

/** Keeps what delivery reports say, and says who got the message of a run. */
export interface DeliveryReport {
  /**
   * Keeps a delivery report of a batch; give it to `callbackHandler` as `MESSAGE_DELIVERY`. Others it ignores.
   *
   * @throws {LedgerError} It could not be kept; the callback will come again.
   */
  readonly onDelivery: (event: DeliveryCallback) => Promise<void>;
  /** Counts the recipients of a run. */
  counts(runId: string): Promise<DeliveryCounts>;
  /** The counts and the last state of each message, as JSON. */
  json(runId: string): Promise<string>;
  /** The last state of each message, as CSV (RFC 4180): a line for each, after one of names. */
  csv(runId: string): Promise<string>;
  /** The counts as a picture. */
  svg(runId: string): Promise<string>;
  /** Lets go of the ledger's file. */
  close(): Promise<void>;
}

/**
 * Makes the delivery report of the runs in a ledger.
 *
 * Reports may overtake one another and come twice: the one with the latest time counts. What is known of a run is read
 * into memory at once.
 *
 * @throws {TypeError} `ledger` is not a ledger.
 */
export function deliveryReport(ledger: Pick<BulkLedger, "read" | "deliveries">): DeliveryReport {
  const { deliveries }: { deliveries?: BulkLedger["deliveries"] } = Object(ledger);
  if (deliveries === undefined) throw new TypeError("deliveryReport: ledger is not a ledger, such as fileLedger(path)");
  const gathered = async (runId: string) => {
    const entries = await ledger.read(runId);
    const batchIds = entries.flatMap((entry) =>
      entry.kind === "fate" && entry.outcome === "accepted" ? [entry.batchId] : [],
    );
    const list = await deliveries.of(batchIds);
    return { list, counts: countsOf(await bulkSummary(ledger, runId), list) };
  };
  return {
    async onDelivery(event) {
      const delivery = deliveryOf(event);
      if (delivery) await deliveries.put(delivery);
    },
    counts: async (runId) => (await gathered(runId)).counts,
    async json(runId) {
      const { list, counts } = await gathered(runId);
      return JSON.stringify({ ...counts, messages: list.map(rowOf) }, undefined, 2);
    },
    csv: async (runId) => csvOf((await gathered(runId)).list.map(rowOf)),
    svg: async (runId) => svgOf((await gathered(runId)).counts),
    close: () => deliveries.close(),
  };
}

function rowOf({ batchId, messageId, channel, identity, status, reason = "", atMs }: Delivery): DeliveryRow {
  const time = new Date(atMs).toISOString();
  return { batch_id: batchId, message_id: messageId, channel, identity, status, reason, time };
}

/** What a callback says of a message of a batch; `undefined` for any other. */
function deliveryOf({ event_time = "", message_delivery_report }: DeliveryCallback): Delivery | undefined {
  const { message_id: messageId, status, reason, channel_identity, metadata = "" } = message_delivery_report;
  const batchId = batchIdIn(metadata);
  if (!messageId || !status || batchId === undefined) return undefined;
  const { channel = "", identity = "" } = channel_identity ?? {};
  const eventMs = Date.parse(event_time);
  const atMs = Number.isNaN(eventMs) ? Date.now() : eventMs;
  const why = status === "FAILED" ? { reason: reason?.code ?? "UNKNOWN" } : {};
  return { batchId, messageId, channel, identity, status, ...why, atMs };
}

/** The service adds the id of the batch to the metadata of each of its messages. */
function batchIdIn(metadata: string): string | undefined {
  try {
    const { _batch_id }: { _batch_id?: unknown } = Object(JSON.parse(metadata));
    return typeof _batch_id === "string" && _batch_id !== "" ? _batch_id : undefined;
  } catch {
    return undefined;
  }
}

function countsOf(
  {
    runId,
    pending,
    rejected,
    unresolved,
    accepted,
  }: Omit<DeliveryCounts, "delivered" | "read" | "failed" | "reasons" | "underWay" | "silent">,
  list: readonly Delivery[],
): DeliveryCounts {
  const inState = (...statuses: readonly string[]) => list.filter(({ status }) => statuses.includes(status));
  const reasons: Record<string, number> = {};
  for (const { reason = "UNKNOWN" } of inState("FAILED")) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const delivered = inState("DELIVERED", "READ").length;
  const failed = inState("FAILED").length;
  return {
    runId,
    pending,
    rejected,
    unresolved,
    accepted,
    delivered,
    read: inState("READ").length,
    failed,
    reasons,
    underWay: list.length - delivered - failed,
    silent: Math.max(0, accepted - list.length),
  };
}
