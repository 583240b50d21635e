/**
 * Whether the server can have acted on a call that failed.
 *
 * - `"not-sent"`: the request was not sent, so nothing happened and it is safe to send it again.
 * - `"rejected"`: the server refused it (4xx).
 * - `"unknown"`: the request was sent and the server may have acted on it. Sending again may message a person twice.
 */
export type Outcome = "not-sent" | "rejected" | "unknown";

/**
 * What a response means that is not a usable success. After a 5xx the server may have acted, and a 303 says where the
 * result of what it did is to be found.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4.4
 */
export function outcomeOf({ status }: Response): Outcome {
  return status >= 300 && status < 500 && status !== 303 ? "rejected" : "unknown";
}

/** The outcome of two attempts: what the worse of them left behind. */
export function worse(one: Outcome, other: Outcome): Outcome {
  return one === "unknown" || other === "not-sent" ? one : other;
}
