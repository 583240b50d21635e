import { isUtf8 } from "node:buffer";
import type { ReadStream } from "node:fs";
import { usageError } from "../cli-error.ts";

const LONGEST_LINE_BYTES = 1_048_576;
const NEWLINE = 10;

/**
 * Reads a file as UTF-8, in pieces of whole lines. A byte order mark is left out.
 *
 * @param name What the file is called in errors.
 * @param check Called for each piece before it is handed on: it may have been written over meanwhile.
 * @throws {CliError} The file cannot be read, or is not UTF-8: names its encoding or the line.
 */
export async function* textOfFile(
  file: ReadStream,
  name: string,
  check: () => Promise<void>,
): AsyncGenerator<string, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let isFirst = true;
  const decoded = (bytes: Buffer): string => {
    checkBytes(bytes, name, line);
    line += countNewlines(bytes);
    return bytes.toString("utf8");
  };
  for await (const piece of piecesOf(file, name)) {
    await check();
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    if (isFirst) {
      if (bytes.length < 4) {
        rest = bytes;
        continue;
      }
      bytes = withoutMark(bytes, name);
      isFirst = false;
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield decoded(bytes.subarray(0, end));
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE_BYTES) throw usageError(`${name}:${line}: the line is longer than 1 MiB`);
  }
  if (isFirst) rest = withoutMark(rest, name);
  if (rest.length > 0) yield decoded(rest);
}

async function* piecesOf(file: ReadStream, name: string): AsyncGenerator<Buffer, undefined> {
  try {
    for await (const piece of file) yield piece;
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Makes the error for a file that cannot be read. */
export function unreadable(name: string, error: unknown): Error {
  const { code } = Object(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "you may not read it",
    EPERM: "you may not read it",
  };
  return usageError(`${name} cannot be read: ${reasons[code] ?? code ?? "unknown reason"}`, error);
}

/** @throws {CliError} The file begins as no text of UTF-8 does. */
function withoutMark(bytes: Buffer, name: string): Buffer {
  const [one, two, three] = bytes;
  const isWide = (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);
  if (isWide) throw wide(name, one === 0xff ? "little endian" : "big endian");
  if (one === 0x50 && two === 0x4b && three === 3) {
    throw usageError(
      `${name}:1: it is a workbook or another zip file: save it as CSV UTF-8 in your spreadsheet program`,
    );
  }
  if (one === 0x1f && two === 0x8b) throw usageError(`${name}:1: it is compressed: unpack it with gunzip`);
  if (one !== 0 && two === 0) throw wide(name, "little endian, without a byte order mark");
  if (one === 0 && two !== 0) throw wide(name, "big endian, without a byte order mark");
  return one === 0xef && two === 0xbb && three === 0xbf ? bytes.subarray(3) : bytes;
}

function wide(name: string, kind: string): Error {
  return usageError(`${name}:1: it is UTF-16 (${kind}): save it as CSV UTF-8, or run iconv -f UTF-16 -t UTF-8 on it`);
}

/** @throws {CliError} The bytes are not UTF-8, or not text; names the line. */
function checkBytes(bytes: Buffer, name: string, firstLine: number): void {
  if (isUtf8(bytes) && !bytes.includes(0)) return;
  let line = firstLine;
  for (let start = 0; start < bytes.length; line++) {
    const next = bytes.indexOf(NEWLINE, start);
    const end = next < 0 ? bytes.length : next + 1;
    const one = bytes.subarray(start, end);
    if (one.includes(0)) throw usageError(`${name}:${line}: it contains a NUL byte, so it is not text`);
    if (!isUtf8(one)) {
      throw usageError(
        `${name}:${line}: it is not UTF-8: save it as CSV UTF-8, or run iconv -f WINDOWS-1252 -t UTF-8 on it`,
      );
    }
    start = end;
  }
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
