/**
 * Reads how long a response asks its client to wait.
 *
 * A date is compared with the response's own `Date`, where it has one, so that a client whose clock is wrong waits as long
 * as the server meant.
 *
 * @returns Milliseconds, 0 for a date in the past; `undefined` without a `Retry-After` or with one that is malformed.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = String(headers.get("retry-after"));
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = httpDateMs(value);
  return date === undefined ? undefined : Math.max(0, date - (httpDateMs(String(headers.get("date"))) ?? Date.now()));
}

/**
 * An HTTP date in any of its three formats (RFC 9110 section 5.6.7), in milliseconds since the epoch. Each starts with a
 * day of the week, and the oldest does not say that it is in GMT.
 */
function httpDateMs(value: string): number | undefined {
  const date = /^[MTWFS][a-z]+,? /.test(value) ? Date.parse(value.replace(/( GMT)?$/, " GMT")) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
