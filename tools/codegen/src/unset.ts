import { type Description, resolve, type Schema } from "@sinch-fetch/description";
import type { Unset } from "@sinch-fetch/http/client";

/**
 * What responses have for what was never set, wherever a schema of requests may not have it: `null` where they may be
 * null, else the value that the description names. `undefined` where there is nothing of the kind. A recursive schema is
 * followed once.
 */
export function unsetOf(schema: Schema, description: Description, within: readonly string[] = []): Unset | undefined {
  const { $ref, properties = {}, allOf = [], oneOf = [], anyOf = [], items, additionalProperties } = schema;
  if (schema["x-nullable-in-answers"]) return null;
  const { "x-unset-in-answers": value } = schema;
  if (typeof value === "string") return value;
  if ($ref !== undefined && within.includes($ref)) return undefined;
  const inner = (part: Schema): Unset | undefined =>
    unsetOf(part, description, $ref === undefined ? within : [...within, $ref]);

  const item = items && inner(items);
  if (item !== undefined) return [item];
  const target = $ref === undefined ? [] : [resolve(description, { $ref })];
  const parts = [...target, ...allOf, ...oneOf, ...anyOf].map(inner);
  const whole = parts.find((found) => found !== undefined && !isObject(found));
  if (whole !== undefined) return whole;
  const fields = { ...properties, ...(typeof additionalProperties === "object" && { "*": additionalProperties }) };
  const own = Object.entries(fields).map(([name, field]) => [name, inner(field)] as const);
  const known = own.filter(([, found]) => found !== undefined);
  const members: Record<string, Unset> = Object.assign({}, ...parts, Object.fromEntries(known));
  return Object.keys(members).length > 0 ? members : undefined;
}

function isObject(unset: Unset): unset is { readonly [name: string]: Unset } {
  return typeof unset === "object" && unset !== null && !Array.isArray(unset);
}
