/**
 * Whether the server can have acted on a call that failed.
 *
 * - `"not-sent"`: the request never left, so nothing happened and repeating it is safe.
 * - `"rejected"`: the server answered that it did not do it (4xx).
 * - `"unknown"`: the request went out and the server may have acted on it. Repeating a send may reach a person twice.
 */
export type Outcome = "not-sent" | "rejected" | "unknown";

/** What an answer with an error status means: after a 5xx the server may have acted. */
export function outcomeOf({ status }: Response): Outcome {
  return status < 500 ? "rejected" : "unknown";
}

/** The outcome of two attempts: what the worse of them left behind. */
export function worse(one: Outcome, other: Outcome): Outcome {
  return one === "unknown" || other === "not-sent" ? one : other;
}
