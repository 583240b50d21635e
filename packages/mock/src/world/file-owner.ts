import { readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";

/** The files that mocks of this process keep. */
const kept = new Set<string>();

/**
 * Makes a mock the only one that keeps a file: two of them would each write over what the other has. Of a process that is
 * gone, the file is taken over.
 *
 * @returns What gives the file back.
 * @throws {Error} Another mock keeps it.
 */
export async function ownFile(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`;
  const take = () => writeFile(lock, String(process.pid), { flag: "wx", mode: 0o600 });
  await take().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw new Error(`startMock: data cannot be written to ${path} (${error.code})`);
    const owner = Number(await readFile(lock, "utf8").catch(() => ""));
    if (isAlive(owner, lock)) {
      throw new Error(
        `startMock: data in ${path} is in use by another mock, process ${owner}; if that is not running, delete ${path}.lock`,
      );
    }
    await rm(lock, { force: true });
    await take();
  });
  kept.add(lock);
  return async () => {
    kept.delete(lock);
    await rm(lock, { force: true });
  };
}

/** A container that is started again gives its program the same id as before. */
function isAlive(owner: number, lock: string): boolean {
  if (owner === process.pid) return kept.has(lock);
  if (!Number.isInteger(owner) || owner <= 0) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return Object(error).code === "EPERM";
  }
}
