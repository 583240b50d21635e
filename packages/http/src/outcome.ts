/**
 * Whether the server can have acted on a call that failed.
 *
 * - `"not-sent"`: the request never left, so nothing happened and repeating it is safe.
 * - `"rejected"`: the server answered that it did not do it (4xx).
 * - `"unknown"`: the request went out and the server may have acted on it. Repeating a send may reach a person twice.
 */
export type Outcome = "not-sent" | "rejected" | "unknown";
