import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { clearTimeout, setTimeout } from "node:timers";
import type { Api } from "../description/apis.ts";
import { describedOperations } from "../description/described-operations.ts";
import { problem } from "../exchange/answer.ts";
import type { OnExchange } from "../exchange/exchange.ts";
import { CORS_HEADERS, createListener } from "./listener.ts";
import { createResponder } from "./responder.ts";
import type { Services } from "./services.ts";
import { type Stateful, worldHooks } from "./world-responder.ts";

/** One API, being served. */
export interface OpenServer {
  /** The base URL, without a slash at its end. */
  readonly url: string;
  /** Stops serving and ends all connections; a request under way still gets its response. */
  close(): Promise<void>;
}

/** How long responses may take once the server closes, in milliseconds. */
const CLOSE_GRACE_MS = 500;

/**
 * Serves one API.
 *
 * @param port `0` for a free one.
 * @throws {NodeJS.ErrnoException} The port or the host cannot be listened on.
 */
export async function openApi(
  api: Api,
  host: string,
  port: number,
  onExchange?: OnExchange,
  stateful?: Stateful,
  services?: Services,
): Promise<OpenServer> {
  const operations = await describedOperations(api);
  const responder = createResponder(api, operations, stateful && worldHooks(api, stateful), services);
  return openServer(createListener(api, responder, onExchange), host, port);
}

/**
 * Serves what a listener responds.
 *
 * @param port `0` for a free one.
 * @throws {NodeJS.ErrnoException} The port or the host cannot be listened on.
 */
export async function openServer(listener: RequestListener, host: string, port: number): Promise<OpenServer> {
  let isClosing = false;
  const server = createServer({ requestTimeout: 60_000 }, (request, response) => {
    if (isClosing) response.setHeader("connection", "close");
    listener(request, response);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseConnection(error, socket));
  server.on("connect", (_request, socket) => endWith(socket, 405, "CONNECT: this is not a proxy"));

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  // An error of the listening socket must not end the process.
  server.on("error", () => {});

  let closed: Promise<void> | undefined;
  return {
    url: baseUrl(server.address()),
    close() {
      isClosing = true;
      closed ??= new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
        // Ends idle connections too.
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      return closed;
    },
  };
}

/** An address that means all of a machine cannot be asked, so the loopback one takes its place. */
function baseUrl(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const host = address.address === "0.0.0.0" ? "127.0.0.1" : address.address === "::" ? "::1" : address.address;
  return `http://${address.family === "IPv6" ? `[${host}]` : host}:${address.port}`;
}

/** What is not HTTP, too large a head, or too slow gets a response too. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  const refusals: Readonly<Record<string, readonly [number, string]>> = {
    ERR_HTTP_REQUEST_TIMEOUT: [408, "the request was not complete in time"],
    HPE_HEADER_OVERFLOW: [431, "the header is larger than 16 kB"],
  };
  if (error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, detail] = refusals[error.code ?? ""] ?? [400, `this is not HTTP/1.1: ${error.message}`];
  endWith(socket, status, detail);
}

function endWith(socket: Duplex, status: number, detail: string): void {
  socket.on("error", () => {});
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = problem(status, detail);
  const text = JSON.stringify(body);
  const headers = {
    ...CORS_HEADERS,
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(text),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${body.title}\r\n${lines.join("")}\r\n${text}`);
}
