import { isTimeoutError } from "@sinch-fetch/http";

/** An access token and when it ends. */
export interface AccessToken {
  readonly value: string;
  /** End of its life, in milliseconds since the epoch; `Infinity` if the token endpoint did not say. */
  readonly expiresAtMs: number;
  /** When it was asked for, in milliseconds since the epoch. */
  readonly issuedAtMs: number;
}

/** One call's wait for a token. */
export interface TokenWait {
  /** Longest time for the token request that the call may start, in milliseconds; 0 for no limit. */
  readonly timeoutMs: number;
  /** Ends the wait, not the token request: other calls may wait for the same one. */
  readonly signal: AbortSignal | null;
}

/** Asks the token endpoint for a token, for at most `timeoutMs` milliseconds (0 for no limit). */
export type RequestToken = (timeoutMs: number) => Promise<AccessToken>;

/** How long before its end a token is no longer handed out: it must live until the request has arrived. */
const LONGEST_MARGIN_MS = 60_000;
const MARGIN_OF_LIFE = 0.1;

/**
 * Holds one access token for any number of callers.
 *
 * - A token is handed out until shortly before its end: 60 s, or a tenth of its life if that is shorter.
 * - However many callers wait, one token request is under way. It belongs to the cache and not to the call that started
 *   it, so that a call which is aborted takes nothing from the others.
 * - A token request takes no longer than its starter allowed. A caller with time left then starts another.
 * - A failure is not kept: the next caller asks again.
 * - A token that the API refused is dropped, unless another has taken its place since.
 */
export class TokenCache {
  readonly #request: RequestToken;
  #token: AccessToken | undefined;
  #pending: Promise<AccessToken> | undefined;

  constructor(request: RequestToken) {
    this.#request = request;
  }

  /**
   * The current token, or a new one.
   *
   * @throws What the token request threw.
   */
  async get(wait: TokenWait): Promise<string> {
    for (;;) {
      if (this.#token && Date.now() < usableUntilMs(this.#token)) return this.#token.value;
      const joined = this.#pending;
      try {
        return (await (joined ?? this.#start(wait.timeoutMs))).value;
      } catch (error) {
        const anotherMayTry = joined !== undefined && isTimeoutError(error) && !wait.signal?.aborted;
        if (!anotherMayTry) throw error;
      }
    }
  }

  /**
   * A token other than the one that the API refused.
   *
   * @param refused The token that a request was sent with.
   */
  async renew(refused: string, wait: TokenWait): Promise<string> {
    if (this.#token?.value === refused) this.#token = undefined;
    return this.get(wait);
  }

  #start(timeoutMs: number): Promise<AccessToken> {
    const pending = this.#request(timeoutMs)
      .then((token) => {
        this.#token = token;
        return token;
      })
      .finally(() => {
        this.#pending = undefined;
      });
    this.#pending = pending;
    return pending;
  }
}

function usableUntilMs({ expiresAtMs, issuedAtMs }: AccessToken): number {
  return expiresAtMs - Math.min(LONGEST_MARGIN_MS, (expiresAtMs - issuedAtMs) * MARGIN_OF_LIFE);
}
