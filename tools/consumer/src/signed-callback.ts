import { createHmac } from "node:crypto";

/** What a callback is signed with, where it is not what a test takes for granted. */
export interface Signing {
  readonly secret?: string;
  readonly nonce?: string;
  /** In seconds since the epoch. */
  readonly timestamp?: number;
}

/** The secret of the webhook whose receivers are tried. */
export const WEBHOOK_SECRET = "heron-lantern-7";

/** The headers that Sinch sends with a body, by Node's own HMAC, so that nothing of ours checks itself. */
export function signedHeaders(body: string | Uint8Array, signing: Signing = {}): Record<string, string> {
  const { secret = WEBHOOK_SECRET, nonce = crypto.randomUUID(), timestamp = Math.floor(Date.now() / 1000) } = signing;
  const signature = createHmac("sha256", secret).update(body).update(`.${nonce}.${timestamp}`).digest("base64");
  return {
    "content-type": "application/json",
    "x-sinch-webhook-signature": signature,
    "x-sinch-webhook-signature-timestamp": String(timestamp),
    "x-sinch-webhook-signature-nonce": nonce,
    "x-sinch-webhook-signature-algorithm": "HmacSHA256",
  };
}
