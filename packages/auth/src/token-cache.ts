import type { AuthError } from "./auth-error.ts";
import { Refusals } from "./refusals.ts";
import { TimeLimit } from "./time-limit.ts";
import { renewFromMs, usableUntilMs } from "./token-life.ts";
import { readToken, type StoredToken, type TokenStore, writeToken } from "./token-store.ts";

/** Where a {@link TokenCache} has its tokens from. */
export interface TokenSource {
  readonly tokenStore: TokenStore;
  /** The store's name for the token. */
  readonly storeKey: () => Promise<string>;
  /** Longest time for one token request in milliseconds; 0 for no limit. */
  readonly timeoutMs: number;
  /** Gets to know why a renewal in the background failed. */
  readonly onRenewalError?: ((error: AuthError) => void) | undefined;
  /** Asks the token endpoint: once in the background, else until there is a token. */
  request(limit: TimeLimit): Promise<StoredToken>;
}

/** A call that needs a token: how long it has, in milliseconds (0 for no limit), and what ends it. */
export interface Waiter {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null;
}

interface Pending {
  readonly limit: TimeLimit;
  readonly token: Promise<StoredToken>;
  /** How many calls wait for it. */
  waiters: number;
}

/** Longest time for the store; a shorter limit leaves half of its time to the token endpoint. */
const STORE_TIMEOUT_MS = 1000;

/** Longest time for a renewal in the background. */
const RENEWAL_TIMEOUT_MS = 5000;

/** It has no longer than the token can be used, for which calls wait from then on: its connection may be dead. Or this. */
const SHORTEST_RENEWAL_MS = 1000;

/** Wait after a failed renewal in the background; a random time up to twice as long. */
const RENEWAL_WAIT_MS = 5000;

/**
 * Holds one access token for any number of callers.
 *
 * - A token is handed out until shortly before its end. Near that, the call that notices gets it at once and starts its
 *   renewal in the background, for which no call waits. If that fails, a later call starts it again, some seconds after.
 *   Calls that wait when it fails, since the token has ended meanwhile, ask for themselves.
 * - However many callers wait, one token request is under way. It lasts as long as one of them has time, and is aborted
 *   when the last of them has left: a call that is aborted takes nothing from the others.
 * - The store comes before the endpoint, and gets what the endpoint gave.
 * - A failure is not kept: the next caller asks again.
 * - A token that the API refused stays in use until another is there: it may be one path alone that refuses it.
 *
 * The ends of tokens are times of day, by `Date.now()`. A clock that is set forward ends a token early, and one that is
 * set back late: then the API refuses it, and it is renewed for that.
 */
export class TokenCache {
  readonly #source: TokenSource;
  readonly refusals: Refusals = new Refusals();
  #token: StoredToken | undefined;
  #renewFromMs = 0;
  #pending: Pending | undefined;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** The current token, while it can be handed out. */
  current(): StoredToken | undefined {
    const token = this.#token;
    const nowMs = Date.now();
    if (!token || nowMs >= usableUntilMs(token)) return undefined;
    if (nowMs >= this.#renewFromMs && !this.#underWay()) this.#renewInBackground(usableUntilMs(token) - nowMs);
    return token;
  }

  /**
   * The current token, or a new one.
   *
   * @throws What the token request threw, and the reason of the signal that ended the wait.
   */
  async get(waiter: Waiter): Promise<StoredToken> {
    return this.current() ?? (await this.#next(waiter)) ?? this.get(waiter);
  }

  /**
   * A token other than the one that the API refused; `undefined` if another would not help either.
   *
   * @param refused The token that a request was sent with.
   * @param path What refused it.
   */
  async renew(refused: string, path: string, waiter: Waiter): Promise<StoredToken | undefined> {
    const token = this.current();
    if (token && token.accessToken !== refused) return token;
    if (token && this.refusals.isQuiet(refused, path)) return undefined;
    this.refusals.add(refused);
    const renewed = await this.#next(waiter);
    if (!renewed) return this.renew(refused, path, waiter);
    this.refusals.renewed(renewed.accessToken);
    return renewed;
  }

  /** Waits for the next token; `undefined` if a renewal in the background failed, which says little: it has one try. */
  async #next(waiter: Waiter): Promise<StoredToken | undefined> {
    const { timeoutMs, signal } = waiter;
    signal?.throwIfAborted();
    const pending = this.#underWay() ?? this.#start(timeoutMs, false);
    const { limit, token } = pending;
    if (!limit.isInBackground) limit.allow(timeoutMs);
    pending.waiters++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        reject(signal?.reason);
        if (--pending.waiters > 0 || limit.isInBackground) return;
        if (this.#pending === pending) this.#pending = undefined;
        limit.abort();
      };
      signal?.addEventListener("abort", onAbort);
      const end = (): void => signal?.removeEventListener("abort", onAbort);
      token.finally(end).then(resolve, limit.isInBackground ? () => resolve(undefined) : reject);
    });
  }

  /** @param leftMs How long the token at hand can still be used. */
  #renewInBackground(leftMs: number): void {
    this.#start(Math.min(RENEWAL_TIMEOUT_MS, Math.max(SHORTEST_RENEWAL_MS, leftMs)), true)
      .token.catch((error: AuthError) => {
        this.#renewFromMs = Math.max(this.#renewFromMs, Date.now() + RENEWAL_WAIT_MS * (1 + Math.random()));
        return this.#source.onRenewalError?.(error);
      })
      // What the hook throws, or rejects with.
      .catch(() => {});
  }

  /**
   * The token request under way. One whose time has passed does not count: it has lost its timers, as after a freeze of the
   * process or in a worker whose platform ends what a request began together with that request.
   */
  #underWay(): Pending | undefined {
    const pending = this.#pending;
    return pending && pending.limit.elapsedMs < pending.limit.ms ? pending : undefined;
  }

  #start(timeoutMs: number, isInBackground: boolean): Pending {
    const limit = new TimeLimit(this.#source.timeoutMs, timeoutMs, isInBackground);
    const pending: Pending = {
      limit,
      waiters: 0,
      token: this.#obtain(limit)
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

  async #obtain(limit: TimeLimit): Promise<StoredToken> {
    const { tokenStore, storeKey, request } = this.#source;
    const stored = await readToken(tokenStore, storeKey, Math.min(STORE_TIMEOUT_MS, limit.ms / 2), limit);
    if (stored && this.#isBetter(stored)) return stored;
    const token = await request(limit);
    void writeToken(tokenStore, storeKey, token);
    return token;
  }

  /** Whether a token from the store is of use, and of longer use than the one at hand. */
  #isBetter(stored: StoredToken): boolean {
    const token = this.#token;
    const atHandMs = token && !this.refusals.has(token.accessToken) ? usableUntilMs(token) : 0;
    return !this.refusals.has(stored.accessToken) && usableUntilMs(stored) > Math.max(Date.now(), atHandMs);
  }
}
