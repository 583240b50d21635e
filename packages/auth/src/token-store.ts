import { isToken } from "./credentials.ts";
import { type Bounds, within } from "./within.ts";

/** An access token as stored in a {@link TokenStore}: plain data that survives `JSON.stringify` and `JSON.parse`. */
export interface StoredToken {
  /** The token itself: anyone who has it can call the API in your name until it expires. */
  readonly accessToken: string;
  /** When it was requested, in milliseconds since the epoch. */
  readonly issuedAtMs: number;
  /** When it expires, in milliseconds since the epoch; absent if the token endpoint did not say. */
  readonly expiresAtMs?: number | undefined;
}

/**
 * Where the processes of a fleet share one access token, such as Redis.
 *
 * It contains a live credential: guard it like the key. A store that fails, hangs or returns something else costs a
 * token request but does not fail any call. It is not reported, so let the store itself log what goes wrong.
 */
export interface TokenStore {
  /**
   * Returns the token last stored under a key; `undefined` if there is none.
   *
   * @param key A hash of the token endpoint and the access key, from which neither can be read.
   */
  get(key: string): Promise<StoredToken | undefined>;
  /** Stores a token under a key, replacing the previous one. It may be dropped at its `expiresAtMs`. */
  set(key: string, token: StoredToken): Promise<void>;
}

/**
 * Creates a {@link TokenStore} in the memory of this process, for auth values that are created more than once, and for
 * tests.
 */
export function memoryTokenStore(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  return {
    get: async (key) => tokens.get(key),
    set: async (key, token) => void tokens.set(key, token),
  };
}

/**
 * Reads a token; `undefined` if the store has none, fails, holds something else, or takes longer than `timeoutMs`.
 *
 * @throws The reason of the signal that ended it.
 */
export async function readToken(
  store: TokenStore,
  key: () => Promise<string>,
  timeoutMs: number,
  bounds: Bounds,
): Promise<StoredToken | undefined> {
  const read = async (): Promise<StoredToken | undefined> => {
    const found: unknown = await store.get(await key());
    return isStoredToken(found) ? found : undefined;
  };
  return within(timeoutMs, bounds, () => read().catch(() => undefined));
}

/** Writes a token. Nothing waits for it, and its failures are ignored. */
export async function writeToken(store: TokenStore, key: () => Promise<string>, token: StoredToken): Promise<void> {
  try {
    await store.set(await key(), token);
  } catch {
    // The token serves this process all the same.
  }
}

function isStoredToken(value: unknown): value is StoredToken {
  const { accessToken, issuedAtMs, expiresAtMs = Number.POSITIVE_INFINITY } = Object(value);
  // An end before the beginning would turn the margin around, and the token would be used after its end.
  return (
    isToken(accessToken) && Number.isFinite(issuedAtMs) && typeof expiresAtMs === "number" && expiresAtMs >= issuedAtMs
  );
}
