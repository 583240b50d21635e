/** A field name of RFC 9110 section 5.6.2. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A field value of RFC 9110 section 5.5: no line break, no other control character, one byte a character. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Checks headers that a caller adds, before they are sent. The platform would refuse them too, but with the value in
 * its message.
 *
 * @returns The headers by name in lower case; `undefined` for none. Of a platform's `Headers`, which were checked as they
 * were made, all.
 * @throws {TypeError} Names the header and never its value.
 */
export function checkHeaders(subject: string, headers: unknown): Record<string, string> | undefined {
  if (headers === undefined) return undefined;
  if (headers instanceof Headers) return Object.fromEntries(headers);
  if (typeof headers !== "object" || headers === null) {
    throw new TypeError(`${subject}: headers is ${String(headers)}, expected an object of strings`);
  }
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name)) {
      throw new TypeError(`${subject}: headers has ${JSON.stringify(name)}, expected the name of an HTTP header`);
    }
    if (name.toLowerCase() === "authorization") {
      throw new TypeError(`${subject}: headers has ${name}, which auth sets`);
    }
    if (typeof value !== "string" || !VALUE.test(value)) {
      throw new TypeError(`${subject}: headers.${name} is not a string of one line`);
    }
    checked[name.toLowerCase()] = value;
  }
  return checked;
}
