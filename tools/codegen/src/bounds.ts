import { type Description, resolve, type Schema } from "@sinch-fetch/description";
import type { Bounds } from "@sinch-fetch/http/client";

type Merge = (a: Bounds | undefined, b: Bounds | undefined) => Bounds | undefined;

/**
 * The limits of a schema, following its structure; `undefined` where it has none.
 *
 * All parts of an `allOf` hold, so the tightest limit counts. Of the alternatives of a `oneOf` or `anyOf` one holds, so
 * the loosest counts among those that know the value: what may be right is left to the server. A recursive schema is
 * followed once.
 */
export function boundsOf(schema: Schema, description: Description): Bounds | undefined {
  return pruned(limitsOf(schema, description, []));
}

/**
 * The same with limits that limit nothing, infinite: they say which kinds of value a schema takes. `undefined` for what is
 * never checked.
 */
function limitsOf(schema: Schema, description: Description, within: readonly string[]): Bounds | undefined {
  const { $ref, type, allOf = [], oneOf = [], anyOf = [] } = schema;
  if ($ref !== undefined && within.includes($ref)) return undefined;
  if (type !== undefined && [type].flat().every((name) => name === "boolean" || name === "null")) return undefined;
  const inner = (part: Schema): Bounds | undefined =>
    limitsOf(part, description, $ref === undefined ? within : [...within, $ref]);

  const parts = [...($ref === undefined ? [] : [resolve(description, { $ref })]), ...allOf];
  const kinds = [oneOf, anyOf].map((alternatives) => alternatives.map(inner).reduce(either, undefined));
  return [...parts.map(inner), ...kinds].reduce(both, ownLimits(schema, inner));
}

function ownLimits(schema: Schema, inner: (part: Schema) => Bounds | undefined): Bounds {
  const { minItems, maxItems, minimum, maximum, maxLength, pattern } = schema;
  const { properties = {}, items, additionalProperties } = schema;
  const types = [schema.type ?? []].flat();
  const takes = (...names: string[]): boolean => types.length === 0 || names.some((name) => types.includes(name));
  const fields = Object.entries(properties).map(([name, property]) => [name, inner(property)] as const);
  return bounds({
    ...(takes("array") && { min: minItems ?? Number.NEGATIVE_INFINITY, max: maxItems ?? Number.POSITIVE_INFINITY }),
    ...(takes("number", "integer") && {
      minimum: minimum ?? Number.NEGATIVE_INFINITY,
      maximum: maximum ?? Number.POSITIVE_INFINITY,
    }),
    ...(takes("string") && { maxLength: maxLength ?? Number.POSITIVE_INFINITY }),
    pattern,
    expected: pattern && (schema["x-expected"] ?? `a match of ${pattern}`),
    items: items && inner(items),
    fields: Object.fromEntries(fields),
    values: typeof additionalProperties === "object" ? inner(additionalProperties) : undefined,
  });
}

/** What holds where both hold: the tighter limits. */
function both(a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return bounds({
    ...extremes(a, b, Math.max, Math.min),
    pattern: a.pattern ?? b.pattern,
    expected: a.expected ?? b.expected,
    items: both(a.items, b.items),
    fields: mergedFields(a, b, both),
    values: both(a.values, b.values),
  });
}

/** What holds where one of the two does: the looser limits, of what both know; and the fields that only one knows. */
function either(a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const texts = [a, b].filter(({ maxLength }) => maxLength !== undefined);
  const [{ pattern, expected } = {}, other = texts[0]] = texts;
  return bounds({
    ...extremes(a, b, Math.min, Math.max),
    ...(pattern === other?.pattern && { pattern, expected }),
    items: a.items && b.items && either(a.items, b.items),
    fields: mergedFields(a, b, either),
    values: a.values && b.values && either(a.values, b.values),
  });
}

type Pick = (...values: number[]) => number;

/** The limits of both, where both know a kind of value, by the rules for lower and upper ones; else those of one. */
function extremes(a: Bounds, b: Bounds, lower: Pick, upper: Pick): Bounds {
  const pick = (rule: Pick, one: number | undefined, other: number | undefined) =>
    one === undefined || other === undefined ? (one ?? other) : rule(one, other);
  return bounds({
    min: pick(lower, a.min, b.min),
    max: pick(upper, a.max, b.max),
    minimum: pick(lower, a.minimum, b.minimum),
    maximum: pick(upper, a.maximum, b.maximum),
    maxLength: pick(upper, a.maxLength, b.maxLength),
  });
}

function mergedFields(a: Bounds, b: Bounds, merge: Merge): Record<string, Bounds | undefined> {
  const names = new Set([...Object.keys(a.fields ?? {}), ...Object.keys(b.fields ?? {})]);
  return Object.fromEntries([...names].map((name) => [name, merge(a.fields?.[name], b.fields?.[name])]));
}

function pruned(limits: Bounds | undefined): Bounds | undefined {
  if (limits === undefined) return undefined;
  const { fields = {}, items, values, ...own } = limits;
  const limiting = Object.entries(own).filter(([, limit]) => typeof limit !== "number" || Number.isFinite(limit));
  const everyValue = pruned(values);
  // What holds for every value holds for each field too.
  const ofItsOwn = (field: Bounds | undefined): Bounds | undefined =>
    JSON.stringify(field) === JSON.stringify(everyValue) ? undefined : field;
  const found = bounds({
    ...Object.fromEntries(limiting),
    items: pruned(items),
    fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, ofItsOwn(pruned(field))])),
    values: everyValue,
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Bounds of the members that are there. */
function bounds(members: { [Key in keyof Bounds]: unknown }): Bounds {
  const fields = Object.entries(members.fields ?? {}).filter(([, field]) => field !== undefined);
  const all = { ...members, fields: fields.length > 0 ? Object.fromEntries(fields) : undefined };
  return Object.fromEntries(Object.entries(all).filter(([, member]) => member !== undefined));
}
