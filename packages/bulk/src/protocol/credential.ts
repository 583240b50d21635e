import type { Auth, BatchClient } from "@sinch-fetch/batch";
import { authOf } from "@sinch-fetch/http/client";

/** What one claim sends its request with. */
export interface Credential {
  readonly auth: Auth<"bearer">;
  /** How much longer a request that carries it can be accepted, in milliseconds; `null` if nobody knows. */
  readonly lifeMs: number | null;
}

/** Clocks differ, and services allow for it. */
const LONGEST_MARGIN_MS = 30_000;
const MARGIN_OF_LIFE = 0.1;

interface Ending extends Auth<"bearer"> {
  readonly expiresAt: Date;
}

/**
 * Returns a function that obtains a credential for one claim.
 *
 * Of `oauth2()` it pins a token. For one without an end, `fenceMs` says how long after its claim a request can arrive.
 *
 * @throws {TypeError} `batch` is not a client.
 */
export function credentialsOf(
  subject: string,
  batch: BatchClient,
  fenceMs: number | undefined,
): () => Promise<Credential> {
  const auth = authOf(batch) as (Auth<"bearer"> & Partial<Ending> & { pin?: () => Promise<Ending> }) | undefined;
  if (auth === undefined) throw new TypeError(`${subject}: batch is not a client of createBatchClient`);
  return async () => {
    const pinned = auth.pin ? await auth.pin() : auth;
    const { expiresAt } = pinned;
    if (expiresAt === undefined) return { auth: pinned, lifeMs: fenceMs ?? null };
    const lifeMs = Math.max(0, expiresAt.getTime() - Date.now());
    return { auth: pinned, lifeMs: lifeMs + Math.min(LONGEST_MARGIN_MS, lifeMs * MARGIN_OF_LIFE) };
  };
}
