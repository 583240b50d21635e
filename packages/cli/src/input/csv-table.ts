import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { usageError } from "../cli-error.ts";
import { counted } from "../table.ts";
import { checkColumns } from "./columns.ts";
import type { Cells, Row, Table } from "./row.ts";

interface Record {
  readonly record: readonly string[];
  /** The line that the record ends in. */
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV: a header, then rows of as many cells. Quotes and line breaks in quotes are those of RFC 4180.
 *
 * @param text The text in pieces.
 * @param name What the input is called in errors.
 * @throws {CliError} The header is wrong or a quote is torn; names the line. Also while the rows are read.
 */
export async function csvTable(text: AsyncIterable<string>, name: string, delimiter: string): Promise<Table> {
  const records = recordsOf(text, name, delimiter);
  const first = await records.next();
  if (first.done)
    throw usageError(`${name}:1: it is empty: the first line must name the columns, such as identity,channel`);
  const columns = first.value.record.map((column) => column.trim());
  checkColumns(columns, name, delimiter);
  return { columns, rows: rowsOf(records, columns, delimiter) };
}

type Located = Record & { readonly line: number };

async function* recordsOf(
  text: AsyncIterable<string>,
  name: string,
  delimiter: string,
): AsyncGenerator<Located, undefined> {
  // Of the parser, which is ahead of whoever reads the records.
  let parsedEnd = 0;
  const parser = parse({
    delimiter,
    info: true,
    // All of them, since a file that was put together of others has them mixed.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    on_record: (record, { lines }) => {
      parsedEnd = lines;
      return record;
    },
  });
  const source = Readable.from(text);
  // pipe() passes no errors on.
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let end = 0;
  try {
    for await (const piece of parser) {
      const { record, info }: Record = piece;
      const line = end + 1;
      end = info.lines;
      // An empty line is a record of one empty cell.
      if (record.length === 1 && record[0]?.trim() === "") continue;
      yield { record, info, line };
    }
  } catch (error) {
    throw isCsvError(error) ? torn(error, name, parsedEnd + 1) : error;
  } finally {
    source.destroy();
  }
}

async function* rowsOf(
  records: AsyncIterable<Located>,
  columns: readonly string[],
  delimiter: string,
): AsyncGenerator<Row, undefined> {
  for await (const { record, line } of records) {
    if (record.length !== columns.length) {
      yield { line, problem: `it has ${counted(record.length, "column")}, and the header has ${columns.length}` };
    } else if (record.some((cell) => holdsRows(cell, columns.length, delimiter))) {
      yield { line, problem: "a cell contains whole rows: a quote is opened but never closed" };
    } else {
      yield { line, cells: cellsOf(columns, record) };
    }
  }
}

function cellsOf(columns: readonly string[], record: readonly string[]): Cells {
  return Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""]));
}

/** A quote that is torn swallows rows up to the next quote, and the parser takes them for one cell. */
function holdsRows(cell: string, columns: number, delimiter: string): boolean {
  if (columns < 2 || !cell.includes("\n")) return false;
  return cell
    .split("\n")
    .slice(1, -1)
    .some((line) => line.split(delimiter).length === columns);
}

function isCsvError(error: unknown): error is CsvError {
  return typeof Object(error).code === "string" && /^(CSV|INVALID)_/.test(Object(error).code);
}

function torn({ code, message }: CsvError, name: string, line: number): Error {
  const what: Readonly<globalThis.Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: "a quote is opened in this row and never closed",
    CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quote: write a quote in quotes as ""',
    INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell: put the cell in quotes, and write its quotes as ""',
  };
  return usageError(`${name}:${line}: ${what[code] ?? message}`);
}
