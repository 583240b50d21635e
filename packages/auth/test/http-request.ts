import type { HttpRequest } from "@sinch-fetch/http";

/** A request on the chain; what matters to a test is passed in. */
export function httpRequest(members: Partial<HttpRequest> = {}): HttpRequest {
  return {
    url: "https://api.test/v1/messages",
    method: "POST",
    headers: new Headers(),
    body: null,
    signal: null,
    init: {},
    operation: undefined,
    timeoutMs: 1000,
    progress: { outcome: "not-sent" },
    ...members,
  };
}
