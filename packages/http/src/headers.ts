import { show } from "./check-options.ts";

/** A field name of RFC 9110 section 5.6.2. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A field value of RFC 9110 section 5.5: no line break, no other control character, one byte a character. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** What the platform sets, to say where a request goes and how it is framed. */
const PLATFORMS = /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect)$/;

/**
 * Checks headers that a caller adds, before they are sent. The platform would refuse them too, but with the value in
 * its message.
 *
 * @returns The headers by name in lower case; `undefined` for none.
 * @throws {TypeError} Names the header and never its value.
 */
export function checkHeaders(subject: string, headers: unknown): Record<string, string> | undefined {
  if (headers === undefined) return undefined;
  if (typeof headers !== "object" || headers === null) {
    throw new TypeError(
      `${subject}: headers is ${typeof headers === "string" ? "a string" : show(headers)}, expected an object of strings`,
    );
  }
  const checked: Record<string, string> = {};
  // By shape, since `instanceof` fails for `Headers` of another realm.
  const { forEach } = headers as { forEach?: unknown };
  const isHeaders = typeof forEach === "function" && !Array.isArray(headers);
  for (const [name, value] of isHeaders ? (headers as Headers) : Object.entries(headers)) {
    if (!NAME.test(name)) {
      throw new TypeError(`${subject}: headers has ${JSON.stringify(name)}, expected the name of an HTTP header`);
    }
    const key = name.toLowerCase();
    if (key === "authorization") throw new TypeError(`${subject}: headers has ${name}, which auth sets`);
    if (PLATFORMS.test(key)) throw new TypeError(`${subject}: headers has ${name}, which the platform sets`);
    if (typeof value !== "string" || !VALUE.test(value)) {
      throw new TypeError(`${subject}: headers.${name} is not a string of one line`);
    }
    checked[key] = value;
  }
  return checked;
}
