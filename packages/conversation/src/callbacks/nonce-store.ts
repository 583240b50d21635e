/**
 * Remembers the nonces of callbacks, so that none is handled twice.
 *
 * Give every process that serves the webhook the same store, such as Redis: `has` is `EXISTS key`, `add` is
 * `SET key 1 NX PX` with the milliseconds until `expiresAtMs`, and `delete` is `DEL key`. The keys are the handled
 * nonces, and `claim.<nonce>` while a `callbackHandler()` is handling one.
 */
export interface NonceStore {
  /** Returns whether a key is stored. */
  has(key: string): boolean | Promise<boolean>;
  /**
   * Stores a key if it is not there yet, atomically: of several hosts that add it at once, only one gets true.
   *
   * @param expiresAtMs When to drop it, in milliseconds since the epoch: by then, its callback is too old, or the host
   * that claimed it has crashed. `Infinity` if callbacks are accepted at any age.
   * @returns Whether it is new.
   */
  add(key: string, expiresAtMs: number): boolean | Promise<boolean>;
  /** Removes a key. The result is awaited, and otherwise ignored. */
  delete(key: string): unknown;
}

/** Options of {@link memoryNonceStore}. */
export interface MemoryNonceStoreOptions {
  /**
   * Maximum number of nonces to remember; beyond that, the oldest is dropped. By default, an app gets 25 callbacks a
   * second, which makes 15000 in the ten minutes for which a nonce can be valid.
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
 * Creates a {@link NonceStore} in the memory of this process, with a limited size.
 *
 * Other processes cannot see it, and it is lost when this process ends.
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
