import { isNode, listOf, membersOf, NOTHING_SAID, type Node } from "../node.ts";
import { type Combine, type FlatSchema, type Kinds, NO_SCHEMA, type ReadSchema } from "./flat-schema.ts";
import { both } from "./intersection.ts";
import { loosest } from "./limits.ts";

/** More alternatives are compared as one object: no message has so many, and choices within choices multiply. */
const MAX_VARIANTS = 200;

/** Returns what the `oneOf` and the `anyOf` of a schema say, each as one, its alternatives laid over each other. */
export function alternativesOf(schema: Node, read: ReadSchema, combine: Combine): FlatSchema[] {
  return (["oneOf", "anyOf"] as const).flatMap((keyword) => {
    const members = listOf(schema[keyword])
      .map(membersOf)
      .filter((member) => !isOpenKind(member));
    if (members.length === 0) return [];
    const flats = members.map((member) => both(read(member), distinguished(schema, member, read), combine));
    return [union(flats, combine, keyword === "oneOf")];
  });
}

/** Returns whether an alternative leaves room for kinds that are not described, and says nothing else. */
function isOpenKind({ properties }: Node): boolean {
  const [field, ...others] = Object.values(membersOf(properties));
  return others.length === 0 && Array.isArray(membersOf(membersOf(field).not).enum);
}

/** Returns what one of several schemas allows. */
export function union(all: readonly FlatSchema[], combine: Combine, exclusive = false): FlatSchema {
  // An alternative that is the choice itself, and still being read, adds nothing to it; null is kept separately.
  const parts = [...new Set(all)].filter((part) => part !== NO_SCHEMA && part.types?.size !== 0);
  const nullable =
    all.some((part) => part.nullable) || (all.every((part) => part.nullable === false) ? false : undefined);
  const [first] = parts;
  if (!first) return { ...NO_SCHEMA, types: new Set(), nullable };
  if (parts.length === 1) return first.nullable === nullable ? first : { ...first, nullable };
  const objects = parts.filter(isObject);
  const members = (pick: (part: FlatSchema) => Node | undefined): Node | undefined => {
    const picked = parts.map(pick).filter((schema) => schema !== undefined);
    return picked.length > 0 ? combine("anyOf", picked) : undefined;
  };
  const names = [...new Set(objects.flatMap(({ fields }) => [...fields.keys()]))].sort();
  return {
    ...NO_SCHEMA,
    types: parts.every(({ types }) => types) ? new Set(parts.flatMap(({ types }) => [...(types ?? [])])) : undefined,
    nullable,
    ...valuesOf(parts),
    limits: loosest(parts),
    fields: new Map(names.map((name) => [name, members(({ fields }) => fields.get(name)) ?? NOTHING_SAID])),
    required: requiredByAll(objects),
    others: members(({ others }) => others),
    keys: members(({ keys }) => keys),
    items: members(({ items }) => items),
    kinds: kindsOf(objects, exclusive),
    variants: variantsOf(parts),
    annotations: parts.every(({ annotations }) => annotations.deprecated === true) ? { deprecated: true } : {},
    parts: parts.flatMap((part) => part.parts),
    readOnly: parts.every(({ readOnly }) => readOnly),
    writeOnly: parts.every(({ writeOnly }) => writeOnly),
  };
}

/** Whether it is an object and nothing else, or a list of required keys of one. */
function isObject({ types, required }: FlatSchema): boolean {
  return types ? types.size === 1 && types.has("object") : required.size > 0;
}

/** The alternatives, where all of them are objects with fields. */
function variantsOf(parts: readonly FlatSchema[]): FlatSchema[] {
  if (!parts.every((part) => isObject(part) && part.fields.size > 0)) return [];
  const variants = parts.flatMap((part) => (part.variants.length > 0 ? part.variants : [part]));
  return variants.length > MAX_VARIANTS ? [] : variants;
}

function requiredByAll([first, ...others]: readonly FlatSchema[]): Set<string> {
  const names = [...(first?.required ?? [])];
  return new Set(names.filter((name) => others.every(({ required }) => required.has(name))));
}

/** The values of those alternatives that list some; open, if another takes any. */
function valuesOf(parts: readonly FlatSchema[]): Pick<FlatSchema, "values" | "open"> {
  const scalars = parts.filter(
    ({ types }) => !types || [...types].some((type) => type !== "object" && type !== "array"),
  );
  const lists = scalars.filter(({ values }) => values !== undefined);
  if (lists.length === 0) return { values: undefined, open: false };
  return {
    values: [...new Set(lists.flatMap(({ values = [] }) => values))],
    open: lists.length < scalars.length || lists.some(({ open }) => open),
  };
}

/**
 * The keys that distinguish alternatives: what each of them requires and not all of them do or, where it requires
 * nothing of the kind, the one field that no other has.
 */
function kindsOf(objects: readonly FlatSchema[], exclusive: boolean): Kinds[] {
  if (objects.length < 2) return [];
  const common = requiredByAll(objects);
  const lists = objects.map((object) => {
    const required = [...object.required].filter((name) => !common.has(name)).sort();
    if (required.length > 0) return required;
    const own = [...object.fields.keys()].filter((name) =>
      objects.every((one) => one === object || !one.fields.has(name)),
    );
    return own.length === 1 ? own : [];
  });
  const isChoice = lists.every((list) => list.length > 0) && new Set(lists.map(String)).size === lists.length;
  return isChoice ? [{ exclusive, lists }] : [];
}

/** What a discriminator says of an alternative: the value of the field that distinguishes it. */
function distinguished(schema: Node, member: Node, read: ReadSchema): FlatSchema {
  const { propertyName, mapping } = membersOf(schema.discriminator);
  if (typeof propertyName !== "string" || typeof member.$ref !== "string") return NO_SCHEMA;
  const field = read(member).fields.get(propertyName);
  if (field && read(field).values) return NO_SCHEMA;
  const reference = member.$ref;
  const name = reference.split("/").at(-1) ?? reference;
  const mapped = Object.entries(membersOf(mapping)).flatMap(([value, target]) =>
    target === reference || target === name ? [value] : [],
  );
  const values = mapped.length > 0 || isNode(mapping) ? mapped : [name];
  if (values.length === 0) return NO_SCHEMA;
  return {
    ...NO_SCHEMA,
    types: new Set(["object"]),
    fields: new Map([[propertyName, { enum: values }]]),
  };
}
