import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { UnusableInput } from "./unusable-input.ts";

/** The size that a description may have, unpacked: 20 MiB. */
const MAX_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Reads a description from a file or an address.
 *
 * @returns Its text, and the file name that it goes by.
 * @throws {UnusableInput} It cannot be had, or is larger than 20 MiB.
 */
export async function readSource(source: string): Promise<{ readonly name: string; readonly text: string }> {
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

/**
 * Fetches a text, over https or from a server on this machine, without credentials.
 *
 * @param limits The time for the whole of it, redirects and body included, and the size of the unpacked body.
 * @returns The text, and the address that it came from after redirects.
 * @throws {UnusableInput} The address is of another kind or leads to one, nothing responds in time, the response is not a
 *   success or is too large.
 */
export async function fetchText(
  address: string,
  { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = {},
): Promise<{ url: URL; text: string }> {
  const first = checked(address);
  let url = first;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await fetch(url, { redirect: "manual", signal, headers: { accept: "*/*" } });
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (location === null) return { url, text: await textOf(response, url, maxBytes) };
      await response.body?.cancel();
      url = redirected(url, location);
    }
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    if (signal.aborted) throw new UnusableInput(`${named(url)} did not respond within ${timeoutMs / 1000} s`);
    throw new UnusableInput(`${named(url)} cannot be reached: ${causeOf(error)}`);
  }
  throw new UnusableInput(`${named(first)} redirects more than ${MAX_REDIRECTS} times`);
}

function checked(address: string): URL {
  if (!URL.canParse(address)) throw new UnusableInput(`${address} is not an address`);
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") {
    throw new UnusableInput(`${url.host}: credentials in an address are not sent`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    throw new UnusableInput(`${named(url)}: only https, or http to this machine, is fetched`);
  }
  return url;
}

/** Where a redirect leads. From elsewhere, none leads to this machine. */
function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from)) throw new UnusableInput(`${named(from)} redirects to no address`);
  const url = checked(new URL(location, from).href);
  if (isLoopback(url) && !isLoopback(from)) throw new UnusableInput(`${named(from)} redirects to this machine`);
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

async function textOf(response: Response, url: URL, maxBytes: number): Promise<string> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new UnusableInput(`${named(url)} returned ${response.status}`);
  }
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) throw new UnusableInput(`${named(url)} is larger than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** An address without its query, which may hold a key. */
function named({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause ? String(cause.code) : cause.message;
}
