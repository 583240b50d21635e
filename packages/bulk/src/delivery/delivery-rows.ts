import type { Delivery } from "../ledger/ledger.ts";
import type { SilentRecipient } from "./delivery-silent.ts";

/** A message in a report; or a recipient without one, whose status is `SILENT`. */
export interface DeliveryRow {
  readonly batch_id: string;
  readonly message_id: string;
  readonly channel: string;
  readonly identity: string;
  readonly contact_id: string;
  readonly status: string;
  readonly reason: string;
  readonly time: string;
  /** Where it is in the input, from 0, of one that is silent. */
  readonly position?: number;
}

/** The row of a message. */
export function rowOf({ batchId, messageId, contactId = "", reason = "", atMs, ...delivery }: Delivery): DeliveryRow {
  const { channel, identity, status } = delivery;
  const ids = { batch_id: batchId, message_id: messageId, channel, identity, contact_id: contactId };
  return { ...ids, status, reason, time: new Date(atMs).toISOString() };
}

/** The row of a recipient of whom nothing was reported, by the first of its identities. */
export function silentRowOf({ position, batch_id, recipient: { recipient } }: SilentRecipient): DeliveryRow {
  const [{ channel = "", identity = "" } = {}] = recipient.identified_by?.channel_identities ?? [];
  const ids = { batch_id, message_id: "", channel, identity, contact_id: recipient.contact_id ?? "" };
  return { ...ids, status: "SILENT", reason: "", time: "", position };
}
