import type { Document } from "../document.ts";
import { compareTexts, isNode, listOf, membersOf, NOTHING_SAID, type Node, textsOf } from "../node.ts";
import { alternativesOf } from "./alternatives.ts";
import { annotationsOf, isAnnotation } from "./annotations.ts";
import { choicesOf } from "./choices.ts";
import { type Combine, combiner, type FlatSchema, NO_SCHEMA, type ReadSchema } from "./flat-schema.ts";
import { both } from "./intersection.ts";
import { LIMIT_KEYWORDS, limitsOf } from "./limits.ts";

/** What a schema may say beside another that it is no more than, without saying more than the other. */
const TEXTS = new Set(["description", "summary", "title", "example", "examples", "externalDocs", "$comment"]);
const WRAPPERS = new Set(["$ref", "allOf", "oneOf", "anyOf"]);
const READ = new Set([
  ...WRAPPERS,
  "type",
  "enum",
  "const",
  "properties",
  "required",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "items",
  ...LIMIT_KEYWORDS,
]);

/** Reads the schemas of one description, and puts them together. */
export interface SchemaReader {
  readonly read: ReadSchema;
  readonly combine: Combine;
}

/**
 * How the alternatives of a schema are read. `apart` keeps each as it is written. `over` lays them over each other: an
 * object has every field that one of them has, and requires what all of them require, so that it does not matter whether
 * a choice between keys is written as alternatives or as lists of required keys.
 */
export type Choices = "apart" | "over";

/** Makes a reader of the schemas of a description. */
export function schemaReader(document: Document, choices: Choices): SchemaReader {
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
      ...(choices === "apart" ? choicesOf(schema, read) : alternativesOf(schema, read, combine)),
    ];
    const [only] = parts;
    if (choices === "over" && only && parts.length === 1 && isWrapper(schema)) return only;
    const flat = parts.reduce((whole, part) => both(whole, part, combine), ownOf(schema, document.before31, choices));
    // Before OpenAPI 3.1, it is allowed whatever the schema says that stands beside it.
    return schema.nullable === true ? { ...flat, nullable: true } : flat;
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
function ownOf(schema: Node, before31: boolean, choices: Choices): FlatSchema {
  const enumerated = schema.const === undefined ? schema.enum : [schema.const];
  const values = Array.isArray(enumerated) ? enumerated : undefined;
  const names = textsOf(schema.type);
  const types = names.length > 0 ? names : typesOf(schema, values);
  const { additionalProperties: others } = schema;
  const { annotations, rest } = annotationsOf(schema, READ);
  return {
    ...NO_SCHEMA,
    types: types && new Set(types.filter((name) => name !== "null")),
    nullable: nullableOf(types, values, before31),
    values: values?.filter((value) => value !== null).map((value) => JSON.stringify(value)),
    limits: limitsOf(schema),
    fields: fieldsOf(schema.properties, choices),
    required: new Set(listOf(schema.required).filter((name) => typeof name === "string")),
    closed: others === false || schema.unevaluatedProperties === false,
    others: isNode(others) && !Object.keys(others).every(isAnnotation) ? others : undefined,
    keys: isNode(schema.propertyNames) ? schema.propertyNames : undefined,
    items: isNode(schema.items) ? schema.items : undefined,
    readOnly: schema.readOnly === true,
    writeOnly: schema.writeOnly === true,
    rest,
    annotations,
    parts: [schema],
  };
}

/**
 * The fields of an object; one that is described by nothing, or by `true`, is a field too. One that is forbidden
 * distinguishes an alternative, and is not part of what the alternatives mean together.
 */
function fieldsOf(properties: unknown, choices: Choices): Map<string, Node> {
  const fields = Object.entries(membersOf(properties)).flatMap(([name, field]): [string, Node][] => {
    const isForbidden = field === false || (isNode(field) && isNode(field.not) && Object.keys(field.not).length === 0);
    return choices === "over" && isForbidden ? [] : [[name, isNode(field) ? field : NOTHING_SAID]];
  });
  return new Map(fields.sort(([a], [b]) => compareTexts(a, b)));
}

/** Before 3.1, null counts as allowed wherever it is named: many leave it out of the list of values. */
function nullableOf(
  types: readonly string[] | undefined,
  values: readonly unknown[] | undefined,
  before31: boolean,
): boolean | undefined {
  if (before31 && values?.includes(null)) return true;
  return types?.includes("null") && (before31 || (values?.includes(null) ?? true));
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
