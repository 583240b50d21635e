import { isSinchFetchError, type Outcome, type RequestInfo, SinchFetchError } from "@sinch-fetch/http";
import type { CallDetails, Failure } from "@sinch-fetch/http/client";

/** Details of a failure to obtain a credential. */
export interface AuthErrorDetails extends Partial<RequestInfo> {
  /** HTTP status of the token endpoint's response, if there was one. */
  readonly status?: number | undefined;
  /** The `error` member of the response (RFC 6749 section 5.2). */
  readonly error?: string | undefined;
  /** The `error_description` member of the response. */
  readonly errorDescription?: string | undefined;
  /**
   * Whether the API can have acted on the call.
   * @default "not-sent"
   */
  readonly outcome?: Outcome | undefined;
  /** How many attempts the call made. */
  readonly attempts?: number | undefined;
  readonly cause?: unknown;
}

/**
 * No credential could be obtained. `outcome` is `"not-sent"`, or `"rejected"` if the API had refused the token before.
 *
 * From the token endpoint's response, it keeps only the status and the fields of RFC 6749 section 5.2. `cause` is the
 * platform's error if there was no response, and a `TimeoutError` if none came in time.
 */
export class AuthError extends SinchFetchError {
  override readonly name: string = "AuthError";
  /** HTTP status of the token endpoint; `undefined` if there was no response. */
  readonly status: number | undefined;
  /** OAuth error code of the token endpoint, such as `"invalid_client"`. */
  readonly error: string | undefined;
  /** The token endpoint's description of the error. */
  readonly errorDescription: string | undefined;

  constructor(message: string, details: AuthErrorDetails = {}) {
    super(message, { ...details, outcome: details.outcome ?? "not-sent" });
    this.status = details.status;
    this.error = details.error;
    this.errorDescription = details.errorDescription;
  }

  /** The error of a call whose own `auth` threw this one: its `cause`, which calls may share. */
  errorOf(call: CallDetails): AuthError {
    const { message, status, error, errorDescription } = this;
    return new AuthError(message, { ...call, status, error, errorDescription, cause: this });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status, error: this.error, errorDescription: this.errorDescription };
  }
}

/** The same error as one that calls may share: each makes its own of it, with the same cause. */
export function failureOf({ message, status, error, errorDescription, cause }: AuthError): AuthError & Failure {
  const said = { status, error, errorDescription, cause };
  const errorOf = (call: CallDetails) => new AuthError(message, { ...call, ...said });
  return Object.defineProperty(new AuthError(message, said), "errorOf", { value: errorOf });
}

/** Returns whether a value is an {@link AuthError}, including one from another installed copy of this package. */
export const isAuthError = (value: unknown): value is AuthError =>
  isSinchFetchError(value) && value.name === "AuthError";
