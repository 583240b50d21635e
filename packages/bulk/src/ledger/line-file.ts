import { lockFile } from "./file-lock.ts";
import { onFile, type Platform, platform } from "./file-system.ts";
import { LedgerError } from "./ledger-error.ts";

/** A file of JSON lines that is only ever added to, by one process. */
export interface LineFile {
  /** What was in it when it was opened, without its first line. */
  readonly values: readonly unknown[];
  /**
   * Adds a line; resolves once it is on the disk. Lines that come together are written together.
   *
   * @param canWait Nothing is held up by it: for a few milliseconds it waits for others, to be written with them.
   * @throws {LedgerError} It could not be written. Nothing is written after that.
   */
  append(value: object, canWait?: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file, or makes it, with a first line that says what it is. What was torn off while its last line was written is
 * cut away: its write never succeeded, so nothing was sent for it.
 *
 * @throws {LedgerError} Another process writes it, it is something else or damaged, or cannot be read and written.
 */
export async function openLines(path: string, header: Header): Promise<LineFile> {
  const loaded = await platform();
  const found = await loaded.fs.stat(path).catch(() => undefined);
  // A device or a pipe could be read without end.
  if (found?.isFile() === false) throw new LedgerError("unreadable", `fileLedger: ${path} is not a file`);
  const unlock = await lockFile(loaded, path);
  try {
    return await opened(loaded, path, header, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

const LONGEST_WAIT_MS = 5;

/** The first line of a file. */
export interface Header {
  readonly ledger: string;
  readonly runId: string;
}

async function opened({ fs }: Platform, path: string, header: Header, unlock: () => Promise<void>): Promise<LineFile> {
  const handle = await onFile(path, "open", () => fs.open(path, "a+", 0o600));
  try {
    const bytes = await onFile(path, "read", () => handle.readFile());
    const { values, length } = contentOf(path, bytes, header);
    let size = length;
    const write = async (text: string): Promise<void> => {
      let found: number;
      try {
        await handle.appendFile(text);
        [{ size: found }] = await Promise.all([handle.stat(), handle.datasync()]);
      } catch (error) {
        // Nothing is sent for a claim that failed, so that none may stay behind.
        await handle.truncate(size).catch(() => {});
        throw error;
      }
      size += Buffer.byteLength(text);
      // A lock can fail, on a network's file system. That nobody else has written is certain by the length alone.
      if (found !== size)
        throw new LedgerError("locked", `fileLedger: ${path} is also being written by another process`);
    };
    await onFile(path, "write", async () => {
      if (length < bytes.length) await handle.truncate(length);
      if (length === 0) {
        await write(`${JSON.stringify(header)}\n`);
        await syncFolder(fs, path);
      }
    });

    let lines: string[] = [];
    let batch: Promise<void> | undefined;
    let last = Promise.resolve();
    let hurry = (): void => {};
    const company = (): Promise<void> =>
      new Promise((resolve) => {
        hurry = resolve;
        setTimeout(resolve, LONGEST_WAIT_MS);
      });
    const commit = (): Promise<void> => {
      batch = undefined;
      const text = lines.join("");
      lines = [];
      return onFile(path, "write", () => write(text));
    };
    return {
      values,
      append(value, canWait = false) {
        lines.push(`${JSON.stringify(value)}\n`);
        if (batch === undefined) {
          batch = Promise.all([last, canWait ? company() : undefined]).then(commit);
          last = batch;
        } else if (!canWait) hurry();
        return batch;
      },
      async close() {
        hurry();
        await last.catch(() => {});
        await handle.close();
        await unlock();
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A new file is there for good once its folder was written, where a folder can be. */
async function syncFolder(fs: Platform["fs"], path: string): Promise<void> {
  const folder = await fs.open(path.replace(/[^/\\]*$/, "") || ".", "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/**
 * Reads a file without writing it.
 *
 * @throws {LedgerError} It is something else or damaged, or cannot be read.
 */
export async function readLines(path: string, header: Header): Promise<readonly unknown[]> {
  const { fs } = await platform();
  const bytes = await onFile(path, "read", () => fs.readFile(path));
  return contentOf(path, bytes, header).values;
}

/** The values in a file, and the length of what is whole in it. */
function contentOf(path: string, bytes: Uint8Array, header: Header): { values: unknown[]; length: number } {
  const length = bytes.lastIndexOf(NEWLINE) + 1;
  const lines = new TextDecoder().decode(bytes.subarray(0, length)).split("\n").slice(0, -1);
  const values = lines.map((line, index) => parsed(line) ?? (index === lines.length - 1 ? undefined : line));
  const isTorn = values.length > 1 && values.at(-1) === undefined;
  const whole = isTorn ? values.slice(0, -1) : values;
  checkHeader(path, whole[0], new TextDecoder().decode(bytes.subarray(0, 100)), header);
  const broken = whole.findIndex((value) => typeof value !== "object");
  if (broken >= 0) throw new LedgerError("unreadable", `fileLedger: line ${broken + 1} of ${path} is damaged`);
  const tornBytes = isTorn ? Buffer.byteLength(lines.at(-1) ?? "") + 1 : 0;
  return { values: whole.slice(1), length: length - tornBytes };
}

const NEWLINE = 10;

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Nothing that is not a ledger is ever written to, or cut. */
function checkHeader(path: string, first: unknown, beginning: string, header: Header): void {
  const { ledger, runId }: Partial<Header> = Object(first);
  if (ledger === header.ledger) {
    if (runId === header.runId) return;
    const message = `fileLedger: ${path} holds run ${String(runId)}, and not ${header.runId}: use one file for each run`;
    throw new LedgerError("other-run", message);
  }
  // It is empty, or was torn off while its first line was written.
  if (first === undefined && `${JSON.stringify(header)}\n`.startsWith(beginning)) return;
  throw new LedgerError("unreadable", `fileLedger: ${path} is not a ledger of this package`);
}
