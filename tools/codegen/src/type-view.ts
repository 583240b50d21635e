import { type Description, resolve, type Schema } from "@sinch-fetch/description";

/** Marks a property that must be absent: generated as `never`. */
export const NEVER = "x-never";
/** Holds the known values of a string that may take others too: generated with completion, and open. */
export const OPEN_ENUM = "x-open-enum";
/** Keywords that hold values of the API, and no schema. */
const DATA = new Set(["example", "examples", "default", "enum", "const"]);

/**
 * The description in the form that the type generator translates rightly. Its meaning stays the same; what changes is
 * what openapi-typescript 7 loses:
 *
 * - kinds told apart by key (`oneOf` of `required` lists) become a union whose members exclude each other's keys,
 * - `anyOf` of `required` lists becomes a union of objects that each require one of them,
 * - `anyOf` beside the members of an object applies to that object, and is no alternative to it,
 * - an open enum (`anyOf` of an enum and a string) keeps its values beside the string,
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
    return (isMap ? Object.fromEntries(entries) : viewSchema(Object.fromEntries(entries), description)) as Node;
  };
  return view(description);
}

function viewSchema(schema: Schema, description: Description): Schema {
  return besideMembers(kindsView(openEnumView(describedProperties(schema, description), description)));
}

function openEnumView(schema: Schema, description: Description): Schema {
  const { anyOf = [], ...rest } = schema;
  const known = anyOf.map((part) => resolve<Schema>(description, part).enum).find((values) => values !== undefined);
  const isOpen = anyOf.length === 2 && known && anyOf.some(isPlainString);
  return isOpen ? { ...rest, type: "string", [OPEN_ENUM]: known } : schema;
}

function isPlainString(schema: Schema): boolean {
  return schema.type === "string" && Object.keys(schema).length === 1;
}

function kindsView(schema: Schema): Schema {
  const exclusive = requiredLists(schema.oneOf);
  const alternatives = exclusive ?? requiredLists(schema.anyOf);
  const keyword = exclusive ? "oneOf" : "anyOf";
  const { properties, required = [], [keyword]: _, ...rest } = schema;
  if (!properties || !alternatives) return schema;
  const kinds = new Set(alternatives.flat());
  const pick = (names: string[]): Record<string, Schema> =>
    Object.fromEntries(names.flatMap((name) => (properties[name] ? [[name, properties[name]]] : [])));

  const common = pick(Object.keys(properties).filter((name) => !kinds.has(name)));
  const members = alternatives.map((names) => ({
    type: "object",
    required: names,
    properties: Object.fromEntries(
      [...kinds].flatMap((name) => {
        const property = properties[name];
        if (property === undefined) return [];
        return [[name, exclusive && !names.includes(name) ? { type: "null", [NEVER]: true } : property]];
      }),
    ),
  }));
  return {
    ...rest,
    ...(Object.keys(common).length > 0 ? { properties: common } : {}),
    ...(required.length > 0 ? { required } : {}),
    [keyword]: members,
  };
}

function besideMembers(schema: Schema): Schema {
  const { anyOf, ...rest } = schema;
  const { properties, allOf = [], oneOf, additionalProperties = false } = rest;
  if (!anyOf || !(properties || allOf.length > 0 || additionalProperties)) return schema;
  return oneOf ? { ...rest, allOf: [...allOf, { anyOf }] } : { ...rest, oneOf: anyOf };
}

/** The lists of alternatives that say nothing but which keys are required. */
function requiredLists(alternatives: Schema[] | undefined): string[][] | undefined {
  const lists = alternatives?.flatMap((alternative) =>
    alternative.required && Object.keys(alternative).length === 1 ? [alternative.required] : [],
  );
  return lists && lists.length > 0 && lists.length === alternatives?.length ? lists : undefined;
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
