import { type Description, listed, resolve, type Schema } from "@sinch-fetch/description";

/** Marks a string in a description that has none of the known values. */
const OTHER_STRING = "x-open-enum";
/** Marks the kinds that this version does not know. Holds the keys that they do not have, or the key that says which they are. */
export const UNRECOGNIZED = "x-unrecognized";

/** More names in the docs of each of them would hide what it is. */
const MOST_LISTED = 4;

/** What is known of the kinds that this version does not know. */
export type UnrecognizedKinds = { readonly absent: readonly string[] } | { readonly discriminator: string };

/**
 * A schema in the form that its type is made of:
 *
 * - what it requires of a part of its `allOf` is a member of its own,
 * - kinds distinguished by a key (`oneOf` of `required` lists) are a union whose members exclude each other's keys,
 * - `anyOf` of `required` lists is a union of objects that each require one of them,
 * - kinds, by key or by a constant member, leave room for those of a later version.
 */
export function formOf(schema: Schema, description: Description): Schema {
  return withLaterKinds(kindsByKey(withRequiredOfParts(schema, description), description), description);
}

/** A property with what the schema says that it only refers to, or to it or null, as far as it says nothing itself. */
export function described(property: Schema, description: Description): Schema {
  const $ref = property.$ref ?? property.anyOf?.find((part) => part.$ref !== undefined)?.$ref;
  if ($ref === undefined) return property;
  const { description: text, default: value } = resolve<Schema>(description, { $ref });
  return {
    ...(text !== undefined && { description: text }),
    ...(value !== undefined && { default: value }),
    ...property,
  };
}

function withRequiredOfParts(schema: Schema, description: Description): Schema {
  const { allOf, properties = {}, required = [] } = schema;
  const found = required.flatMap((name) => {
    const property = properties[name] ? undefined : propertyOfParts(name, allOf, description);
    return property ? [[name, property] as const] : [];
  });
  return found.length > 0 ? { ...schema, properties: { ...properties, ...Object.fromEntries(found) } } : schema;
}

function propertyOfParts(name: string, parts: readonly Schema[] = [], description: Description): Schema | undefined {
  for (const part of parts) {
    const { properties = {}, allOf } = resolve(description, part);
    const found = properties[name] ?? propertyOfParts(name, allOf, description);
    if (found) return found;
  }
  return undefined;
}

function kindsByKey(schema: Schema, description: Description): Schema {
  const exclusive = requiredLists(schema.oneOf);
  const alternatives = exclusive ?? requiredLists(schema.anyOf);
  const keyword = exclusive ? "oneOf" : "anyOf";
  const { properties, [keyword]: _, ...rest } = schema;
  if (!properties || !alternatives) return schema;
  const kinds = new Set(alternatives.flat());
  const common = Object.entries(properties).filter(([name]) => !kinds.has(name));
  const ofKinds = Object.entries(properties).filter(([name]) => kinds.has(name));
  const rule = `${exclusive ? "Exactly" : "At least"} one of ${shown(alternatives)} is set.`;
  const members = alternatives.map((names) => {
    const own = ofKinds.map(([name, property]) => {
      const isAbsent = exclusive && !names.includes(name);
      return [name, isAbsent ? { not: {} } : withRule(described(property, description), rule)];
    });
    return { type: "object", required: names, properties: Object.fromEntries(own) };
  });
  const absent = [...kinds].filter((name) => !alternatives.every((names) => names.includes(name)));
  return {
    ...rest,
    ...(common.length > 0 && { properties: Object.fromEntries(common) }),
    [keyword]: [...members, unrecognized({ absent })],
  };
}

/** Kinds distinguished by a constant member, with an alternative for those of a later version. */
function withLaterKinds(schema: Schema, description: Description): Schema {
  const keyword = schema.oneOf ? "oneOf" : "anyOf";
  const kinds = schema[keyword]?.filter((kind) => !isUndescribed(kind)) ?? [];
  const constants = kinds.map((kind) => constantsOf(resolve(description, kind)));
  const [first = [], ...others] = constants;
  const discriminator = first.find((name) => others.every((names) => names.includes(name)));
  if (discriminator === undefined) return schema;
  return { ...schema, [keyword]: [...kinds, unrecognized({ discriminator })] };
}

/** Whether a kind is the one that bundling adds for those of a later version. */
function isUndescribed({ properties = {} }: Schema): boolean {
  return Object.values(properties).some((property) => property[OTHER_STRING] !== undefined);
}

function constantsOf({ properties = {} }: Schema): string[] {
  return Object.keys(properties).filter((name) => typeof properties[name]?.const === "string");
}

function unrecognized(kinds: UnrecognizedKinds): Schema {
  return { type: "object", [UNRECOGNIZED]: kinds };
}

function withRule(property: Schema, rule: string): Schema {
  const { description } = property;
  return { ...property, description: description === undefined ? rule : `${description}\n\n${rule}` };
}

/** The lists of alternatives that say nothing but which keys are required. */
function requiredLists(alternatives: Schema[] | undefined): string[][] | undefined {
  const lists = alternatives?.flatMap((alternative) =>
    alternative.required && Object.keys(alternative).length === 1 ? [alternative.required] : [],
  );
  return lists && lists.length > 0 && lists.length === alternatives?.length ? lists : undefined;
}

/** `a`, `b` and `c`, or their number where they are many; what must come together is joined by "with". */
function shown(alternatives: readonly string[][]): string {
  if (alternatives.length > MOST_LISTED) return `the ${alternatives.length} kinds`;
  return listed(alternatives.map((keys) => keys.map((key) => `\`${key}\``).join(" with ")));
}
