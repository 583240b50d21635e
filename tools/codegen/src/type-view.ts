import { type Description, resolve, type Schema } from "@sinch-fetch/description";
import { ABSENT, kindsView, unionView } from "./kinds-view.ts";

/** Holds the known values of a string that may take others too: generated as their union with `Unrecognized`. */
export const KNOWN_VALUES = "x-known-values";
/** Marks a property that may be null in responses, in a schema that is written as requests need it. */
const NULLABLE = "x-nullable-in-answers";
/** Holds what responses may have for a property of requests that was never set. */
const UNSET = "x-unset-in-answers";
/** Keywords that hold values of the API, and no schema. */
const DATA = new Set(["example", "examples", "default", "enum", "const"]);

/**
 * The description in the form that the type generator translates rightly: each schema as both directions need it, and
 * such that what each says of a value is said by its own members and alternatives:
 *
 * - an enum, open or not, keeps its values, and leaves room for those of a later version,
 * - kinds told apart by key (`oneOf` of `required` lists) become a union whose members exclude each other's keys,
 * - `anyOf` of `required` lists becomes a union of objects that each require one of them,
 * - kinds, by key or by a constant member, leave room for those of a later version,
 * - `anyOf` beside the members of an object applies to that object, and is not an alternative to it,
 * - what an object requires of a part of its `allOf` is a member of its own,
 * - a property may be what responses have where it is not set, such as null,
 * - a property that only refers to a schema, or to it or null, gets that schema's description and default, for the editor
 *   to show.
 */
export function typeView(description: Description): Description {
  const view = <Node>(node: Node, isMap = false): Node => {
    if (Array.isArray(node)) return node.map((item) => view(item)) as Node;
    if (typeof node !== "object" || node === null) return node;
    // In a map of properties every key is a name, whatever it spells.
    const entries = Object.entries(node).map(([key, value]) =>
      !isMap && DATA.has(key) ? [key, value] : [key, view(value, !isMap && key === "properties")],
    );
    return (isMap ? Object.fromEntries(entries) : viewSchema(Object.fromEntries(entries))) as Node;
  };
  const viewSchema = (schema: Schema): Schema => {
    const required = requiredOfParts(schema, description, view);
    const described = describedProperties({ ...schema, ...required }, description);
    return besideMembers(unionView(kindsView(unsetView(valuesView(described, description))), description));
  };
  return view(description);
}

/** Whether nothing fits a schema: `not: {}`, of a member that an alternative must not have. */
function isForbidden({ not }: Schema): boolean {
  return typeof not === "object" && not !== null && Object.keys(not).length === 0;
}

function valuesView(schema: Schema, description: Description): Schema {
  if (isForbidden(schema)) return { type: "null", [ABSENT]: true };
  const { enum: values, anyOf = [], ...rest } = schema;
  if (values?.every((value) => typeof value === "string")) return { ...rest, type: "string", [KNOWN_VALUES]: values };
  const [known, ...others] = anyOf.filter((part) => !isPlainString(part));
  if (known === undefined || others.length > 0 || anyOf.length !== 2) return schema;
  if (known.$ref !== undefined) {
    return resolve<Schema>(description, known).enum === undefined ? schema : { ...rest, $ref: known.$ref };
  }
  return known[KNOWN_VALUES] === undefined ? schema : { ...rest, type: "string", [KNOWN_VALUES]: known[KNOWN_VALUES] };
}

function isPlainString(schema: Schema): boolean {
  return schema.type === "string" && Object.keys(schema).length === 1;
}

function unsetView(schema: Schema): Schema {
  const { [NULLABLE]: nullable, [UNSET]: unset, description, default: value, deprecated, ...rest } = schema;
  if (!nullable && unset === undefined) return schema;
  const docs = Object.entries({ description, default: value, deprecated }).filter(([, text]) => text !== undefined);
  return { ...Object.fromEntries(docs), anyOf: [rest, nullable ? { type: "null" } : { const: unset }] };
}

/** The properties of a schema's parts that it requires without having them itself. */
function requiredOfParts(
  { allOf, properties = {}, required = [] }: Schema,
  description: Description,
  view: (schema: Schema) => Schema,
): Pick<Schema, "properties"> {
  if (!allOf) return {};
  const found = required.flatMap((name) => {
    const property = properties[name] ? undefined : propertyOfParts(name, allOf, description);
    return property ? [[name, view(property)] as const] : [];
  });
  return found.length > 0 ? { properties: { ...properties, ...Object.fromEntries(found) } } : {};
}

function propertyOfParts(name: string, parts: readonly Schema[], description: Description): Schema | undefined {
  for (const part of parts) {
    const { properties = {}, allOf = [] } = resolve(description, part);
    const found = properties[name] ?? propertyOfParts(name, allOf, description);
    if (found) return found;
  }
  return undefined;
}

function besideMembers(schema: Schema): Schema {
  const { anyOf, ...rest } = schema;
  const { properties, allOf = [], oneOf, additionalProperties = false } = rest;
  if (!anyOf || !(properties || allOf.length > 0 || additionalProperties)) return schema;
  return oneOf ? { ...rest, allOf: [...allOf, { anyOf }] } : { ...rest, oneOf: anyOf };
}

function describedProperties(schema: Schema, description: Description): Schema {
  if (typeof schema.properties !== "object" || schema.properties === null) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    if (typeof property !== "object" || property === null) return [name, property];
    // A property that may be null refers to its schema beside `null`.
    const $ref = property.$ref ?? property.anyOf?.find((part) => part.$ref !== undefined)?.$ref;
    if ($ref === undefined) return [name, property];
    const { description: text, default: value } = resolve<Schema>(description, { $ref });
    return [
      name,
      {
        ...(text === undefined ? {} : { description: text }),
        ...(value === undefined ? {} : { default: value }),
        ...property,
      },
    ];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
