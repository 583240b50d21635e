import type { Document } from "@sinch-fetch/description";
import { isNode, listOf, membersOf, NOTHING_SAID, type Node, nodesIn, textsOf } from "@sinch-fetch/description";
import { alternativesOf } from "./alternatives.ts";
import { type Combine, combiner, type FlatSchema, NO_SCHEMA, type ReadSchema } from "./flat-schema.ts";
import { both } from "./intersection.ts";
import { limitsOf } from "./limits.ts";

/** What a schema may say beside another that it stands for, without saying more than the other. */
const TEXTS = new Set(["description", "summary", "title", "example", "examples", "externalDocs", "$comment"]);
const WRAPPERS = new Set(["$ref", "allOf", "oneOf", "anyOf"]);

/** What reads the schemas of one description, and what it puts them together with. */
export interface SchemaReader {
  readonly read: ReadSchema;
  readonly combine: Combine;
}

export function schemaReader(document: Document): SchemaReader {
  const combine = combiner();
  const known = new Map<Node, FlatSchema>();
  const read: ReadSchema = (schema) => {
    const found = known.get(schema);
    if (found) return found;
    // A schema that is a part of itself adds nothing there.
    known.set(schema, NO_SCHEMA);
    const flat = flatten(schema);
    known.set(schema, flat);
    return flat;
  };
  const flatten = (schema: Node): FlatSchema => {
    const { $ref } = schema;
    const parts = [
      ...(typeof $ref === "string" ? [read(document.target($ref))] : []),
      ...listOf(schema.allOf).map((part) => read(membersOf(part))),
      ...alternativesOf(schema, read, combine),
    ];
    const [only] = parts;
    if (only && parts.length === 1 && isWrapper(schema)) return only;
    const own = ownOf(schema);
    const nullable = own.nullable ?? (parts.length > 0 && parts.every((part) => part.nullable) ? true : undefined);
    return { ...parts.reduce((whole, part) => both(whole, part, combine), own), nullable };
  };
  return { read, combine };
}

/** Whether a schema says nothing itself but texts. */
function isWrapper(schema: Node): boolean {
  return Object.keys(schema).every(
    (keyword) => WRAPPERS.has(keyword) || TEXTS.has(keyword) || keyword.startsWith("x-"),
  );
}

/** What a schema says by itself, without its references, parts and alternatives. */
function ownOf(schema: Node): FlatSchema {
  const enumerated = schema.const === undefined ? schema.enum : [schema.const];
  const values = Array.isArray(enumerated) ? enumerated : undefined;
  const names = textsOf(schema.type);
  const types = names.length > 0 ? names : typesOf(schema, values);
  const others = schema.additionalProperties;
  return {
    ...NO_SCHEMA,
    types: types && new Set(types.filter((name) => name !== "null")),
    nullable: nullableOf(schema, types, values),
    values: values?.filter((value) => value !== null).map((value) => JSON.stringify(value)),
    limits: limitsOf(schema),
    fields: fieldsOf(schema.properties),
    required: new Set(listOf(schema.required).filter((name) => typeof name === "string")),
    others: isNode(others) && Object.keys(others).length > 0 ? others : undefined,
    keys: isNode(schema.propertyNames) ? schema.propertyNames : undefined,
    items: isNode(schema.items) ? schema.items : undefined,
    default: schema.default === undefined ? undefined : JSON.stringify(schema.default),
    deprecated: schema.deprecated === true,
    readOnly: schema.readOnly === true,
    writeOnly: schema.writeOnly === true,
  };
}

/** The fields of an object; one that is described by nothing, or by `true`, is a field too. */
function fieldsOf(properties: unknown): Map<string, Node> {
  const described = new Map(nodesIn(properties));
  return new Map(
    Object.keys(membersOf(properties))
      .sort()
      .map((name) => [name, described.get(name) ?? NOTHING_SAID]),
  );
}

/** Null counts as allowed wherever it is named: before 3.1, many leave it out of the list of values. */
function nullableOf(
  { nullable }: Node,
  types: readonly string[] | undefined,
  values: readonly unknown[] | undefined,
): boolean | undefined {
  if (nullable === true || types?.includes("null") || values?.includes(null)) return true;
  return types === undefined ? undefined : false;
}

/** The types that a schema without `type` speaks of. */
function typesOf(schema: Node, values: readonly unknown[] | undefined): string[] | undefined {
  if (values) return [...new Set(values.map(typeOf))];
  if (isNode(schema.properties) || isNode(schema.additionalProperties)) return ["object"];
  return isNode(schema.items) ? ["array"] : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
