import {
  BrokenDescription,
  type Description,
  listOf,
  membersOf,
  resolve,
  type Schema,
  schemaName,
} from "@sinch-fetch/description";
import { described, formOf, UNRECOGNIZED, type UnrecognizedKinds } from "./schema-form.ts";
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
const UNSUPPORTED = ["$ref", "$defs", "discriminator", "nullable", "patternProperties", "prefixItems"];
const { compare } = new Intl.Collator("en-us", { numeric: true });

/** Marks a property that may be null in responses, in a schema that is written as requests need it. */
const NULLABLE = "x-nullable-in-answers";
/** Holds what responses may have for a property of requests that was never set. */
const UNSET = "x-unset-in-answers";

/** The type of a schema, as both directions need it. */
export function typeOf(given: Schema, description: Description): Type {
  const { [NULLABLE]: nullable, [UNSET]: unset = null, ...set } = given;
  if (nullable || unset !== null) return union([typeOf(set, description), literal(nullable ? null : unset)]);
  const schema = formOf(set, description);
  const { const: value, enum: values, allOf = [], anyOf = [], oneOf = [], required = [] } = schema;
  const name = schemaName(schema);
  if (name !== undefined) return { name };
  const unsupported = UNSUPPORTED.find((keyword) => keyword in schema);
  if (unsupported !== undefined) throw new BrokenDescription(`no type is made of ${unsupported}`);
  if (isForbidden(schema)) return UNDEFINED;
  if (value !== undefined) return literal(value);
  if (values) return union([...values.map(literal), ...(isOfTexts(schema) ? [{ name: "Unrecognized" }] : [])]);
  // An enum beside a string is open as well: every type of an enum leaves room for other values.
  const [known, ...rest] = anyOf.filter((part) => !isPlainString(part));
  if (known && rest.length === 0 && anyOf.length === 2 && isOfTexts(resolve(description, known))) {
    return typeOf(known, description);
  }

  // What an object requires, it may require of a part that is written within it.
  const parts = allOf.map((part) =>
    part.$ref === undefined ? { ...part, required: [...required, ...(part.required ?? [])] } : part,
  );
  const choices = [anyOf, oneOf].filter((alternatives) => alternatives.length > 0);
  const [first, ...others] = [
    ...ownTypes(schema, description),
    ...parts.map((part) => typeOf(part, description)),
    ...choices.map((alternatives) => union(alternatives.map((one) => typeOf(one, description)))),
  ];
  if (first !== undefined) return intersection([first, ...others]);
  return schema.type === undefined ? UNKNOWN : { name: "Record", of: [STRING, UNKNOWN] };
}

/** Whether nothing fits a schema: `not: {}`, of a member that an alternative must not have. */
function isForbidden({ not }: Schema): boolean {
  return typeof not === "object" && not !== null && Object.keys(not).length === 0;
}

function isOfTexts({ enum: values }: Schema): boolean {
  return values?.every((value) => typeof value === "string") ?? false;
}

function isPlainString(schema: Schema): boolean {
  return schema.type === "string" && Object.keys(schema).length === 1;
}

/** What a schema says without its parts and alternatives. */
function ownTypes(schema: Schema, description: Description): Type[] {
  const { type, items = {}, properties, required = [], additionalProperties: others, propertyNames } = schema;
  const kinds = schema[UNRECOGNIZED] as UnrecognizedKinds | undefined;
  if (kinds) return [{ name: UNRECOGNIZED_KIND }, { members: membersOfUnrecognized(kinds) }];
  if (Array.isArray(type)) {
    const own = { ...schema, allOf: [], anyOf: [], oneOf: [] };
    return [union(type.map((one) => typeOf({ ...own, type: one }, description)))];
  }
  if (type === "array") return [{ listOf: typeOf(items, description) }];
  const scalar = SCALARS[type ?? ""];
  if (scalar) return [scalar];
  const content = typeof others === "object" ? typeOf(others, description) : UNKNOWN;
  if (typeof others === "object" && propertyNames?.$ref !== undefined && !properties) {
    // Any other rule for keys is left to the docs.
    return [
      { name: "Partial", of: [{ name: "Record", of: [typeOf(propertyNames, description), orUndefined(content)] }] },
    ];
  }
  const members = sorted(properties).map(([name, property]): Member => {
    const docs = isForbidden(property) ? [] : docsOf(described(property, description));
    return member({ name, type: typeOf(property, description), isOptional: !required.includes(name), docs });
  });
  return [
    ...(members.length > 0 ? [{ members }] : []),
    ...(others ? [{ members: [{ name: ANY_KEY, type: content }] }] : []),
  ];
}

/** A member that takes `undefined` if it may be left out. */
export function member(given: Member): Member {
  return given.isOptional ? { ...given, type: orUndefined(given.type) } : given;
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
