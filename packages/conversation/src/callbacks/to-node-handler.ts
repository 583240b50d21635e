/**
 * The part of a `node:http` or `node:http2` request, or of a framework's extension of it, that {@link toNodeHandler}
 * uses.
 */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly readableDidRead: boolean;
  iterator(options: { destroyOnReturn: boolean }): AsyncIterator<unknown>;
  on(event: "error", listener: () => void): unknown;
}

/** The part of a `node:http` or `node:http2` response that {@link toNodeHandler} uses. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  setHeader(name: string, value: string): unknown;
  end(body: Uint8Array): unknown;
  on(event: "error", listener: () => void): unknown;
}

const BODY_PARSED =
  "toNodeHandler: a parser has read the body of the callback, and its signature is over the raw bytes. Put the route " +
  "before express.json(), or keep the raw body: express.raw({ type: () => true }) for the route, or rawBody: true in NestJS";

/**
 * Turns a `Request` to `Response` function into a `(req, res)` function, for `node:http`, `node:http2`, Express,
 * NestJS, and Fastify with its `request.raw` and `reply.raw`.
 *
 * Uses `req.rawBody` as the raw body, or `req.body` if that is text or bytes, and otherwise reads the body itself. If a
 * parser has already consumed it, the response is 500, and `console.error` says what to do. The `Request` has the
 * method, the headers and the body; its URL is always `http://localhost/`.
 *
 * @param handler What `callbackHandler()` returns. If it throws, the response is 500 and `console.error` gets the
 * error.
 * @returns A function that never throws, and always ends its response.
 * @throws {TypeError} `handler` is not a function.
 */
export function toNodeHandler(
  handler: (request: Request) => Response | Promise<Response>,
): (req: NodeRequest, res: NodeResponse) => void {
  if (typeof handler !== "function") throw new TypeError("toNodeHandler: handler is not a function");
  return (req, res) => void respond(handler, req, res);
}

async function respond(
  handler: (request: Request) => Response | Promise<Response>,
  req: NodeRequest,
  res: NodeResponse,
): Promise<void> {
  // A stream without a listener for its errors ends the process when the connection breaks.
  req.on("error", () => {});
  res.on("error", () => {});
  try {
    const response = await handler(toRequest(req));
    const body = new Uint8Array(await response.arrayBuffer());
    res.statusCode = response.status;
    response.headers.forEach((value, name) => void res.setHeader(name, value));
    res.end(body);
  } catch (error) {
    console.error(error);
    if (!res.headersSent) res.statusCode = 500;
    res.end(new Uint8Array());
  }
}

function toRequest(req: NodeRequest): Request {
  const { method = "GET" } = req;
  // A body, or a method such as TRACE, that the platform allows in no Request is for no handler either.
  if (!["POST", "PUT", "PATCH", "DELETE"].includes(method)) return new Request(URL_OF_ALL, { method: "GET" });
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    // A Request takes no pseudo-header of HTTP/2.
    if (name.startsWith(":") || value === undefined) continue;
    for (const one of typeof value === "string" ? [value] : value) headers.append(name, one);
  }
  return new Request(URL_OF_ALL, { method, headers, body: bodyOf(req), duplex: "half" } as RequestInit);
}

const URL_OF_ALL = "http://localhost/";

function bodyOf(req: NodeRequest & { readonly rawBody?: unknown; readonly body?: unknown }): BodyInit {
  for (const kept of [req.rawBody, req.body]) {
    if (typeof kept === "string" || ArrayBuffer.isView(kept)) return kept as BodyInit;
  }
  if (req.readableDidRead) throw new TypeError(BODY_PARSED);
  // The connection outlives a body that is refused half-way, since the response goes over it.
  const pieces = req.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(typeof value === "string" ? new TextEncoder().encode(value) : (value as Uint8Array));
      },
      cancel: () => void pieces.return?.(),
    },
    { highWaterMark: 0 },
  );
}
