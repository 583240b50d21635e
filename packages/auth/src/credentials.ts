import type { HttpRequest } from "@sinch-fetch/http";

/** The same request with an `Authorization` header. */
export function authorization(request: HttpRequest, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization: value } };
}

/** Whether a value can stand in an `Authorization: Bearer` header: one or more visible ASCII characters. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
}

/**
 * The credentials of RFC 7617: `base64(keyId:keySecret)` over UTF-8.
 *
 * @param subject Named first in each error: the function that was called.
 * @throws {TypeError} A key part is missing, or the id holds a colon. Names the option and never its value.
 */
export function basicCredentials(subject: string, options: { keyId: string; keySecret: string }): string {
  const { keyId, keySecret } = options ?? {};
  for (const [name, value] of Object.entries({ keyId, keySecret })) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7617 forbids control characters
    if (typeof value !== "string" || value === "" || /[\x00-\x1f\x7f]/.test(value)) {
      const variable = `SINCH_KEY_${name.slice(3).toUpperCase()}`;
      throw new TypeError(
        `${subject}: ${name} is ${value ? "malformed, expected a single line of text" : `missing: is ${variable} set?`}`,
      );
    }
  }
  if (keyId.includes(":")) throw new TypeError(`${subject}: keyId contains a colon, which HTTP Basic cannot send`);
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${keyId}:${keySecret}`)));
}
