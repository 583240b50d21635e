import { readFile, rename, writeFile } from "node:fs/promises";
import { clearTimeout, setTimeout } from "node:timers";
import type { Core } from "./core.ts";
import { ownFile } from "./file-owner.ts";

/** Keeps a world in a file. */
export interface WorldFile {
  /** Makes the world what the file held at the start. */
  restore(): void;
  /** Writes what has changed, and ends. */
  close(): Promise<void>;
}

/** The pause after a change before it is written, in milliseconds; a large world that takes long to write waits longer. */
const PAUSE_MS = 500;
const PAUSE_PER_WRITING = 10;

/**
 * Makes a world what a file holds, and writes it into the file whenever it has changed: whole, beside it, and then in its
 * place.
 *
 * @throws {Error} The file cannot be read or written, holds no snapshot, or is kept by another mock.
 */
export async function openWorldFile(core: Core, path: string): Promise<WorldFile> {
  const giveBack = await ownFile(path);
  try {
    const start = await readWorld(path);
    const restore = (): void => {
      if (start !== undefined) core.restore(start);
    };
    try {
      restore();
    } catch (cause) {
      throw new Error(`startMock: data in ${path}: ${Object(cause).message}`, { cause });
    }
    // Whoever wants the world kept hears at once that it cannot be.
    await writeWorld(core, path).catch((cause) => {
      throw new Error(`startMock: data cannot be written to ${path} (${Object(cause).code})`, { cause });
    });
    const end = keepWorld(core, path);
    return { restore, close: () => end().finally(giveBack) };
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/**
 * Reads a snapshot from a file.
 *
 * @returns What it holds; `undefined` if there is no such file.
 * @throws {Error} It cannot be read, or holds no JSON.
 */
async function readWorld(path: string): Promise<unknown> {
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

async function writeWorld(core: Core, path: string): Promise<void> {
  const text = JSON.stringify(core.snapshot());
  const beside = `${path}.tmp`;
  await writeFile(beside, text, { mode: 0o600 });
  await rename(beside, path);
}

/** Writes a world into its file whenever it has changed; returns what writes it for the last time. */
function keepWorld(core: Core, path: string): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = PAUSE_MS;
  let writing: Promise<void> = Promise.resolve();
  let isChanged = false;

  async function write(): Promise<void> {
    timer = undefined;
    if (!isChanged) return;
    isChanged = false;
    const startMs = performance.now();
    await writeWorld(core, path);
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
  return async () => {
    unlisten();
    clearTimeout(timer);
    await writing;
    await write();
  };
}
