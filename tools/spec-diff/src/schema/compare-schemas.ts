import { isDeepStrictEqual } from "node:util";
import type { Schema } from "@sinch-fetch/description";
import { compareAlternatives, isChoice } from "./compare-alternatives.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { compareFields, compareOthers } from "./compare-fields.ts";
import { compareKinds } from "./compare-kinds.ts";
import { areApart, compareTypes } from "./compare-types.ts";
import { compareValues } from "./compare-values.ts";
import { type Finding, type Inner, type Pair, sayer } from "./finding.ts";
import type { FlatSchema, ReadSchema } from "./flat-schema.ts";
import { limitChanges } from "./limits.ts";

/** Rules that reach no type of an answer, so they count as limits. */
const CONSTRAINTS = new Set([
  "not",
  "if",
  "then",
  "else",
  "contains",
  "minContains",
  "maxContains",
  "dependentRequired",
  "dependentSchemas",
]);

/** What differs between two schemas themselves, and the schemas within both of them. */
export interface Comparison {
  readonly found: readonly Finding[];
  readonly inner: readonly Inner[];
}

/** Compares two schemas, one level deep. */
export function compareSchemas(
  before: Schema,
  after: Schema,
  readBefore: ReadSchema,
  readAfter: ReadSchema,
): Comparison {
  const pair = alike(before, after, readBefore(before), readAfter(after));
  const types = compareTypes(pair);
  const texts = compareAnnotations(pair.before.annotations, pair.after.annotations, pair.after.parts[0]);
  // Where nothing fits both, what is within need not be told.
  if (areApart(pair)) return { found: [...types, ...texts], inner: [] };
  const fields = compareFields(pair);
  const others = compareOthers(pair);
  const alternatives = compareAlternatives(pair, readBefore, readAfter);
  return {
    found: [
      ...types,
      ...compareValues(pair),
      ...fields.found,
      ...others.found,
      ...compareKinds(pair),
      ...alternatives.found,
      ...compareLimits(pair),
      ...compareRest(pair),
      ...texts,
      ...compareItems(pair),
    ],
    inner: [...fields.inner, ...others.inner, ...itemsOf(pair), ...alternatives.inner],
  };
}

/** A plain schema beside a choice of schemas counts as a choice of one. */
function alike(before: Schema, after: Schema, a: FlatSchema, b: FlatSchema): Pair {
  const choice = (schema: Schema, flat: FlatSchema, other: FlatSchema): FlatSchema =>
    isChoice(other) && flat.alternatives.length === 0
      ? { ...other, nullable: flat.nullable, alternatives: [[schema]], annotations: flat.annotations, parts: [schema] }
      : flat;
  return { before: choice(before, a, b), after: choice(after, b, a) };
}

function compareLimits(pair: Pair): Finding[] {
  return limitChanges(pair.before.limits, pair.after.limits).map(({ keyword, tightened, text }) => ({
    rule: tightened ? "tightened" : "relaxed",
    text,
    at: sayer(pair, (part) => part[keyword] !== undefined),
  }));
}

function compareRest(pair: Pair): Finding[] {
  const { before, after } = pair;
  return [...new Set([...Object.keys(before.rest), ...Object.keys(after.rest)])].flatMap((keyword): Finding[] => {
    const [was, is] = [before.rest[keyword], after.rest[keyword]];
    if (isDeepStrictEqual(was, is)) return [];
    const verb = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const rule = CONSTRAINTS.has(keyword) ? (is === undefined ? "relaxed" : "tightened") : "unknown";
    return [{ rule, text: `${keyword} ${verb}`, at: sayer(pair, (part) => part[keyword] !== undefined) }];
  });
}

function compareItems(pair: Pair): Finding[] {
  const { before, after } = pair;
  const at = sayer(pair, ({ items }) => items !== undefined);
  if (before.items && !after.items) return [{ rule: "wider", at, text: "items may be anything now" }];
  if (!before.items && after.items) return [{ rule: "narrower", at, text: "items are described now" }];
  return [];
}

function itemsOf({ before, after }: Pair): Inner[] {
  return before.items && after.items ? [{ segment: "[]", before: before.items, after: after.items }] : [];
}
