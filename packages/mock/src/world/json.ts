/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Merges a patch into an object, as RFC 7386 says: objects are merged, null removes, anything else replaces. */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...(isObject(target) ? target : {}) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = isObject(value) ? mergePatch(merged[name], value) : value;
  }
  return merged;
}

/**
 * What an update makes of stored fields. With a mask, only what it names changes; without, what the body holds. Lists are
 * replaced as a whole.
 *
 * @param mask Names of fields; of a path such as `a.b`, the first name counts.
 */
export function updated<Fields extends object>(fields: Fields, body: JsonObject, mask: readonly string[]): Fields {
  const names = mask.length > 0 ? new Set(mask.map((path) => path.split(".")[0])) : undefined;
  const changes = Object.entries(body).filter(([name]) => names === undefined || names.has(name));
  return { ...fields, ...Object.fromEntries(changes) };
}
