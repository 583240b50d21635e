import type { Operation } from "../description/operation.ts";
import type { Violation } from "../exchange/violation.ts";

/**
 * Says in words what a text must be, where the description has words for its pattern: a pattern of 180 characters explains
 * nothing.
 */
export function expected(violations: readonly Violation[], operation: Operation): readonly Violation[] {
  const schema = operation.request?.body?.contents?.[0]?.schema;
  return violations.map((violation) => {
    if (violation.code !== "pattern") return violation;
    const words = wordsAt(
      schema,
      violation.path
        .split(/[.[\]]+/)
        .slice(1)
        .filter((name) => name !== ""),
    );
    return words === undefined ? violation : { ...violation, message: `must be ${words}` };
  });
}

function wordsAt(schema: unknown, path: readonly string[]): string | undefined {
  if (!isObject(schema)) return undefined;
  const parts = [schema.allOf, schema.oneOf, schema.anyOf].filter(Array.isArray).flat();
  for (const part of parts) {
    const words = wordsAt(part, path);
    if (words !== undefined) return words;
  }
  const [name, ...rest] = path;
  if (name === undefined) return typeof schema["x-expected"] === "string" ? schema["x-expected"] : undefined;
  if (/^\d+$/.test(name)) return wordsAt(schema.items, rest);
  return wordsAt(isObject(schema.properties) ? schema.properties[name] : undefined, rest);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
