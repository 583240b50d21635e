import type { Description, Schema } from "@sinch-fetch/description";
import { annotationsOf, isAnnotation } from "./annotations.ts";
import { choicesOf } from "./choices.ts";
import { type FlatSchema, NOTHING, type ReadSchema } from "./flat-schema.ts";
import { LIMIT_KEYWORDS, limitsOf } from "./limits.ts";
import { merged } from "./merged-schemas.ts";
import { referred } from "./reference.ts";

const READ = new Set([
  "$ref",
  "type",
  "enum",
  "const",
  "properties",
  "required",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "items",
  "allOf",
  "anyOf",
  "oneOf",
  ...LIMIT_KEYWORDS,
]);

/** Reads the schemas of a description. */
export function schemaReader(description: Description): ReadSchema {
  const known = new Map<Schema, FlatSchema>();
  const read: ReadSchema = (schema) => {
    const found = known.get(schema);
    if (found) return found;
    // A schema that is a part of itself adds nothing there.
    known.set(schema, NOTHING);
    const target = schema.$ref === undefined ? [] : [read(referred(description, schema.$ref))];
    const parts = [...target, ...(schema.allOf ?? []).map(read), ...choicesOf(schema, read)];
    const flat = parts.reduce(merged, ownOf(schema));
    known.set(schema, flat);
    return flat;
  };
  return read;
}

/** What a schema says by itself, without its references, parts and alternatives. */
function ownOf(schema: Schema): FlatSchema {
  const { additionalProperties: others, unevaluatedProperties: unevaluated } = schema;
  const names = [schema.type ?? []].flat();
  const values = schema.const === undefined ? schema.enum : [schema.const];
  const types = names.length > 0 ? names : typesOf(schema, values);
  const { annotations, rest } = annotationsOf(schema, READ);
  return {
    ...NOTHING,
    types: types && new Set(types.filter((name) => name !== "null")),
    nullable: types?.includes("null") && (values?.includes(null) ?? true),
    values: values?.filter((value) => value !== null).map((value) => JSON.stringify(value)),
    fields: new Map(Object.entries(schema.properties ?? {})),
    required: new Set(schema.required),
    closed: others === false || unevaluated === false,
    others: typeof others === "object" && !Object.keys(others).every(isAnnotation) ? others : undefined,
    keys: schema.propertyNames,
    items: schema.items,
    limits: limitsOf(schema),
    rest,
    annotations,
    parts: [schema],
  };
}

/** The types that a schema without `type` speaks of. */
function typesOf(schema: Schema, values: readonly unknown[] | undefined): string[] | undefined {
  if (values) return [...new Set(values.map(typeOf))];
  if (schema.properties || typeof schema.additionalProperties === "object") return ["object"];
  return schema.items ? ["array"] : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
