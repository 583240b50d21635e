import { keyOf, type LedgerEntry, type RunLedger, type StampedEntry } from "./ledger.ts";

/** Makes the ledger of a run that only this process can resume, which it never does. */
export function memoryRun(): RunLedger {
  const entries = new Map<string, StampedEntry>();
  return {
    mayHaveLost: false,
    async put(entry) {
      if (entries.has(keyOf(entry))) return false;
      entries.set(keyOf(entry), stamped(entry, Date.now()));
      return true;
    },
    get: async (keys) => keys.map((key) => entries.get(key)),
    entries: async () => [...entries.values()],
    nowMs: async () => Date.now(),
    close: async () => {},
  };
}

/** An entry with the time at which it was taken. */
export function stamped(entry: LedgerEntry, atMs: number): StampedEntry {
  return { ...entry, atMs };
}
