/**
 * Checks the path parameters of a request before it is sent.
 *
 * An empty value, `.` and `..` would make the URL name another resource: URLs are normalised before they are sent.
 * Every other value is percent-encoded and stays in its segment.
 *
 * @param path Path template, such as `/messages/{batch_id}`.
 * @param parameters Values by name.
 * @param subject Named first in the error: the operation.
 * @throws {TypeError} A value is missing, of another type, or one that would leave its segment; names the parameter.
 */
export function checkPath(path: string, parameters: Record<string, unknown>, subject: string): void {
  for (const name of path.match(/(?<=\{)[^{}]+(?=\})/g) ?? []) {
    const value = parameters[name];
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text !== "string" || !isSegment(text)) {
      throw new TypeError(
        `${subject}: ${name} is ${JSON.stringify(value) ?? String(value)}, expected a non-empty string other than "." and ".."`,
      );
    }
  }
}

/** Whether a text, once percent-encoded, is one whole path segment that names itself. */
export function isSegment(text: string): boolean {
  return text !== "" && text !== "." && text !== ".." && text.isWellFormed();
}
