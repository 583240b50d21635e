import type { Bounds } from "@sinch-fetch/http/client";
import { type Description, resolve, type Schema } from "./description.ts";

type Merge = (a: Bounds | undefined, b: Bounds | undefined) => Bounds | undefined;

/**
 * The limits on the lists of a schema, following its structure; `undefined` where it holds no bounded list.
 *
 * All parts of an `allOf` hold, so the tightest limit counts. Of the alternatives of a `oneOf` or `anyOf` one holds, so
 * the loosest counts among those that know the list: what may be right is left to the server. A recursive schema is
 * followed once.
 */
export function boundsOf(schema: Schema, description: Description): Bounds | undefined {
  return pruned(limitsOf(schema, description, []));
}

/** The same with the unbounded lists and objects in it, empty; `undefined` for what is neither a list nor an object. */
function limitsOf(schema: Schema, description: Description, within: readonly string[]): Bounds | undefined {
  const { $ref, type, allOf = [], oneOf = [], anyOf = [] } = schema;
  if ($ref !== undefined && within.includes($ref)) return undefined;
  if (type !== undefined && ![type].flat().some((name) => name === "array" || name === "object")) return undefined;
  const inner = (part: Schema): Bounds | undefined =>
    limitsOf(part, description, $ref === undefined ? within : [...within, $ref]);

  const parts = [...($ref === undefined ? [] : [resolve(description, { $ref })]), ...allOf];
  const kinds = [oneOf, anyOf].map((alternatives) => alternatives.map(inner).reduce(either, undefined));
  return [...parts.map(inner), ...kinds].reduce(both, ownLimits(schema, inner));
}

function ownLimits(schema: Schema, inner: (part: Schema) => Bounds | undefined): Bounds {
  const { minItems, maxItems, properties = {}, items, additionalProperties } = schema;
  const fields = Object.entries(properties).map(([name, property]) => [name, inner(property)] as const);
  return bounds({
    min: minItems,
    max: maxItems,
    items: items && inner(items),
    fields: Object.fromEntries(fields),
    values: typeof additionalProperties === "object" ? inner(additionalProperties) : undefined,
  });
}

/** What holds where both hold: the tighter limits. */
function both(a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return bounds({
    min: extreme(Math.max, a.min, b.min) ?? a.min ?? b.min,
    max: extreme(Math.min, a.max, b.max) ?? a.max ?? b.max,
    items: both(a.items, b.items),
    fields: mergedFields(a, b, both),
    values: both(a.values, b.values),
  });
}

/** What holds where one of the two does: the looser limits, of what both know; and the fields that only one knows. */
function either(a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return bounds({
    min: extreme(Math.min, a.min, b.min),
    max: extreme(Math.max, a.max, b.max),
    items: a.items && b.items && either(a.items, b.items),
    fields: mergedFields(a, b, either),
    values: a.values && b.values && either(a.values, b.values),
  });
}

function extreme(pick: (...values: number[]) => number, a?: number, b?: number): number | undefined {
  return a === undefined || b === undefined ? undefined : pick(a, b);
}

function mergedFields(a: Bounds, b: Bounds, merge: Merge): Record<string, Bounds | undefined> {
  const names = new Set([...Object.keys(a.fields ?? {}), ...Object.keys(b.fields ?? {})]);
  return Object.fromEntries([...names].map((name) => [name, merge(a.fields?.[name], b.fields?.[name])]));
}

function pruned(limits: Bounds | undefined): Bounds | undefined {
  if (limits === undefined) return undefined;
  const { fields = {}, items, values, ...own } = limits;
  const found = bounds({
    ...own,
    items: pruned(items),
    fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, pruned(field)])),
    values: pruned(values),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Bounds of the members that are there. */
function bounds(members: { [Key in keyof Bounds]: unknown }): Bounds {
  const fields = Object.entries(members.fields ?? {}).filter(([, field]) => field !== undefined);
  const all = { ...members, fields: fields.length > 0 ? Object.fromEntries(fields) : undefined };
  return Object.fromEntries(Object.entries(all).filter(([, member]) => member !== undefined));
}
