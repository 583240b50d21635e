import type { Node } from "../node.ts";
import { type Combine, type FlatSchema, NO_SCHEMA } from "./flat-schema.ts";
import { tighter } from "./limits.ts";

/** Returns what holds where both hold. Of two annotations, that of `a` counts. */
export function both(a: FlatSchema, b: FlatSchema, combine: Combine): FlatSchema {
  if (a === b || b === NO_SCHEMA) return a;
  if (a === NO_SCHEMA) return b;
  const together = (one: Node | undefined, other: Node | undefined): Node | undefined =>
    one && other ? combine("allOf", [one, other]) : (one ?? other);
  return {
    types: a.types && b.types ? commonTypes(a.types, b.types) : (a.types ?? b.types),
    nullable:
      a.nullable === undefined || b.nullable === undefined ? (a.nullable ?? b.nullable) : a.nullable && b.nullable,
    values: commonValues(a, b),
    open: a.values && b.values ? a.open && b.open : a.open || b.open,
    limits: tighter(a.limits, b.limits),
    fields: commonFields(a.fields, b.fields, combine),
    required: commonRequired(a.required, b.required),
    closed: a.closed || b.closed,
    others: together(a.others, b.others),
    keys: together(a.keys, b.keys),
    items: together(a.items, b.items),
    kinds: [...a.kinds, ...b.kinds],
    alternatives: [...a.alternatives, ...b.alternatives],
    variants: commonVariants(a, b, combine),
    readOnly: a.readOnly || b.readOnly,
    writeOnly: a.writeOnly || b.writeOnly,
    rest: commonRest(a.rest, b.rest),
    annotations: { ...b.annotations, ...a.annotations },
    parts: [...a.parts, ...b.parts],
  };
}

function commonTypes(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  const within = (name: string, types: ReadonlySet<string>): boolean =>
    types.has(name) || (name === "integer" && types.has("number"));
  return new Set([...a, ...b].filter((name) => within(name, a) && within(name, b)));
}

function commonValues(a: FlatSchema, b: FlatSchema): readonly string[] | undefined {
  if (!a.values || !b.values) return a.values ?? b.values;
  if (a.open !== b.open) return a.open ? b.values : a.values;
  return a.values.filter((value) => b.values?.includes(value));
}

/** The same map where one of the two has none, by which a walk sees that it has met the fields. */
function commonFields(a: FlatSchema["fields"], b: FlatSchema["fields"], combine: Combine): FlatSchema["fields"] {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const fields = new Map(a);
  for (const [name, schema] of b) {
    const other = a.get(name);
    fields.set(name, other ? combine("allOf", [other, schema]) : schema);
  }
  return fields;
}

/** Likewise the same set where the other is empty. */
function commonRequired(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
}

/** Two choices at once are described by their fields alone. */
function commonVariants(a: FlatSchema, b: FlatSchema, combine: Combine): readonly FlatSchema[] {
  if (a.variants.length > 0 && b.variants.length > 0) return [];
  return [
    ...a.variants.map((variant) => both(variant, b, combine)),
    ...b.variants.map((variant) => both(a, variant, combine)),
  ];
}

function commonRest(a: FlatSchema["rest"], b: FlatSchema["rest"]): FlatSchema["rest"] {
  const keywords = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keywords].map((keyword) => [keyword, [...(a[keyword] ?? []), ...(b[keyword] ?? [])]]));
}
