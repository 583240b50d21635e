import type { DeliveryRow } from "./delivery-counts.ts";

const NAMES: readonly (keyof DeliveryRow)[] = [
  "batch_id",
  "message_id",
  "channel",
  "identity",
  "status",
  "reason",
  "time",
];

/**
 * Writes rows as CSV, after a line of names.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvOf(rows: readonly DeliveryRow[]): string {
  const lines = [NAMES.join(","), ...rows.map((row) => NAMES.map((name) => field(row[name])).join(","))];
  return `${lines.join("\r\n")}\r\n`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
