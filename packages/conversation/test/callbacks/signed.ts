import { createHmac } from "node:crypto";

/** What is signed, and how. */
export interface Signing {
  readonly secret?: string;
  readonly nonce?: string;
  readonly timestamp?: string;
}

/** The headers that Sinch sends with a body; by Node's own HMAC, so that nothing of ours checks itself. */
export function signed(
  body: string | Uint8Array,
  { secret = "marble-otter-42", nonce = "01J9ZX2B4C6D8E0F2G4H6J8K0M", timestamp = "1770110127" }: Signing = {},
): Record<string, string> {
  const signature = createHmac("sha256", secret).update(body).update(`.${nonce}.${timestamp}`).digest("base64");
  return {
    "x-sinch-webhook-signature": signature,
    "x-sinch-webhook-signature-timestamp": timestamp,
    "x-sinch-webhook-signature-nonce": nonce,
    "x-sinch-webhook-signature-algorithm": "HmacSHA256",
  };
}

/** The same, at the present time. */
export function signedNow(body: string | Uint8Array, signing: Signing = {}): Record<string, string> {
  return signed(body, { timestamp: String(Math.floor(Date.now() / 1000)), ...signing });
}
