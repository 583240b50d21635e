/**
 * Remembers the nonces of callbacks, so that none is handled twice.
 *
 * Give every process that serves the webhook the same one, such as a Redis: `has` is `EXISTS key`, `add` is
 * `SET key 1 NX PX` with the milliseconds until `expiresAtMs`, and `delete` is `DEL key`. Its keys are the nonces that
 * were handled, and `claim.<nonce>` while a host of `callbackHandler()` is handling one.
 */
export interface NonceStore {
  /** Whether a key is remembered. */
  has(key: string): boolean | Promise<boolean>;
  /**
   * Remembers a key, in one step with the look whether it was there: of several hosts that add it at once, one gets true.
   *
   * @param expiresAtMs When it is to be forgotten, in milliseconds since the epoch: its callback is too old by then, or
   * the host that claimed it has crashed; `Infinity` if callbacks are taken at any age.
   * @returns Whether it is new.
   */
  add(key: string, expiresAtMs: number): boolean | Promise<boolean>;
  /** Forgets a key. What it returns is awaited, and otherwise ignored. */
  delete(key: string): unknown;
}

/** Options of {@link memoryNonceStore}. */
export interface MemoryNonceStoreOptions {
  /**
   * How many nonces are remembered at most; beyond that, the oldest is forgotten. An app is sent 25 callbacks in a second
   * by default, which makes 15000 in the ten minutes that a nonce can be good for.
   * @default 100000
   */
  maxNonces?: number | undefined;
  /**
   * The time, in milliseconds since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
}

/**
 * A {@link NonceStore} in the memory of this process, of bounded size.
 *
 * Other processes do not see it, and it does not outlive its own.
 *
 * @throws {RangeError} `maxNonces` is not a number from 1.
 */
export function memoryNonceStore({ maxNonces = 100_000, now = Date.now }: MemoryNonceStoreOptions = {}): NonceStore {
  if (!(maxNonces >= 1)) {
    throw new RangeError(`memoryNonceStore: maxNonces is ${String(maxNonces)}, expected a number from 1`);
  }
  const expiries = new Map<string, number>();
  const has = (nonce: string) => (expiries.get(nonce) ?? -1) >= now();
  return {
    has,
    add(nonce, expiresAtMs) {
      if (has(nonce)) return false;
      expiries.delete(nonce);
      expiries.set(nonce, expiresAtMs);
      // In the order of their arrival, which is nearly that of their ends.
      for (const [oldest, endMs] of expiries) {
        if (endMs >= now() && expiries.size <= maxNonces) break;
        expiries.delete(oldest);
      }
      return true;
    },
    delete: (nonce) => expiries.delete(nonce),
  };
}
