import { isDeepStrictEqual } from "node:util";
import type { FlatSchema, Node, ReadSchema } from "@sinch-fetch/description";
import { type Inner, type Level, offersChoice, type Pair } from "./level.ts";
import { presenceOf } from "./side-by-side.ts";

/** Compares the alternatives of `oneOf` and `anyOf`, where they are read apart. */
export function compareAlternatives(level: Level): void {
  const { before, after, add, inner } = level;
  for (let index = 0; index < Math.max(before.alternatives.length, after.alternatives.length); index++) {
    const [was, is] = [before.alternatives[index], after.alternatives[index]];
    if (!was || !is) {
      add({ what: "choice", ...presenceOf(was, is) }, offersChoice);
      continue;
    }
    const { matched, lost, gained } = match(was, is, level);
    inner.push(...matched);
    const addOne = (name: string, after: boolean): void => {
      add({ what: "alternative", name, before: !after, after }, offersChoice);
    };
    for (const schema of lost) addOne(nameOf(schema, was), false);
    for (const schema of gained) addOne(nameOf(schema, is), true);
  }
}

/** Takes a plain schema beside a choice of schemas as a choice of one. */
export function alike(pair: Pair): Pair {
  const choice = (flat: FlatSchema, other: FlatSchema): FlatSchema => {
    const [schema] = flat.parts;
    if (!schema || !isChoice(other) || flat.alternatives.length > 0) return flat;
    const { nullable, annotations } = flat;
    return { ...other, nullable, alternatives: [[schema]], annotations, parts: [schema] };
  };
  return { ...pair, before: choice(pair.before, pair.after), after: choice(pair.after, pair.before) };
}

/** Returns whether a schema is no more than its alternatives. */
function isChoice({ types, fields, limits, kinds, alternatives, rest }: FlatSchema): boolean {
  return (
    alternatives.length === 1 && !types && fields.size + limits.size + kinds.length + Object.keys(rest).length === 0
  );
}

/** Finds the alternatives that belong together: by name, content, a constant or fields, at last if one is left. */
function match(was: readonly Node[], is: readonly Node[], { readBefore, readAfter }: Pair) {
  let lost = [...was];
  let gained = [...is];
  const matched: Inner[] = [];
  const tests: ((before: Node, after: Node) => boolean)[] = [
    ({ $ref }, other) => $ref !== undefined && $ref === other.$ref,
    isDeepStrictEqual,
    (before, after) => sharesConstant(readBefore(before), readAfter(after), readBefore, readAfter),
    (before, after) => hasFields(readAfter(after), readBefore(before), readAfter),
    () => lost.length === 1 && gained.length === 1,
  ];
  for (const fits of tests) {
    for (const before of [...lost]) {
      const after = gained.find((candidate) => fits(before, candidate));
      if (!after) continue;
      matched.push({ segment: `<${nameOf(after, is)}>`, before, after });
      lost = lost.filter((schema) => schema !== before);
      gained = gained.filter((schema) => schema !== after);
    }
  }
  return { matched, lost, gained };
}

function sharesConstant(a: FlatSchema, b: FlatSchema, readBefore: ReadSchema, readAfter: ReadSchema): boolean {
  return [...a.fields].some(([name, schema]) => {
    const other = b.fields.get(name);
    const values = readBefore(schema).values;
    return other !== undefined && values?.length === 1 && isDeepStrictEqual(values, readAfter(other).values);
  });
}

/** Returns whether a schema has all fields of another, and forbids none of them. */
function hasFields({ fields }: FlatSchema, other: FlatSchema, read: ReadSchema): boolean {
  const has = (name: string): boolean => {
    const field = fields.get(name);
    return field !== undefined && read(field).rest.not === undefined;
  };
  return other.fields.size > 0 && [...other.fields.keys()].every(has);
}

function nameOf(schema: Node, all: readonly Node[]): string {
  const { $ref, title } = schema;
  if (typeof $ref === "string") return $ref.slice($ref.lastIndexOf("/") + 1);
  return typeof title === "string" ? title : String(all.indexOf(schema) + 1);
}
