import { createHmac, randomBytes } from "node:crypto";

/** What makes the signature of a callback another each time. */
export interface SignatureOptions {
  readonly nonce?: string | undefined;
  readonly timestamp?: Date | number | undefined;
}

/** The characters of an ULID, which nonces were seen to be. */
const NONCE_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NONCE_LENGTH = 26;

/**
 * The headers that sign a callback: HMAC with SHA-256, in base64, of the body, a full stop, the nonce, a full stop and
 * the timestamp.
 *
 * @throws {Error} The timestamp is invalid.
 */
export function callbackSignature(
  body: string,
  secret: string,
  { nonce = newNonce(), timestamp = new Date() }: SignatureOptions = {},
): Record<string, string> {
  const seconds = typeof timestamp === "number" ? timestamp : Math.floor(timestamp.getTime() / 1000);
  // So many seconds would be in the year 5138, so that these are milliseconds.
  if (!Number.isInteger(seconds) || seconds < 0 || seconds >= 1e11) {
    throw new Error(`sendCallback: timestamp is ${timestamp}, expected a date or a whole number of seconds since 1970`);
  }
  return {
    "x-sinch-webhook-signature": createHmac("sha256", secret).update(`${body}.${nonce}.${seconds}`).digest("base64"),
    "x-sinch-webhook-signature-timestamp": String(seconds),
    "x-sinch-webhook-signature-nonce": nonce,
    "x-sinch-webhook-signature-algorithm": "HmacSHA256",
  };
}

function newNonce(): string {
  return Array.from(randomBytes(NONCE_LENGTH), (byte) => NONCE_CHARACTERS[byte % NONCE_CHARACTERS.length]).join("");
}
