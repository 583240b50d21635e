import { isNode, listOf, membersOf, type Node, textsOf } from "../node.ts";
import { type FlatSchema, NO_SCHEMA, type ReadSchema } from "./flat-schema.ts";

/** Returns what `oneOf` and `anyOf` add, read apart: kinds by key, values, null beside one schema, or alternatives. */
export function choicesOf(schema: Node, read: ReadSchema): FlatSchema[] {
  return (["oneOf", "anyOf"] as const).flatMap((keyword) => {
    const members = listOf(schema[keyword]).filter(isNode);
    if (members.length === 0) return [];
    const at = { ...NO_SCHEMA, parts: [schema] };
    const lists = members.flatMap(({ required, ...others }) =>
      required && Object.keys(others).length === 0 ? [textsOf(required)] : [],
    );
    if (lists.length === members.length) return [{ ...at, kinds: [{ exclusive: keyword === "oneOf", lists }] }];
    const others = members.filter((member) => !isNull(member));
    const nullable = others.length < members.length;
    const [only] = others;
    if (only && others.length === 1) {
      // The description of the only alternative gives way to that of the whole, as beside a reference.
      const flat = read(only);
      return [{ ...flat, nullable: nullable || flat.nullable }];
    }
    const named = others.filter(({ $ref }) => $ref !== undefined).flatMap((member) => read(member).parts);
    const scalars = scalarsOf(others.map(read), nullable);
    return [scalars ? { ...scalars, parts: [schema, ...named] } : { ...at, alternatives: [others], nullable }];
  });
}

function isNull({ type, ...rest }: Node): boolean {
  return type === "null" && Object.keys(rest).every((keyword) => keyword === "description" || keyword === "title");
}

/** Alternatives that are no more than types and values, as one. An enum beside its plain type is an open one. */
function scalarsOf(flats: readonly FlatSchema[], nullable: boolean): FlatSchema | undefined {
  const isPlain = ({ types, fields, items, limits, alternatives, rest }: FlatSchema): boolean =>
    types !== undefined &&
    !types.has("object") &&
    fields.size + limits.size + alternatives.length + Object.keys(rest).length === 0 &&
    items === undefined;
  if (!flats.every(isPlain)) return undefined;
  const types = new Set(flats.flatMap((flat) => [...(flat.types ?? [])]));
  const listed = flats.filter(({ values }) => values !== undefined);
  if (listed.length > 0 && types.size > 1) return undefined;
  const texts = flats.map((flat) => flat.annotations).filter((annotations) => Object.keys(annotations).length > 0);
  return {
    ...NO_SCHEMA,
    annotations: membersOf(texts.length > 0 ? { "text of its values": texts } : {}),
    types,
    nullable: nullable || flats.some((flat) => flat.nullable),
    values: listed.length > 0 ? [...new Set(listed.flatMap(({ values = [] }) => values))] : undefined,
    open: listed.length > 0 && (listed.length < flats.length || listed.some(({ open }) => open)),
  };
}
