import type { RowOutcome } from "../run/outcomes.ts";

/** Writes a report as CSV, a line for each row of the input. */
export async function* reportCsv(rows: AsyncIterable<RowOutcome>): AsyncGenerator<string, undefined> {
  yield "line,to,outcome,batch_id,reason\r\n";
  for await (const { line, to, outcome, batchId, reason } of rows) {
    yield `${[String(line), to, outcome, batchId, reason].map(cell).join(",")}\r\n`;
  }
}

/** Quotes a cell where it must be. What a spreadsheet program would take for a formula gets an apostrophe before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
