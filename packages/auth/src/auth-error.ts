import { isSinchFetchError, SinchFetchError } from "@sinch-fetch/http";

/** What is known of a failed token request. */
export interface AuthErrorDetails {
  /** HTTP status of the token endpoint, if it answered. */
  readonly status?: number | undefined;
  /** The `error` member of its answer (RFC 6749 section 5.2). */
  readonly error?: string | undefined;
  /** The `error_description` member of its answer. */
  readonly errorDescription?: string | undefined;
  readonly cause?: unknown;
}

/**
 * No credential could be obtained, so the request was not sent: `outcome` is always `"not-sent"`.
 *
 * Holds of the token endpoint's answer only the fields of RFC 6749 section 5.2 and the status.
 */
export class AuthError extends SinchFetchError {
  override readonly name: string = "AuthError";
  /** HTTP status of the token endpoint; `undefined` if it did not answer. */
  readonly status: number | undefined;
  /** OAuth error code of the token endpoint, such as `"invalid_client"`. */
  readonly error: string | undefined;
  /** What the token endpoint said of its error. */
  readonly errorDescription: string | undefined;

  constructor(message: string, details: AuthErrorDetails = {}) {
    super(message, { outcome: "not-sent", cause: details.cause });
    this.status = details.status;
    this.error = details.error;
    this.errorDescription = details.errorDescription;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status, error: this.error, errorDescription: this.errorDescription };
  }
}

/** Whether a value is an {@link AuthError}, also of another installed copy of this package. */
export const isAuthError = (value: unknown): value is AuthError =>
  isSinchFetchError(value) && value.name === "AuthError";
