import { readFile, rename, writeFile } from "node:fs/promises";
import { clearTimeout, setTimeout } from "node:timers";
import type { Core } from "./core.ts";

/** Keeps a world in a file. */
export interface WorldFile {
  /** Writes what has changed, and ends. */
  close(): Promise<void>;
}

/** The pause after a change before it is written, in milliseconds; a large world that takes long to write waits longer. */
const PAUSE_MS = 500;
const PAUSE_PER_WRITING = 10;

/**
 * Reads a snapshot from a file.
 *
 * @returns What it holds; `undefined` if there is no such file.
 * @throws {Error} It cannot be read, or holds no JSON.
 */
export async function readWorld(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`startMock: data cannot be read from ${path}`, { cause: error });
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`startMock: data in ${path} is not JSON`, { cause });
  }
}

/** Writes a world into a file whenever it has changed: whole, beside it, and then in its place. */
export function keepWorld(core: Core, path: string): WorldFile {
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = PAUSE_MS;
  let writing: Promise<void> = Promise.resolve();
  let isChanged = true;

  async function write(): Promise<void> {
    timer = undefined;
    if (!isChanged) return;
    isChanged = false;
    const startMs = performance.now();
    const text = JSON.stringify(core.snapshot());
    const beside = `${path}.${process.pid}.tmp`;
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, path);
    pauseMs = Math.max(PAUSE_MS, (performance.now() - startMs) * PAUSE_PER_WRITING);
  }

  function plan(): void {
    timer ??= setTimeout(() => {
      writing = writing.then(write).catch(() => {
        // It is tried again with the next change, and at the end, where it is reported.
        isChanged = true;
      });
    }, pauseMs).unref();
  }

  const unlisten = core.listen(() => {
    isChanged = true;
    plan();
  });
  plan();
  return {
    async close() {
      unlisten();
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}
