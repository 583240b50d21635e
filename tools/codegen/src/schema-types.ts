import { BrokenDescription, listOf, membersOf, type Schema, schemaName } from "@sinch-fetch/description";
import { ABSENT, UNRECOGNIZED, type UnrecognizedKinds } from "./kinds-view.ts";
import {
  ANY_KEY,
  intersection,
  type Member,
  orUndefined,
  type Type,
  UNDEFINED,
  UNKNOWN,
  UNRECOGNIZED_KIND,
  union,
} from "./type-tree.ts";
import { KNOWN_VALUES } from "./type-view.ts";

/** What `@sinch-fetch/http` exports for generated types. */
export const SHARED_TYPES: ReadonlySet<string> = new Set(["Unrecognized", UNRECOGNIZED_KIND, "UnrecognizedName"]);

const STRING: Type = { text: "string" };
const SCALARS: Readonly<Record<string, Type>> = {
  null: { text: "null" },
  string: STRING,
  number: { text: "number" },
  integer: { text: "number" },
  boolean: { text: "boolean" },
};
/** What would change a type, and is not translated. */
const UNSUPPORTED = ["$defs", "discriminator", "nullable", "patternProperties", "prefixItems"];
const { compare } = new Intl.Collator("en-us", { numeric: true });

/**
 * The type of a schema, as the type view has it.
 *
 * @throws {BrokenDescription} The schema has a keyword that no type is made of.
 */
export function typeOf(schema: Schema): Type {
  const { const: value, enum: values, allOf = [], anyOf = [], oneOf = [], required = [] } = schema;
  const unsupported = UNSUPPORTED.find((keyword) => keyword in schema);
  if (unsupported !== undefined) throw new BrokenDescription(`no type is made of ${unsupported}`);
  const name = schemaName(schema);
  if (name !== undefined) return { name };
  if (value !== undefined) return literal(value);
  if (values) return union(values.map(literal));

  // What an object requires, it may require of a part that is written within it.
  const parts = allOf.map((part) =>
    part.$ref === undefined ? { ...part, required: [...required, ...(part.required ?? [])] } : part,
  );
  const choices = [anyOf, oneOf].filter((alternatives) => alternatives.length > 0);
  const [first, ...others] = [
    ...ownTypes(schema),
    ...parts.map(typeOf),
    ...choices.map((alternatives) => union(alternatives.map(typeOf))),
  ];
  if (first !== undefined) return intersection([first, ...others]);
  return schema.type === undefined ? UNKNOWN : { name: "Record", of: [STRING, UNKNOWN] };
}

/** What a schema says without its parts and alternatives. */
function ownTypes(schema: Schema): Type[] {
  const { type, items = {}, properties, required = [], additionalProperties: others, propertyNames } = schema;
  const kinds = schema[UNRECOGNIZED] as UnrecognizedKinds | undefined;
  const known = schema[KNOWN_VALUES] as readonly string[] | undefined;
  if (schema[ABSENT]) return [UNDEFINED];
  if (kinds) return [{ name: UNRECOGNIZED_KIND }, { members: membersOfUnrecognized(kinds) }];
  if (known) return [union([...known.map(literal), { name: "Unrecognized" }])];
  if (Array.isArray(type)) {
    return [union(type.map((one) => typeOf({ ...schema, type: one, allOf: [], anyOf: [], oneOf: [] })))];
  }
  if (type === "array") return [{ listOf: typeOf(items) }];
  const scalar = SCALARS[type ?? ""];
  if (scalar) return [scalar];
  const content = typeof others === "object" ? typeOf(others) : UNKNOWN;
  if (typeof others === "object" && propertyNames?.$ref !== undefined && !properties) {
    // Any other rule for keys is left to the docs.
    return [{ name: "Partial", of: [{ name: "Record", of: [typeOf(propertyNames), orUndefined(content)] }] }];
  }
  const members = sorted(properties).map(([name, property]) => memberOf(name, property, required.includes(name)));
  return [
    ...(members.length > 0 ? [{ members }] : []),
    ...(others ? [{ members: [{ name: ANY_KEY, type: content }] }] : []),
  ];
}

/** A member that takes `undefined` if it may be left out. */
export function memberOf(name: string, schema: Schema, isRequired = false, documented: unknown = schema): Member {
  const type = typeOf(schema);
  const docs = docsOf(documented);
  return isRequired ? { name, type, docs } : { name, type: orUndefined(type), isOptional: true, docs };
}

function membersOfUnrecognized(kinds: UnrecognizedKinds): Member[] {
  if ("discriminator" in kinds) return [{ name: kinds.discriminator, type: { name: "UnrecognizedName" } }];
  return kinds.absent.toSorted().map((name) => ({ name, type: UNDEFINED, isOptional: true }));
}

function literal(value: unknown): Type {
  return { text: JSON.stringify(value) };
}

/** The entries of a map, in the order in which they are written. */
export function sorted<Value>(map: Readonly<Record<string, Value>> = {}): [string, Value][] {
  return Object.entries(map).sort(([a], [b]) => compare(a, b));
}

/** The docs of a part of a description: its texts, then the tags that an editor knows. Of examples those that are short. */
export function docsOf(part: unknown): string[] {
  const { title, summary, description, deprecated, default: value, example, examples } = membersOf(part);
  const names = [title, summary].filter(isText);
  const mark = deprecated ? ["@deprecated"] : [];
  const given = [...(example === undefined ? [] : [example]), ...listOf(examples)].map(shown);
  const tags = [
    ...(names.length > 0 ? mark : []),
    ...(value === undefined ? [] : [`@default ${shown(value)}`]),
    ...given.filter((text) => !text.includes("\n")).map((text) => `@example ${text}`),
  ];
  // Where it has no name, its description is the reason that editors show beside the mark.
  return [...names, ...(names.length > 0 ? [] : mark), description, tags.join("\n")].filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function shown(value: unknown): string {
  return (typeof value === "object" ? JSON.stringify(value, null, 2) : String(value)).trim();
}
