import { doubledMember } from "./doubled-member.ts";
import type { Row, Table } from "./row.ts";

/**
 * Reads JSON Lines: an object a line, either `identity`, `channel` and parameters, or an entry of `recipient_and_params`
 * as the API has it.
 *
 * @param text The text in pieces of whole lines.
 */
export function jsonTable(text: AsyncIterable<string>): Table {
  return { columns: undefined, rows: rowsOf(text) };
}

async function* rowsOf(text: AsyncIterable<string>): AsyncGenerator<Row, undefined> {
  let line = 0;
  for await (const piece of text) {
    const lines = piece.split("\n");
    // What follows the last line break is no line.
    if (lines.at(-1) === "") lines.pop();
    for (const one of lines) {
      line++;
      if (one.trim() !== "") yield rowOf(one, line);
    }
  }
}

function rowOf(text: string, line: number): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, problem: "it is not JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { line, problem: 'it is not an object, such as {"identity":"+46…","channel":"SMS"}' };
  }
  const doubled = doubledMember(text);
  if (doubled !== undefined) return { line, problem: `it has ${JSON.stringify(doubled)} twice` };
  if ("recipient" in value) return { line, entry: value as Record<string, unknown> };
  const cells: [string, string][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== "string" && typeof member !== "number") {
      return { line, problem: `${JSON.stringify(name)} is neither a string nor a number` };
    }
    if (Number.isInteger(member) && !Number.isSafeInteger(member)) {
      return { line, problem: `${JSON.stringify(name)} is a number with too many digits to keep: put it in quotes` };
    }
    cells.push([name, String(member)]);
  }
  return { line, cells: Object.fromEntries(cells) };
}
