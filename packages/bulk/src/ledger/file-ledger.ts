import {
  type BulkLedger,
  type Delivery,
  type DeliveryLog,
  keyOf,
  type LedgerEntry,
  type RunLedger,
  type StampedEntry,
} from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import { type LineFile, openLines, readLines } from "./line-file.ts";

const LEDGER = "sinch-fetch/bulk 1";
const DELIVERIES = "sinch-fetch/bulk deliveries 1";
/** A clock is set right by a little now and then. */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * Keeps one run per file, as lines of JSON that are on disk before anything is sent. One process writes it at a time.
 * Delivery reports go into a second file, whose name ends in `.deliveries`.
 *
 * It needs Node, Bun or Deno, and loads their file functions when it is first used.
 *
 * @param path The path of the file. Its folder must exist; the file is created if necessary, and only its owner can
 * read it.
 * @throws {TypeError} `path` is not a path.
 */
export function fileLedger(path: string): BulkLedger {
  if (typeof path !== "string" || path === "")
    throw new TypeError("fileLedger: path is missing, expected the path of a file");
  return {
    open: (runId) => openRun(path, runId),
    async read(runId) {
      return (await readLines(path, { ledger: LEDGER, runId })).map((value) => entryOf(path, value));
    },
    deliveries: deliveriesOf(`${path}.deliveries`),
  };
}

async function openRun(path: string, runId: string): Promise<RunLedger> {
  const file = await openLines(path, { ledger: LEDGER, runId });
  try {
    const entries = new Map<string, StampedEntry>();
    for (const value of file.values) {
      const entry = entryOf(path, value);
      entries.set(keyOf(entry), entry);
    }
    checkClock(path, [...entries.values()].at(-1)?.atMs ?? 0);
    return {
      mayHaveLost: false,
      async put(entry) {
        const key = keyOf(entry);
        if (entries.has(key)) return false;
        const stamped = { ...entry, atMs: Date.now() };
        entries.set(key, stamped);
        // A claim holds up its request. A fate holds up nobody.
        await file.append(stamped, entry.kind === "fate");
        return true;
      },
      get: async (keys) => keys.map((key) => entries.get(key)),
      entries: async () => [...entries.values()],
      nowMs: async () => Date.now(),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The end of a token is a time of this clock: before that, nothing that has no fate may be sent again. */
function checkClock(path: string, lastMs: number): void {
  const behindMs = lastMs - Date.now();
  if (behindMs <= CLOCK_TOLERANCE_MS) return;
  const message = `fileLedger: the clock is ${Math.round(behindMs / 1000)} s behind the last line of ${path}: set it right`;
  throw new LedgerError("clock", message);
}

const KINDS: readonly LedgerEntry["kind"][] = ["run", "end", "queued", "claim", "fate", "lost"];

function entryOf(path: string, value: unknown): StampedEntry {
  const entry = value as StampedEntry;
  if (KINDS.includes(entry.kind) && Number.isFinite(entry.atMs)) return entry;
  throw new LedgerError("unreadable", `fileLedger: ${path} contains a line that this version does not know`);
}

function deliveriesOf(path: string): DeliveryLog {
  const header = { ledger: DELIVERIES, runId: "" };
  let file: Promise<LineFile> | undefined;
  const latest = new Map<string, number>();
  return {
    async put(delivery) {
      file ??= openLines(path, header);
      const { append } = await file;
      if ((latest.get(delivery.messageId) ?? 0) > delivery.atMs) return;
      latest.set(delivery.messageId, delivery.atMs);
      await append(delivery);
    },
    async of(batchIds) {
      const wanted = new Set(batchIds);
      const found = new Map<string, Delivery>();
      const values = await readLines(path, header).catch((error: unknown) => {
        if (Object(Object(error).cause).code === "ENOENT") return [];
        throw error;
      });
      for (const delivery of values as readonly Delivery[]) {
        if (!wanted.has(delivery.batchId)) continue;
        if ((found.get(delivery.messageId)?.atMs ?? 0) <= delivery.atMs) found.set(delivery.messageId, delivery);
      }
      return [...found.values()];
    },
    async close() {
      const open = await file?.catch(() => undefined);
      file = undefined;
      await open?.close();
    },
  };
}
