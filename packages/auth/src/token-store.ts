import { isToken } from "./credentials.ts";
import { type Bounds, within } from "./within.ts";

/** An access token as a {@link TokenStore} keeps it: plain data, the same after `JSON.stringify` and `JSON.parse`. */
export interface StoredToken {
  /** The token itself: whoever has it can call the API in your name until it ends. */
  readonly accessToken: string;
  /** When it was asked for, in milliseconds since the epoch. */
  readonly issuedAtMs: number;
  /** When it ends, in milliseconds since the epoch; absent if the token endpoint did not say. */
  readonly expiresAtMs?: number | undefined;
}

/**
 * Where the processes of a fleet share one access token, such as a Redis.
 *
 * It holds a live credential: guard it as you guard the key. A store that fails, hangs or holds something else costs a
 * token request and fails no call; it is not reported, so let the store itself log what goes wrong.
 */
export interface TokenStore {
  /**
   * The token last put under a key; `undefined` if there is none.
   *
   * @param key Names the token endpoint and the access key, by a hash from which neither can be read.
   */
  get(key: string): Promise<StoredToken | undefined>;
  /** Puts a token under a key, in place of the one before. It may be forgotten at its `expiresAtMs`. */
  set(key: string, token: StoredToken): Promise<void>;
}

/** A {@link TokenStore} in the memory of this process, for auth values that are made more than once, and for tests. */
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
