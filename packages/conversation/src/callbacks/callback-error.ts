/**
 * Why a callback was refused.
 *
 * - `"missing-header"`: it lacks the signature, its timestamp or its nonce; so it is not signed, or not from Sinch.
 * - `"wrong-algorithm"`: its header names another algorithm than `HmacSHA256`.
 * - `"malformed-timestamp"`: the timestamp is not a number of seconds.
 * - `"malformed-nonce"`: the nonce is not visible ASCII without full stops, or is longer than 256 characters.
 * - `"signature-mismatch"`: no secret makes this signature from these bytes.
 * - `"too-old"`, `"too-new"`: rightly signed, but longer ago, or further in the future, than `maxAgeMs` allows.
 * - `"nonce-reused"`: rightly signed, but taken before.
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
 * Holds neither a secret, nor a signature, nor any of the body.
 */
export class CallbackError extends Error {
  override readonly name: string = "CallbackError";
  /** Why, for a program to read. */
  readonly reason: CallbackErrorReason;

  constructor(reason: CallbackErrorReason, message: string) {
    super(message);
    this.reason = reason;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Whether a value is a {@link CallbackError}, also of another installed copy of this package. */
export const isCallbackError = (value: unknown): value is CallbackError =>
  typeof value === "object" && value !== null && MARK in value;
