import { show } from "../options/check-options.ts";

/** A field name of RFC 9110 section 5.6.2. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A field value of RFC 9110 section 5.5: no line break, no other control character, one byte a character. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** What the platform sets, to say where a request goes and how it is framed. */
const PLATFORMS = /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect)$/;

/**
 * Adds headers of a caller to those at hand, once they are checked: the platform would refuse a bad one too, but with the
 * value in its message. As with `openapi-fetch`, `null` takes a header away, `undefined` leaves it as it is, and an array
 * gives it several values.
 *
 * @param onto By name in lower case.
 * @returns The headers by name in lower case.
 * @throws {TypeError} Names the header and never its value.
 */
export function withHeaders(
  subject: string,
  onto: Readonly<Record<string, string>>,
  headers: unknown,
): Readonly<Record<string, string>> {
  if (headers === undefined) return onto;
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) {
    throw new TypeError(
      `${subject}: headers is ${typeof headers === "string" ? "a string" : show(headers)}, expected an object of strings`,
    );
  }
  const merged = { ...onto };
  // By shape, since `instanceof` fails for `Headers` of another realm.
  const { forEach } = headers as { forEach?: unknown };
  const isHeaders = typeof forEach === "function";
  for (const [name, value] of isHeaders ? (headers as Headers) : Object.entries(headers)) {
    if (!NAME.test(name)) {
      throw new TypeError(`${subject}: headers has ${JSON.stringify(name)}, expected the name of an HTTP header`);
    }
    const key = name.toLowerCase();
    if (key === "authorization") throw new TypeError(`${subject}: headers has ${name}, which auth sets`);
    if (PLATFORMS.test(key)) throw new TypeError(`${subject}: headers has ${name}, which the platform sets`);
    if (value === undefined) continue;
    delete merged[key];
    if (value === null) continue;
    const text = (Array.isArray(value) ? value : [value]).map(textOf).join(", ");
    if (!VALUE.test(text)) throw new TypeError(`${subject}: headers.${name} is not a single-line string`);
    merged[key] = text;
  }
  return merged;
}

/** A value as the platform writes it; one that cannot be a header fails the check that follows. */
function textOf(value: unknown): string {
  return /^(string|number|boolean)$/.test(typeof value) ? String(value) : "\n";
}
