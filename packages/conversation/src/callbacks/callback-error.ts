/**
 * Why a callback was refused.
 *
 * - `"missing-header"`: the signature, its timestamp or its nonce is missing, so it is not signed, or not from Sinch.
 * - `"wrong-algorithm"`: its header names an algorithm other than `HmacSHA256`.
 * - `"malformed-timestamp"`: the timestamp is not a number of seconds.
 * - `"malformed-nonce"`: the nonce is not visible ASCII without full stops, or is longer than 256 characters.
 * - `"signature-mismatch"`: no secret produces this signature for these bytes.
 * - `"too-old"`, `"too-new"`: correctly signed, but further in the past or the future than `maxAgeMs` allows.
 * - `"nonce-reused"`: correctly signed, but accepted before.
 * - `"malformed-body"`: the body is not JSON.
 * - `"body-too-large"`: the body is longer than `maxBodyBytes`.
 */
export type CallbackErrorReason =
  | "missing-header"
  | "wrong-algorithm"
  | "malformed-timestamp"
  | "malformed-nonce"
  | "signature-mismatch"
  | "too-old"
  | "too-new"
  | "nonce-reused"
  | "malformed-body"
  | "body-too-large";

const MARK = Symbol.for("@sinch-fetch/conversation.CallbackError");

/**
 * A callback was refused; `reason` says why.
 *
 * It contains no secret, no signature and no part of the body.
 */
export class CallbackError extends Error {
  override readonly name: string = "CallbackError";
  /** The reason, for programs. */
  readonly reason: CallbackErrorReason;

  constructor(reason: CallbackErrorReason, message: string) {
    super(message);
    this.reason = reason;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Returns whether a value is a {@link CallbackError}, including one from another installed copy of this package. */
export const isCallbackError = (value: unknown): value is CallbackError =>
  typeof value === "object" && value !== null && MARK in value;
