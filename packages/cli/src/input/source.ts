import { closeSync, createReadStream, createWriteStream, fstatSync, openSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { CliError, usageError } from "../cli-error.ts";
import type { Table } from "./row.ts";
import { textOfFile, unreadable } from "./text-of-file.ts";

/** An input that can be read more than once. */
export interface Source {
  /** What it is called in messages: its path as given, or `stdin`. */
  readonly name: string;
  /** Its path; `undefined` for stdin. */
  readonly path: string | undefined;
  /** The folder and the name that files of its runs begin with. */
  readonly folder: string;
  readonly base: string | undefined;
  /**
   * Reads it from its beginning.
   *
   * @throws {CliError} It cannot be read, or has changed since it was first read.
   */
  open(): Promise<Table>;
  /** Removes what was put aside. */
  close(): Promise<void>;
}

/** How an input is written. */
export interface SourceOptions {
  readonly format?: string | undefined;
  readonly delimiter?: string | undefined;
}

/**
 * Opens a file, or stdin for `-`. What comes from stdin is put aside in a file without a name.
 *
 * @throws {CliError} There is no such file, or its format is not clear.
 */
export async function openSource(path: string, options: SourceOptions): Promise<Source> {
  const format = formatOf(path, options);
  const delimiter = delimiterOf(options.delimiter, format);
  const spool = path === "-" ? await spoolStdin() : undefined;
  const name = spool === undefined ? path : "stdin";
  let first: string | undefined;
  let readings = 0;
  /** @throws {CliError} It is not what it was when it was first read. */
  async function checkVersion(isUnderWay: boolean): Promise<void> {
    const now = await versionOf(spool, path, name);
    first ??= now;
    if (now === first) return;
    if (!isUnderWay) throw usageError(`${name} has changed since it was checked: run the command again`);
    throw new CliError("failed", `${name} has changed while it was sent: give it back its rows, and add --resume`);
  }
  return {
    name,
    path: spool === undefined ? path : undefined,
    folder: spool === undefined ? dirname(path) : ".",
    base: spool === undefined ? basename(resolve(path)) : undefined,
    async open() {
      readings++;
      // What is read first is checked, and nothing is sent before it was read to its end.
      const isSending = readings > 1;
      await checkVersion(readings > 2);
      const bytes = spool === undefined ? createReadStream(path) : createReadStream("", { ...OF_SPOOL, fd: spool });
      const text = textOfFile(bytes, name, () => checkVersion(isSending));
      if (format === "jsonl") return (await import("./json-table.ts")).jsonTable(text);
      return (await import("./csv-table.ts")).csvTable(text, name, delimiter);
    },
    async close() {
      if (spool !== undefined) closeSync(spool);
    },
  };
}

/** Each reading begins at the beginning, and leaves the file open for the next one. */
const OF_SPOOL = { start: 0, autoClose: false };

async function versionOf(spool: number | undefined, path: string, name: string): Promise<string> {
  try {
    const found = spool === undefined ? await stat(path) : fstatSync(spool);
    if (found.isFile()) return `${found.size} ${found.mtimeMs} ${found.ino}`;
  } catch (error) {
    throw unreadable(name, error);
  }
  throw usageError(`${name} is not a file: to read from a pipe, give - instead`);
}

function formatOf(path: string, { format }: SourceOptions): "csv" | "jsonl" {
  if (format === "csv" || format === "jsonl") return format;
  if (/\.(jsonl|ndjson)$/i.test(path)) return "jsonl";
  if (path === "-" || /\.(csv|tsv|txt)$/i.test(path)) return "csv";
  if (/\.xlsx?$/i.test(path))
    throw usageError(`${path} is a workbook: save it as CSV UTF-8 in your spreadsheet program`);
  throw usageError(`${path}: the format is not clear from the name: add --format csv or --format jsonl`);
}

function delimiterOf(delimiter: string | undefined, format: "csv" | "jsonl"): string {
  if (delimiter === undefined) return ",";
  if (format === "jsonl") throw usageError("--delimiter is for CSV, and the input is JSON Lines");
  const known: Readonly<Record<string, string>> = { tab: "\t", "\\t": "\t" };
  const character = known[delimiter] ?? delimiter;
  if (/^[,;|\t:]$/.test(character)) return character;
  throw usageError(`--delimiter ${JSON.stringify(delimiter)} is unknown: expected ',' ';' '|' ':' or tab`);
}

/** Puts stdin into a file that has no name any more, so that nothing is left of it however this process ends. */
async function spoolStdin(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "sinch-fetch-"));
  const file = openSync(join(folder, "stdin"), "wx+", 0o600);
  await rm(folder, { recursive: true, force: true });
  await pipeline(process.stdin, createWriteStream("", { fd: file, autoClose: false }));
  return file;
}
