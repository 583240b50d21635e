import type { JsonObject } from "./json.ts";

/**
 * Replaces `${name}` in all texts of a message by the values of a recipient. A name without a value stays as it is, which is
 * ours: what the service makes of it is not published.
 */
export function withParameters(message: JsonObject, parameters: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(message).map(([name, value]) => [name, replaced(value, parameters)]));
}

/** Returns whether a message has a place for a parameter. */
export function hasPlaces(message: JsonObject): boolean {
  return JSON.stringify(message).includes("${");
}

function replaced(value: unknown, parameters: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") {
    return value.replace(/\$\{([^{}]+)\}/g, (whole, name: string) =>
      Object.hasOwn(parameters, name) ? (parameters[name] ?? "") : whole,
    );
  }
  if (Array.isArray(value)) return value.map((item) => replaced(item, parameters));
  if (typeof value !== "object" || value === null) return value;
  return withParameters(value as JsonObject, parameters);
}
