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
  declare readonly redirect: RequestRedirect;

  constructor(url: string, init: RequestInit & { headers: Headers }) {
    this.url = url;
    this.method = init.method ?? "GET";
    this.headers = init.headers;
    this.body = init.body ?? null;
    this.signal = init.signal ?? null;
    this.redirect = init.redirect ?? "follow";
  }
}

/** The bytes of a request of either kind, so that they can be sent more than once. */
export async function bodyOf(request: OutgoingRequest | Request): Promise<NonNullable<RequestInit["body"]> | null> {
  if (request instanceof OutgoingRequest) return request.body;
  return request.body === null ? null : await request.arrayBuffer();
}
