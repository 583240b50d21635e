import { show } from "../options/check-options.ts";

/**
 * Fills in the parameters of a path, percent-encoded so that each stays in its segment.
 *
 * An empty value, `.` and `..` would make the URL name another resource: URLs are normalised before they are sent.
 *
 * @param path Path template, such as `/messages/{batch_id}`.
 * @param parameters Values by name.
 * @param subject Named first in the error: the operation.
 * @throws {TypeError} A value is missing, of another type, or one that would leave its segment; names the parameter.
 */
export function fillPath(path: string, parameters: Readonly<Record<string, unknown>>, subject: string): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && isSegment(text)) return encodeURIComponent(text);
    throw new TypeError(`${subject}: ${name} is ${show(value)}, expected a non-empty string other than "." and ".."`);
  });
}

/** Whether a text, once percent-encoded, is one whole path segment that names itself. */
export function isSegment(text: string): boolean {
  return text !== "" && text !== "." && text !== ".." && text.isWellFormed();
}
