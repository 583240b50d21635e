import type { HttpRequest } from "../src/chain/request.ts";

/** A request on the chain; what matters to a test is passed in. */
export function httpRequest(members: Partial<HttpRequest> = {}): HttpRequest {
  return {
    url: "https://api.test/v1/messages?page_token=abc",
    method: "POST",
    headers: {},
    body: null,
    signal: null,
    init: {},
    operation: undefined,
    startedAtMs: performance.now(),
    deadlineMs: 0,
    timeoutMs: 1000,
    retry: { maxRetries: 2, baseDelayMs: 500, maxDelayMs: 8000 },
    maxResponseBytes: 1_000_000,
    attempts: 1,
    outcome: "not-sent",
    ...members,
  };
}
