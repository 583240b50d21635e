import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { clearTimeout, setTimeout } from "node:timers";
import type { Api } from "../description/apis.ts";
import { type Answer, problemAnswer } from "../exchange/answer.ts";
import type { OnExchange } from "../exchange/exchange.ts";
import { readBody } from "../exchange/read-body.ts";
import type { Reply } from "./hooks.ts";
import type { Responder } from "./responder.ts";

/** A browser may ask from any page: there is nothing here to protect. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "*",
};

/**
 * Makes the listener of one API. Prism has a server of its own, which never responds to a malformed JSON body and says what
 * was wrong with a request in a header only; this one responds to everything, in the body.
 */
export function createListener(api: Api, respond: Responder, onExchange: OnExchange = () => {}): RequestListener {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", headers } = request;
    if (method === "OPTIONS" && headers["access-control-request-method"] !== undefined)
      return preflight(request, response);

    const { path, query } = splitTarget(request.url ?? "/");
    const body = await readBody(request);
    if (body === "aborted") return;
    const {
      answer,
      operationId,
      ignored = [],
      isCut = false,
    }: Reply = body === "too large"
      ? { answer: problemAnswer(413, "the body is larger than 10 MB") }
      : await respond({ method, path, query, headers, body }).catch(failure);
    const { status, violations } = answer;
    try {
      onExchange({ api, operationId, method, path, status, violations, ignored });
    } catch (error) {
      return write(response, problemAnswer(500, `onExchange threw: ${messageOf(error)}`));
    }
    if (isCut) {
      request.socket.destroy();
      return;
    }
    return body === "too large" ? writeAndClose(request, response, answer) : write(response, answer);
  }

  return (request, response) => {
    // A client that is gone before its response does not stop the server.
    response.on("error", () => {});
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else write(response, failure(error).answer);
    });
  };
}

function failure(error: unknown): Reply {
  return { answer: problemAnswer(500, `the mock failed: ${messageOf(error)}`) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Splits by hand: a URL parser takes `//host` for a host and resolves `..`. Proxies send whole URLs. */
function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const [path = "", ...rest] = target.replace(/^https?:\/\/[^/?]*/i, "").split("?");
  return { path: path === "" ? "/" : path, query: rest.join("?") };
}

function preflight({ headers }: IncomingMessage, response: ServerResponse): void {
  const asked = headers["access-control-request-headers"];
  response.writeHead(204, {
    ...CORS_HEADERS,
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    // A star does not cover Authorization, so the names are repeated.
    "access-control-allow-headers": asked ?? "*",
    "access-control-max-age": "600",
    "access-control-allow-private-network": "true",
  });
  response.end();
}

function write(response: ServerResponse, answer: Answer): void {
  const text = textOf(answer);
  response.writeHead(answer.status, { ...CORS_HEADERS, ...answer.headers, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/**
 * Responds while the client is still sending. Closing at once would reset the connection, and the client might never see
 * the response; so it gets the response whole, and a moment to notice.
 */
function writeAndClose(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const text = textOf(answer);
  const headers = {
    ...CORS_HEADERS,
    ...answer.headers,
    "content-length": Buffer.byteLength(text),
    connection: "close",
  };
  response.writeHead(answer.status, headers);
  response.write(text);
  const timer = setTimeout(() => request.destroy(), 2000);
  request.once("end", () => response.end());
  request.once("close", () => clearTimeout(timer));
  request.resume();
}

function textOf({ body }: Answer): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}
