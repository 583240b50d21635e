import { show } from "./check-options.ts";

/**
 * Checks the base URL of a client or of one call; returns it without a slash at its end.
 *
 * @param subject Named first in the error: the function that was called, or the operation.
 * @throws {TypeError} It is not a URL of host and optional path, or its requests would cross a network unencrypted.
 */
export function checkBaseUrl(subject: string, baseUrl: unknown, allowInsecureRequests: boolean): string {
  const url = typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new TypeError(
      `${subject}: baseUrl is ${url?.username || url?.password ? "a URL with credentials" : show(baseUrl)}, ` +
        "expected an http(s) URL with a host and an optional path",
    );
  }
  if (url.protocol === "http:" && !allowInsecureRequests && !isLoopback(url.hostname)) {
    throw new TypeError(
      `${subject}: baseUrl is ${show(baseUrl)}, expected https or a loopback host, unless allowInsecureRequests is set`,
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** Whether a URL's host is this machine itself, so that what is sent there crosses no network. */
export function isLoopback(hostname: string): boolean {
  return /^(.*\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname);
}
