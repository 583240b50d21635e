/**
 * Stands in for the platform's `Request` between `openapi-fetch` and our chain: the same values, without the cost of a
 * `Request` that `fetch` would only take apart again. Used where no `openapi-fetch` middleware is there to look at it.
 */
export class OutgoingRequest {
  declare readonly url: string;
  declare readonly method: string;
  declare readonly headers: Headers;
  declare readonly body: NonNullable<RequestInit["body"]> | null;
  declare readonly signal: AbortSignal | null;
  /** All that it was made with, for members that only the platform's `fetch` knows. */
  declare readonly init: RequestInit;

  constructor(url: string, init: RequestInit & { headers: Headers }) {
    this.url = url;
    this.method = init.method ?? "GET";
    this.headers = init.headers;
    this.body = init.body ?? null;
    this.signal = init.signal ?? null;
    this.init = init;
  }
}

/** The bytes of a request of either kind, so that they can be sent more than once. */
export async function bodyOf(request: OutgoingRequest | Request): Promise<NonNullable<RequestInit["body"]> | null> {
  const { body } = request;
  if (request instanceof OutgoingRequest) {
    return body instanceof ReadableStream ? new Response(body).arrayBuffer() : body;
  }
  return body === null ? null : request.arrayBuffer();
}
