import type { Row } from "../input/row.ts";
import type { Checked } from "./to-recipient.ts";

/**
 * Checks rows one after another, and finds those that are for somebody who had a row before.
 *
 * It takes a few dozen bytes a row to know them again.
 */
export async function* checkedRows(
  rows: AsyncIterable<Row>,
  check: (row: Row) => Checked,
): AsyncGenerator<Checked, undefined> {
  const lines = new Map<string, number>();
  for await (const row of rows) {
    const checked = check(row);
    if ("problems" in checked) {
      yield checked;
      continue;
    }
    const { line, keys } = checked;
    const double = keys.find((key) => lines.has(key));
    if (double === undefined) {
      for (const key of keys) lines.set(key, line);
      yield checked;
    } else {
      const who = double.replace(/^(phone|contact) /, "");
      yield { line, problems: [`${who} is already in line ${lines.get(double)}`] };
    }
  }
}
