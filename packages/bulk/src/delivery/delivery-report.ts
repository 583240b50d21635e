import type { Recipients } from "../input/chunks.ts";
import type { BulkLedger, Delivery } from "../ledger/ledger.ts";
import { statesOf } from "../protocol/chunk-state.ts";
import { bulkSummary } from "../run/summary.ts";
import type { DeliveryCounts } from "./delivery-counts.ts";
import { CSV_HEAD, csvLine } from "./delivery-csv.ts";
import { rowOf, silentRowOf } from "./delivery-rows.ts";
import { type SilentRecipient, silentOf } from "./delivery-silent.ts";
import { svgOf } from "./delivery-svg.ts";

/** The part of a `MESSAGE_DELIVERY` callback that is stored. */
export interface DeliveryCallback {
  readonly event_time?: string | undefined;
  readonly message_delivery_report: {
    readonly message_id?: string | undefined;
    readonly status?: string | undefined;
    readonly contact_id?: string | undefined;
    readonly reason?: { readonly code?: string | undefined } | null | undefined;
    readonly channel_identity?:
      | { readonly channel?: string | undefined; readonly identity?: string | undefined }
      | undefined;
    readonly metadata?: string | undefined;
  };
}

/** Stores delivery reports, and says who got the message of a run. */
export interface DeliveryReport {
  /**
   * Stores a delivery report of a batch, and ignores others; pass it to `callbackHandler` as `MESSAGE_DELIVERY`.
   *
   * @throws {LedgerError} It could not be stored; the callback will be sent again.
   */
  readonly onDelivery: (event: DeliveryCallback) => Promise<void>;
  /** Counts the recipients of a run. */
  counts(runId: string): Promise<DeliveryCounts>;
  /**
   * Finds the accepted recipients without a report, by reading the input of the run again: a ledger contains no
   * recipients. It compares the contact, or channel and identity, with those in the reports.
   *
   * @param recipients The input of the run, in the same order.
   * @throws {TypeError} `recipients` is not iterable.
   * @throws {LedgerError} The input is shorter than the run, or the ledger cannot be read.
   */
  silent(runId: string, recipients: Recipients): AsyncIterable<SilentRecipient>;
  /**
   * Returns the counts and the last state of each message, as JSON.
   *
   * @param recipients The input of the run, to also list the silent recipients, as `silent` finds them.
   */
  json(runId: string, recipients?: Recipients): Promise<string>;
  /**
   * Returns the last state of each message, as CSV (RFC 4180): a header line, then one line per message.
   *
   * @param recipients The input of the run, to also list the silent recipients, with the status `SILENT`.
   */
  csv(runId: string, recipients?: Recipients): Promise<string>;
  /** Returns the counts as an SVG image. */
  svg(runId: string): Promise<string>;
  /** Closes the ledger's file. */
  close(): Promise<void>;
}

/**
 * Creates the delivery report for the runs in a ledger.
 *
 * Reports may arrive out of order and more than once: the one with the latest time counts. What the ledger knows of a
 * run is read into memory at once.
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
    const counts = countsOf(await bulkSummary({ read: async () => entries }, runId), list);
    const silent = (recipients: Recipients) => silentOf("deliveryReport", statesOf(entries), list, recipients);
    return { list, counts, silent };
  };
  return {
    async onDelivery(event) {
      const delivery = deliveryOf(event);
      if (delivery) await deliveries.put(delivery);
    },
    counts: async (runId) => (await gathered(runId)).counts,
    async *silent(runId, recipients) {
      yield* (await gathered(runId)).silent(recipients);
    },
    async json(runId, recipients) {
      const { list, counts, silent } = await gathered(runId);
      // Row by row, so that a million of them are in memory once: as the text that is returned.
      const messages: string[] = [];
      for (const delivery of list) messages.push(JSON.stringify(rowOf(delivery)));
      const members = [JSON.stringify(counts, undefined, 2).slice(2, -2), listOf("messages", messages)];
      if (recipients !== undefined) {
        const rows: string[] = [];
        for await (const one of silent(recipients)) rows.push(JSON.stringify(silentRowOf(one)));
        members.push(listOf("silentRecipients", rows));
      }
      return `{\n${members.join(",\n")}\n}`;
    },
    async csv(runId, recipients) {
      const { list, silent } = await gathered(runId);
      const lines = [CSV_HEAD];
      for (const delivery of list) lines.push(csvLine(rowOf(delivery)));
      if (recipients !== undefined) {
        for await (const one of silent(recipients)) lines.push(csvLine(silentRowOf(one)));
      }
      return lines.join("");
    },
    svg: async (runId) => svgOf((await gathered(runId)).counts),
    close: () => deliveries.close(),
  };
}

/** A member of a JSON object whose value is a list, with a line for each of its values. */
function listOf(name: string, values: readonly string[]): string {
  return `  "${name}": [${values.map((value) => `\n    ${value}`).join(",")}\n  ]`;
}

/** What a callback says of a message of a batch; `undefined` for any other. */
function deliveryOf({ event_time = "", message_delivery_report }: DeliveryCallback): Delivery | undefined {
  const { message_id: messageId, status, reason, metadata = "", ...report } = message_delivery_report;
  const batchId = batchIdIn(metadata);
  if (!messageId || !status || batchId === undefined) return undefined;
  const { channel = "", identity = "" } = report.channel_identity ?? {};
  const eventMs = Date.parse(event_time);
  const atMs = Number.isNaN(eventMs) ? Date.now() : eventMs;
  const why = status === "FAILED" ? { reason: reason?.code ?? "UNKNOWN" } : {};
  const contact = report.contact_id ? { contactId: report.contact_id } : {};
  return { batchId, messageId, channel, identity, ...contact, status, ...why, atMs };
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
