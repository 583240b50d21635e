/**
 * The methods whose operations are repeated, unless a description's `x-idempotent` says otherwise.
 *
 * Tools run without a build, so they cannot import this from `@sinch-fetch/http`, whose tests hold it to this list.
 */
export const IDEMPOTENT_METHODS: readonly string[] = ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"];
