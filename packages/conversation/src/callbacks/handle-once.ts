import type { NonceStore } from "./nonce-store.ts";

/** What became of a delivery: handled now, handled before, or left to another host that is handling it now. */
export type Fate = "handled" | "handled-before" | "under-way";

/** A delivery that one host alone may handle. */
export interface Delivery {
  readonly store: NonceStore;
  readonly nonce: string;
  /** When the claim expires, in milliseconds since the epoch. It must outlast `handle`. */
  readonly claimEndsAtMs: number;
  readonly now: () => number;
  /** Handles the event, and remembers the nonce when that has succeeded. */
  readonly handle: () => Promise<void>;
  readonly report: (error: unknown) => Promise<void>;
}

/**
 * Handles a delivery unless it was handled before, or another host is at it.
 *
 * Claims the nonce first. A host that crashes leaves its claim behind, which then expires.
 *
 * @throws What `handle` threw, or the store before that; the claim is given back.
 */
export async function handleOnce({ store, nonce, claimEndsAtMs, now, handle, report }: Delivery): Promise<Fate> {
  if (await store.has(nonce)) return "handled-before";
  // No nonce holds a full stop, so this key is never that of another nonce.
  const claim = `claim.${nonce}`;
  if (!(await store.add(claim, claimEndsAtMs))) return "under-way";
  try {
    // Another host may have handled it, and given its claim back, since the first look.
    if (await store.has(nonce)) return "handled-before";
    await handle();
    return "handled";
  } finally {
    try {
      // Once this claim has ended, as for a host that was frozen meanwhile, the key may hold that of another host.
      if (now() < claimEndsAtMs) await store.delete(claim);
    } catch (error) {
      await report(error);
    }
  }
}
