import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those that it is in, for their owner alone. Node's own `recursive` never returns where a file system
 * makes no folders, such as /proc.
 *
 * @throws {NodeJS.ErrnoException} One of them cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    const parent = dirname(path);
    if (Object(error).code !== "ENOENT" || parent === path) throw error;
    await makeFolder(parent);
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (Object(error).code !== "EEXIST") throw error;
  }
}
