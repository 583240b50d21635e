import type { HttpRequest } from "@sinch-fetch/http";

/** So many refused tokens are kept in mind, since the store may still hold one. */
const REFUSED_TOKENS = 8;

/** So long a path that refused a fresh token renews none. */
const QUIET_MS = 60_000;

/** Counts so many such paths one by one; when there are more, no 401 renews a token until the time is over. */
const QUIET_PATHS = 8;

/**
 * Decides which 401 responses are worth a new token.
 *
 * A new token helps where the old one was revoked, and not where the API refuses a path to whoever asks. Which of them it
 * is shows when the request is repeated with the new token. If that is refused too, the path renews no token for 60 s, and
 * no other does as long as no other had the new token accepted. A path that accepted it and then refuses it is worth a
 * new one at once: it was revoked.
 */
export class Refusals {
  #refused: readonly string[] = [];
  #accepted: string | undefined;
  #renewed: string | undefined;
  #renewedAtMs = 0;
  #quietUntilMs = 0;
  readonly #quietPaths = new Set<string>();

  /** The API did not refuse a request with this token. */
  accept(token: string): void {
    this.#accepted = token;
  }

  /** The API refused a request with this token by 401, which is to be followed by another token. */
  add(token: string): void {
    if (!this.has(token)) this.#refused = [token, ...this.#refused].slice(0, REFUSED_TOKENS);
  }

  has(token: string): boolean {
    return this.#refused.includes(token);
  }

  /** This token took the place of a refused one. */
  renewed(token: string): void {
    this.#renewed = token;
    this.#renewedAtMs = performance.now();
  }

  /** A path refused a token that it was given after a refusal. */
  again(token: string, path: string): void {
    const nowMs = performance.now();
    if (token !== this.#renewed || nowMs - this.#renewedAtMs >= QUIET_MS) return;
    if (nowMs >= this.#quietUntilMs) this.#quietPaths.clear();
    this.#quietPaths.add(path);
    this.#quietUntilMs = nowMs + QUIET_MS;
  }

  /** Whether a refusal of this token by this path is not worth another token. */
  isQuiet(token: string, path: string): boolean {
    if (performance.now() >= this.#quietUntilMs) return false;
    const { size } = this.#quietPaths;
    return token !== this.#accepted || this.#quietPaths.has(path) || size >= QUIET_PATHS;
  }
}

/**
 * Whether the API refused the token of a request. A 401 from another origin, after a redirect, does not count:
 * the token did not go there.
 */
export function isRefusal(request: HttpRequest, response: Response): boolean {
  if (response.status !== 401) return false;
  return !response.url || new URL(response.url).origin === new URL(request.url).origin;
}
