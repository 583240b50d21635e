import { AsyncLocalStorage } from "node:async_hooks";
import { usageError } from "../cli-error.ts";

type Handler = (request: Request) => Promise<Response>;

/** Hands callbacks on to a local program. */
export interface Forward {
  /** Makes a handler that remembers the request while it handles it. */
  wrap(handle: Handler): Handler;
  /**
   * Sends the request that is being handled, body and headers as they came.
   *
   * @throws {Error} The program cannot be reached, or its response is not a success. Sinch then sends the callback again.
   */
  send(): Promise<void>;
}

const TIMEOUT_MS = 25_000;

/** Headers that belong to one connection, or that are made anew. */
const OF_THE_CONNECTION = [
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
];

/**
 * Makes what hands callbacks on to a URL.
 *
 * @throws {CliError} It is not an http URL.
 */
export function forwardTo(text: string): Forward {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw usageError(
      `--forward ${JSON.stringify(text)} is wrong: expected a URL such as http://127.0.0.1:8080/callbacks`,
    );
  }
  const requests = new AsyncLocalStorage<Request>();
  return {
    // A copy, since the handler reads the body to check its signature.
    wrap: (handle) => (request) =>
      requests.run(request.method === "POST" ? request.clone() : request, () => handle(request)),
    async send() {
      const request = requests.getStore();
      if (!request) return;
      const headers = new Headers(request.headers);
      for (const name of OF_THE_CONNECTION) headers.delete(name);
      const body = await request.arrayBuffer();
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" }).catch(
        (error) => {
          throw new Error(`${url.origin} did not respond (${Object(Object(error).cause).code ?? Object(error).name})`);
        },
      );
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${url.origin} responded with ${response.status}`);
    },
  };
}
