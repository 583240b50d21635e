import type { DeliveryRow } from "./delivery-rows.ts";

const NAMES: readonly (keyof DeliveryRow)[] = [
  "batch_id",
  "message_id",
  "channel",
  "identity",
  "contact_id",
  "status",
  "reason",
  "time",
  "position",
];

/** The first line of a file of rows. */
export const CSV_HEAD = `${NAMES.join(",")}\r\n`;

/**
 * Writes a row as a line of CSV.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvLine(row: DeliveryRow): string {
  return `${NAMES.map((name) => field(`${row[name] ?? ""}`)).join(",")}\r\n`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
