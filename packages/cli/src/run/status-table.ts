import type { BatchStatusResponse } from "@sinch-fetch/batch";
import { tableOf } from "../table.ts";

/** Lays out batches with their statuses. */
export function statusTable(batches: readonly BatchStatusResponse[]): string {
  const rows = batches.map(({ batch_id = "", status = "", send_after = "" }) => [batch_id, status, send_after]);
  return tableOf([["batch", "status", "send after"], ...rows]);
}
