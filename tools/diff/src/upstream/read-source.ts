import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { fetchText, MAX_BYTES } from "./fetch-text.ts";
import { UnusableInput } from "./unusable-input.ts";

/** The text of a description, and the file name that it goes by. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a description from a file or an address.
 *
 * @throws {UnusableInput} It cannot be had, or is larger than 20 MiB.
 */
export async function readSource(source: string): Promise<Source> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) {
    const { url, text } = await fetchText(source);
    return { name: basename(url.pathname) || url.host, text };
  }
  return { name: basename(source), text: await readBounded(source) };
}

async function readBounded(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new UnusableInput(`${file} is larger than ${MAX_BYTES} bytes`);
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof UnusableInput || !(error instanceof Error)) throw error;
    throw new UnusableInput(`${file} cannot be read: ${"code" in error ? error.code : error.message}`);
  }
}
