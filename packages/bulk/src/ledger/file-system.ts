import type * as FileSystem from "node:fs/promises";
import type * as Os from "node:os";
import { LedgerError } from "./ledger-error.ts";

/** What a file ledger needs from the platform. Loaded on first use, so that the core runs on platforms without files. */
export interface Platform {
  readonly fs: typeof FileSystem;
  readonly os: typeof Os;
}

export async function platform(): Promise<Platform> {
  const [fs, os] = await Promise.all(["fs/promises", "os"].map(load));
  return { fs, os };
}

/** By a name that is put together, so that no bundler looks for the module. */
function load(name: string) {
  return import(/* @vite-ignore */ `node:${name}`);
}

/** Runs an operation on a file; names the file in its error. */
export async function onFile<Result>(path: string, does: string, operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    const { message }: { message?: unknown } = Object(error);
    throw new LedgerError("storage", `fileLedger: cannot ${does} ${path}: ${String(message)}`, error);
  }
}
