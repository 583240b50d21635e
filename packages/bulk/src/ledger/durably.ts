import { keyOf, type LedgerEntry, type StampedEntry } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";

const TRIES = 4;
const FIRST_DELAY_MS = 100;
const TIMEOUT_MS = 10_000;

/**
 * Runs an operation of a store, again after a failure that passes: a connection that broke, a server that restarts.
 *
 * @param subject Named first in the error: the function that made the ledger.
 * @param isFinal Whether an error would come again.
 * @throws {LedgerError} It failed for good, or each time.
 */
export async function durably<Result>(
  subject: string,
  operation: () => Promise<Result>,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withinTime(operation());
    } catch (error) {
      if (error instanceof LedgerError) throw error;
      const { message }: { message?: unknown } = Object(error);
      if (attempt === TRIES || isFinal(error)) {
        throw new LedgerError("storage", `${subject}: the store failed: ${String(message)}`, error);
      }
      await new Promise((resolve) => setTimeout(resolve, FIRST_DELAY_MS * 4 ** (attempt - 1)));
    }
  }
}

/** A client that waits for its server without end would keep a run from ever ending. */
async function withinTime<Result>(result: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no response within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an entry that is there was written by an earlier try of the same write. */
export function isOwnWrite(found: StampedEntry | undefined, entry: LedgerEntry): boolean {
  if (found === undefined || keyOf(found) !== keyOf(entry)) return false;
  return Object.entries(entry).every(
    ([name, value]) => JSON.stringify(Reflect.get(found, name)) === JSON.stringify(value),
  );
}
