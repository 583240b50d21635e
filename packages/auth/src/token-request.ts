import { type RequestInfo, TimeoutError, type Trace } from "@sinch-fetch/http";
import { requestInfo, retryAfterMs, tracedAs } from "@sinch-fetch/http/client";
import { AuthError } from "./auth-error.ts";
import type { TimeLimit } from "./time-limit.ts";
import { exchangeToken, type Refusal, type TokenEndpoint } from "./token-exchange.ts";
import type { StoredToken } from "./token-store.ts";
import { within } from "./within.ts";

/** A request for an access token, as published on the diagnostics channels `tracing:sinch-fetch:token:…`. */
export interface TokenTrace extends Trace {
  /** URL of the token endpoint, without its query. */
  readonly url: string;
  /** Whether it renews a token before its expiry, so that no call waits for it. */
  readonly isInBackground: boolean;
}

/** The longest of the waits between tries: 1 s, 4 s and 16 s. */
const LONGEST_WAIT_MS = 16_000;

/** How long the first try may be silent; each further one twice as long as the one before. */
const FIRST_TRY_MS = 5000;

/** A request with less time than this is not split into tries: a handshake across an ocean takes a good part of it. */
const SHORTEST_SPLIT_MS = 1000;

/** Less time than this is not worth another try. */
const SHORTEST_TRY_MS = 50;

const traced = tracedAs<TokenTrace>("token");

/**
 * Obtains an access token from the token endpoint, trying again where that can help.
 *
 * - 429 is tried again up to three times; 408, a 5xx and a failed connection up to two. The waits are uniform from 0 to
 *   1 s, 4 s and 16 s, since it is their spread that gets many processes past a shared limit. `Retry-After` replaces a
 *   wait, up to 16 s.
 * - Any other response is final: a refused key, a redirect, a success without a token.
 * - A wait that would outlast the limit is not begun.
 * - A try that stays silent is given up after 5 s, or half of a shorter limit, and made again at once on a connection of its
 *   own: the one before may be dead. Further ones get 10 s, 20 s and so on, since an endpoint may also be slow. The last gets
 *   what is left.
 *
 * In the background there is one try.
 *
 * @throws {AuthError} The last try failed. Its cause is a {@link TimeoutError} if it got no complete response in time.
 */
export async function requestToken(endpoint: TokenEndpoint, limit: TimeLimit): Promise<StoredToken> {
  const { isInBackground } = limit;
  return traced(
    () => ({ url: infoOf(endpoint).url, isInBackground }),
    () => tryFor(endpoint, limit),
  );
}

async function tryFor(endpoint: TokenEndpoint, limit: TimeLimit): Promise<StoredToken> {
  const triesAgain = !limit.isInBackground;
  for (let failures = 0, silences = 0; ; ) {
    const { elapsedMs } = limit;
    const leftMs = limit.ms - elapsedMs;
    const tryMs = triesAgain ? shareOf(leftMs, silences) : leftMs;
    const result = await within(tryMs, limit, (signal) => exchangeToken(endpoint, signal));
    if (!result) {
      if (!triesAgain || limit.ms < elapsedMs + tryMs + SHORTEST_TRY_MS) {
        throw tooSlow(endpoint, Math.round(elapsedMs + tryMs));
      }
      silences++;
      continue;
    }
    if (!("error" in result)) return result;
    const askedMs = result.headers && retryAfterMs(result.headers);
    const waitMs = Math.min(LONGEST_WAIT_MS, askedMs ?? Math.random() * 1000 * 4 ** failures);
    const isInTime = limit.elapsedMs + waitMs < limit.ms;
    if (failures >= maxRetries(result) || !triesAgain || !isInTime) throw result.error;
    failures++;
    await within(waitMs, limit, () => new Promise<never>(() => {}));
  }
}

/** How much of the time that is left a try may take. */
function shareOf(leftMs: number, silences: number): number {
  const usualMs = FIRST_TRY_MS * 2 ** silences;
  if (leftMs >= 2 * usualMs) return usualMs;
  return silences === 0 && leftMs >= SHORTEST_SPLIT_MS ? leftMs / 2 : leftMs;
}

function tooSlow(endpoint: TokenEndpoint, timeoutMs: number): AuthError {
  const message = `token endpoint: no complete response within ${timeoutMs} ms`;
  const cause = new TimeoutError(message, { ...infoOf(endpoint), outcome: "not-sent", timeoutMs });
  return new AuthError(message, { cause });
}

function infoOf({ tokenUrl }: TokenEndpoint): RequestInfo {
  return requestInfo({ method: "POST", url: tokenUrl, operation: undefined });
}

function maxRetries({ error: { status = 500 }, isFinal }: Refusal): number {
  if (isFinal) return 0;
  if (status === 429) return 3;
  return status === 408 || status >= 500 ? 2 : 0;
}
