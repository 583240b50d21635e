import { TimeoutError } from "@sinch-fetch/http";
import { requestInfo, retryAfterMs } from "@sinch-fetch/http/client";
import { AuthError } from "./auth-error.ts";
import type { TimeLimit } from "./time-limit.ts";
import { exchangeToken, type TokenEndpoint } from "./token-exchange.ts";
import type { StoredToken } from "./token-store.ts";

/** The longest of the waits between tries: 1 s, 4 s and 16 s. */
const LONGEST_WAIT_MS = 16_000;

/** Less time than this is not worth another try. */
const SHORTEST_TRY_MS = 50;

/**
 * Obtains an access token from the token endpoint, trying again where that can help.
 *
 * - 429 is tried again up to three times; 408, a 5xx and a failed connection up to two. The waits are uniform from 0 to
 *   1 s, 4 s and 16 s, since it is their spread that gets many processes past a shared limit. `Retry-After` replaces a
 *   wait, up to 16 s.
 * - Any other answer is final: a refused key, a redirect, a success without a token.
 * - A wait that would outlast the limit is not begun.
 * - A try that gets no complete answer is given up when the time of the call that began the request has passed. If
 *   another has joined that has more, there is one more try at once, on a connection of its own.
 *
 * @param triesAgain Whether to try more than once.
 * @throws {AuthError} The last try failed. Its cause is a {@link TimeoutError} if it got no complete answer in time.
 */
export async function requestToken(
  endpoint: TokenEndpoint,
  limit: TimeLimit,
  triesAgain: boolean,
): Promise<StoredToken> {
  let endMs = limit.firstMs;
  for (let failures = 0; ; ) {
    const answer = await within(endMs - limit.elapsedMs, (signal) => exchangeToken(endpoint, signal));
    if (answer && !("error" in answer)) return answer;
    if (answer) {
      const askedMs = answer.headers && retryAfterMs(answer.headers);
      const waitMs = Math.min(LONGEST_WAIT_MS, askedMs ?? Math.random() * 1000 * 4 ** failures);
      const isInTime = limit.elapsedMs + waitMs < limit.ms;
      if (failures >= maxRetries(answer.error) || !triesAgain || !isInTime) throw answer.error;
      failures++;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    } else if (limit.ms < endMs + SHORTEST_TRY_MS) {
      throw tooSlow(endpoint.tokenUrl, Math.round(endMs));
    }
    endMs = limit.ms;
  }
}

/** Runs a try for at most `timeoutMs`, also if its `fetch` ignores the signal; `undefined` if that was too short. */
async function within<Answer>(
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    if (timeoutMs === Number.POSITIVE_INFINITY) return;
    // Rounded up, since platforms round down, and the call's own limit, which began before, is to be met first.
    timer = setTimeout(() => {
      resolve(undefined);
      controller.abort();
    }, Math.ceil(timeoutMs));
  });
  try {
    return await Promise.race([timeUp, run(controller.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(tokenUrl: string, timeoutMs: number): AuthError {
  const message = `token endpoint: no complete answer within ${timeoutMs} ms`;
  const info = requestInfo({ method: "POST", url: tokenUrl, operation: undefined });
  const cause = new TimeoutError(message, { ...info, outcome: "not-sent", timeoutMs });
  return new AuthError(message, { cause });
}

function maxRetries({ status = 500 }: AuthError): number {
  if (status === 429) return 3;
  return status === 408 || status >= 500 ? 2 : 0;
}
