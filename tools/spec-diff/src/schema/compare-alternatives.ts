import { isDeepStrictEqual } from "node:util";
import type { Schema } from "@sinch-fetch/description";
import { type Finding, type Inner, type Pair, sayer } from "./finding.ts";
import type { FlatSchema, ReadSchema } from "./flat-schema.ts";

/** How the alternatives of `oneOf` and `anyOf` differ, and those that both have. */
export function compareAlternatives(
  pair: Pair,
  readBefore: ReadSchema,
  readAfter: ReadSchema,
): { found: Finding[]; inner: Inner[] } {
  const at = sayer(pair, ({ oneOf, anyOf }) => (oneOf ?? anyOf) !== undefined);
  const { before, after } = pair;
  const found: Finding[] = [];
  const inner: Inner[] = [];
  for (let index = 0; index < Math.max(before.alternatives.length, after.alternatives.length); index++) {
    const [was, is] = [before.alternatives[index], after.alternatives[index]];
    if (!was) found.push({ rule: "narrower", at, text: "has alternatives now, one of which must fit" });
    else if (!is) found.push({ rule: "wider", at, text: "no longer has alternatives, one of which must fit" });
    else {
      const { matched, lost, gained } = match(was, is, readBefore, readAfter);
      inner.push(...matched);
      for (const schema of lost)
        found.push({ rule: "narrower", at, text: `alternative ${nameOf(schema, was)} removed` });
      for (const schema of gained) found.push({ rule: "wider", at, text: `alternative ${nameOf(schema, is)} added` });
    }
  }
  return { found, inner };
}

/** Whether a schema is no more than its alternatives. */
export function isChoice({ types, fields, limits, kinds, alternatives, rest }: FlatSchema): boolean {
  return (
    alternatives.length === 1 && !types && fields.size + limits.size + kinds.length + Object.keys(rest).length === 0
  );
}

/** Finds the alternatives that belong together: by name, by content, by a constant in them, at last if one is left. */
function match(was: readonly Schema[], is: readonly Schema[], readBefore: ReadSchema, readAfter: ReadSchema) {
  let lost = [...was];
  let gained = [...is];
  const matched: Inner[] = [];
  const tests: ((before: Schema, after: Schema) => boolean)[] = [
    ({ $ref }, other) => $ref !== undefined && $ref === other.$ref,
    isDeepStrictEqual,
    (before, after) => sharesConstant(readBefore(before), readAfter(after), readBefore, readAfter),
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

function nameOf(schema: Schema, all: readonly Schema[]): string {
  const { $ref, title } = schema;
  return $ref?.split("/").at(-1) ?? (typeof title === "string" ? title : String(all.indexOf(schema) + 1));
}
