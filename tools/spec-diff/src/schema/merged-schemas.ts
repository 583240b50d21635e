import type { Schema } from "@sinch-fetch/description";
import type { FlatSchema } from "./flat-schema.ts";
import { tighter } from "./limits.ts";

/** What holds where both hold. */
export function merged(a: FlatSchema, b: FlatSchema): FlatSchema {
  return {
    types: a.types && b.types ? commonTypes(a.types, b.types) : (a.types ?? b.types),
    nullable:
      a.nullable === undefined || b.nullable === undefined ? (a.nullable ?? b.nullable) : a.nullable && b.nullable,
    values: a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values),
    open: a.values && b.values ? a.open && b.open : a.open || b.open,
    fields: bothFields(a.fields, b.fields),
    required: new Set([...a.required, ...b.required]),
    closed: a.closed || b.closed,
    others: bothSchemas(a.others, b.others),
    keys: bothSchemas(a.keys, b.keys),
    items: bothSchemas(a.items, b.items),
    limits: tighter(a.limits, b.limits),
    kinds: [...a.kinds, ...b.kinds],
    alternatives: [...a.alternatives, ...b.alternatives],
    rest: bothRests(a.rest, b.rest),
    annotations: { ...b.annotations, ...a.annotations },
    parts: [...a.parts, ...b.parts],
  };
}

function commonTypes(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  const within = (name: string, types: ReadonlySet<string>): boolean =>
    types.has(name) || (name === "integer" && types.has("number"));
  return new Set([...a, ...b].filter((name) => within(name, a) && within(name, b)));
}

function bothFields(a: ReadonlyMap<string, Schema>, b: ReadonlyMap<string, Schema>): Map<string, Schema> {
  const fields = new Map(a);
  for (const [name, schema] of b) fields.set(name, bothSchemas(a.get(name), schema) ?? schema);
  return fields;
}

function bothSchemas(a: Schema | undefined, b: Schema | undefined): Schema | undefined {
  return a && b && a !== b ? { allOf: [a, b] } : (a ?? b);
}

function bothRests(a: FlatSchema["rest"], b: FlatSchema["rest"]): FlatSchema["rest"] {
  const keywords = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keywords].map((keyword) => [keyword, [...(a[keyword] ?? []), ...(b[keyword] ?? [])]]));
}
