import { TimeLimit } from "./time-limit.ts";
import { renewFromMs, usableUntilMs } from "./token-life.ts";
import { readToken, type StoredToken, type TokenStore, writeToken } from "./token-store.ts";

/** Where a {@link TokenCache} has its tokens from. */
export interface TokenSource {
  readonly tokenStore: TokenStore;
  /** The store's name for the token. */
  readonly storeKey: string;
  /** Longest time for one token request in milliseconds; 0 for no limit. */
  readonly timeoutMs: number;
  /** Asks the token endpoint, once or until it has answered. */
  request(limit: TimeLimit, triesAgain: boolean): Promise<StoredToken>;
}

interface Pending {
  readonly isInBackground: boolean;
  readonly limit: TimeLimit;
  readonly token: Promise<StoredToken>;
}

/** Longest time for the store to answer; a shorter limit leaves half of its time to the token endpoint. */
const STORE_TIMEOUT_MS = 1000;

/** Longest time for a renewal in the background. Should the token end meanwhile, calls wait for it. */
const RENEWAL_TIMEOUT_MS = 5000;

/** Wait after a failed renewal in the background; up to twice as long, by chance. */
const RENEWAL_WAIT_MS = 5000;

/** So many refused tokens are kept in mind, since the store may still hold one. */
const REFUSED_TOKENS = 8;

/**
 * Holds one access token for any number of callers.
 *
 * - A token is handed out until shortly before its end. Near that, the call that notices gets it at once and starts its
 *   renewal in the background, for which no call waits. If that fails, a later call starts it again, some seconds after.
 *   Calls that wait when it fails, since the token has ended meanwhile, ask for themselves.
 * - However many callers wait, one token request is under way. It belongs to the cache and not to the call that started
 *   it, so that a call which is aborted takes nothing from the others, and lasts as long as one of them has time.
 * - The store comes before the endpoint, and gets what the endpoint gave.
 * - A failure is not kept: the next caller asks again.
 * - A token that the API refused is dropped, unless another has taken its place since, and not taken from the store.
 *
 * The ends of tokens are times of day, by `Date.now()`. A clock that is set forward ends a token early, and one that is
 * set back late: then the API refuses it, and it is renewed for that.
 */
export class TokenCache {
  readonly #source: TokenSource;
  #token: StoredToken | undefined;
  #renewFromMs = 0;
  #refused: readonly string[] = [];
  #pending: Pending | undefined;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** The current token, while it can be handed out. */
  current(): string | undefined {
    const token = this.#token;
    const nowMs = Date.now();
    if (!token || nowMs >= usableUntilMs(token)) return undefined;
    if (nowMs >= this.#renewFromMs && !this.#underWay()) this.#renewInBackground();
    return token.accessToken;
  }

  /**
   * The current token, or a new one.
   *
   * @param timeoutMs How long the call has, in milliseconds; 0 for no limit. It bounds the token request and not this
   * wait, which the caller must be able to leave.
   * @throws What the token request threw.
   */
  async get(timeoutMs: number): Promise<string> {
    const current = this.current();
    if (current !== undefined) return current;
    const joined = this.#underWay();
    if (joined?.isInBackground) {
      // That it fails says little: it has one try, and little time.
      await joined.token.catch(() => {});
      return this.get(timeoutMs);
    }
    joined?.limit.allow(timeoutMs);
    const pending = joined ?? this.#start(timeoutMs, false);
    return (await pending.token).accessToken;
  }

  /**
   * A token other than the one that the API refused.
   *
   * @param refused The token that a request was sent with.
   */
  async renew(refused: string, timeoutMs: number): Promise<string> {
    if (!this.#refused.includes(refused)) this.#refused = [refused, ...this.#refused].slice(0, REFUSED_TOKENS);
    if (this.#token?.accessToken === refused) this.#token = undefined;
    return this.get(timeoutMs);
  }

  #renewInBackground(): void {
    this.#start(RENEWAL_TIMEOUT_MS, true).token.catch(() => {
      this.#renewFromMs = Math.max(this.#renewFromMs, Date.now() + RENEWAL_WAIT_MS * (1 + Math.random()));
    });
  }

  /**
   * The token request under way. One whose time has passed is none: it has lost its timers, as after a freeze of the
   * process or in a worker whose platform ends what a request began together with that request.
   */
  #underWay(): Pending | undefined {
    const pending = this.#pending;
    return pending && pending.limit.elapsedMs < pending.limit.ms ? pending : undefined;
  }

  #start(timeoutMs: number, isInBackground: boolean): Pending {
    const limit = new TimeLimit(this.#source.timeoutMs, timeoutMs);
    const pending: Pending = {
      isInBackground,
      limit,
      token: this.#obtain(limit, !isInBackground)
        .then((token) => {
          if (this.#pending === pending) {
            this.#token = token;
            this.#renewFromMs = renewFromMs(token);
          }
          return token;
        })
        .finally(() => {
          if (this.#pending === pending) this.#pending = undefined;
        }),
    };
    this.#pending = pending;
    return pending;
  }

  async #obtain(limit: TimeLimit, triesAgain: boolean): Promise<StoredToken> {
    const { tokenStore, storeKey, request } = this.#source;
    const stored = await readToken(tokenStore, storeKey, Math.min(STORE_TIMEOUT_MS, limit.firstMs / 2));
    if (stored && this.#isBetter(stored)) return stored;
    const token = await request(limit, triesAgain);
    void writeToken(tokenStore, storeKey, token);
    return token;
  }

  /** Whether a token from the store is of use, and of longer use than the one at hand. */
  #isBetter(stored: StoredToken): boolean {
    const atHandMs = this.#token ? usableUntilMs(this.#token) : 0;
    return !this.#refused.includes(stored.accessToken) && usableUntilMs(stored) > Math.max(Date.now(), atHandMs);
  }
}
