import { CallbackError } from "./callback-error.ts";
import type { NonceStore } from "./nonce-store.ts";
import { checkRawBody, type RawBody } from "./raw-body.ts";
import { type CallbackHeaders, type CallbackSecret, checkSignature, secretsOf } from "./signature.ts";

/** Options of {@link verifyCallback}: when to accept a signed callback. */
export interface VerifyCallbackOptions {
  /**
   * How far the signature's timestamp may be from now, in either direction, in milliseconds; 0 for no limit. The vendor
   * advises having a limit but does not name one. It is unknown whether a callback that is sent again is signed again.
   * @default 300000
   */
  maxAgeMs?: number | undefined;
  /**
   * The time, in milliseconds since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /**
   * Refuses callbacks that were accepted before, by their nonces.
   * @default none: a callback can be accepted again until it is too old
   */
  nonceStore?: NonceStore | undefined;
}

/**
 * Verifies that a callback comes from Sinch: that these exact bytes were signed recently with a secret of the webhook.
 *
 * With a `nonceStore`, the nonce is stored at once. If handling the callback fails after that, a retry from Sinch may
 * be refused; `callbackHandler()` stores the nonce only after handling has succeeded.
 *
 * @param headers Headers of the request: `Headers` or a record.
 * @param rawBody The body as received. Parsing and serialising it again can change its bytes.
 * @param secret The webhook's secret, or a list of accepted secrets. Receipts that a send's `callback_url` redirects
 * are signed with the app's `secret_for_overridden_callback_urls`.
 * @throws {CallbackError} (as a rejection) Refuse the callback, ideally with status 401; `reason` says why.
 * @throws {TypeError} (as a rejection) An argument is invalid, such as an empty secret or a body that was already
 * parsed.
 * @see https://developers.sinch.com/docs/conversation/callbacks/
 */
export async function verifyCallback(
  headers: CallbackHeaders,
  rawBody: RawBody,
  secret: CallbackSecret,
  options: VerifyCallbackOptions = {},
): Promise<void> {
  const ageLimitMs = ageLimitOf("verifyCallback", options);
  const secrets = secretsOf("verifyCallback", secret);
  checkRawBody("verifyCallback", rawBody);
  const { nonce, timestampMs } = await checkSignature(headers, rawBody, secrets);
  checkAge(timestampMs, ageLimitMs, options);
  if (options.nonceStore && !(await options.nonceStore.add(nonce, timestampMs + ageLimitMs))) throw nonceReused();
}

/**
 * The greatest age, in milliseconds, `Infinity` for none.
 *
 * @throws {TypeError} It is not a number from 0.
 */
export function ageLimitOf(subject: string, { maxAgeMs = 300_000 }: VerifyCallbackOptions): number {
  if (typeof maxAgeMs === "number" && maxAgeMs >= 0) return maxAgeMs || Number.POSITIVE_INFINITY;
  throw new TypeError(`${subject}: maxAgeMs is ${String(maxAgeMs)}, expected milliseconds from 0 (no limit)`);
}

/** @throws {CallbackError} The callback was signed too long ago, or too far in the future. */
export function checkAge(timestampMs: number, limitMs: number, { now = Date.now }: VerifyCallbackOptions): void {
  const ageMs = now() - timestampMs;
  if (Math.abs(ageMs) <= limitMs) return;
  const seconds = Math.round(Math.abs(ageMs) / 1000);
  if (ageMs > 0) throw new CallbackError("too-old", `the callback was signed ${seconds} s ago`);
  throw new CallbackError("too-new", `the callback was signed ${seconds} s in the future`);
}

/** The error for a nonce that was used before. */
export function nonceReused(): CallbackError {
  return new CallbackError("nonce-reused", "a callback with this nonce was taken before");
}
