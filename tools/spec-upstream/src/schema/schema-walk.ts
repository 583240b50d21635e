import type { Document } from "@sinch-fetch/description";
import { NOTHING_SAID } from "@sinch-fetch/description";
import { compareFields, compareOthers } from "./compare-fields.ts";
import { compareKinds } from "./compare-kinds.ts";
import { compareDefaults, compareDeprecated, compareLimits } from "./compare-limits.ts";
import { compareTypes, compareValues } from "./compare-values.ts";
import { compareVariants } from "./compare-variants.ts";
import type { Comparison, Finding, Pair, Side } from "./finding.ts";
import type { FlatSchema } from "./flat-schema.ts";
import { type SchemaReader, schemaReader } from "./read-schema.ts";

/** Deeper paths are not followed: no message nests so far, and a description may be written to never end. */
const MAX_DEPTH = 60;

/** Two descriptions whose schemas are compared. */
export interface SchemaWalk {
  readonly ours: SchemaReader;
  readonly theirs: SchemaReader;
  /**
   * Everything in which two schemas differ, with the shortest path to each. Two schemas that meet again are not
   * compared again, so a recursive schema is followed once.
   */
  differences(ours: FlatSchema, theirs: FlatSchema, side: Side): Finding[];
}

export function schemaWalk(ours: Document, theirs: Document): SchemaWalk {
  const [readerOfOurs, readerOfTheirs] = [schemaReader(ours), schemaReader(theirs)];
  const pairOf = (a: FlatSchema, b: FlatSchema, side: Side): Pair => ({
    ours: a,
    theirs: b,
    side,
    readOurs: readerOfOurs.read,
    readTheirs: readerOfTheirs.read,
    before31: theirs.before31,
  });

  return {
    ours: readerOfOurs,
    theirs: readerOfTheirs,
    differences(first, second, side) {
      const steps = [{ a: first, b: second, path: "", depth: 0 }];
      const seen = new Map<unknown, Set<unknown>>();
      /** Whether two things have met before; from now on, they have. */
      const met = (one: unknown, other: unknown): boolean => {
        const others = seen.get(one) ?? new Set();
        seen.set(one, others);
        return others.size === others.add(other).size;
      };
      const all: Finding[] = [];
      for (const { a, b, path, depth } of steps) {
        if (met(a, b)) continue;
        // The fields of one schema may be reached through several that say something more, such as null.
        const [fields, required] = [met(a.fields, b.fields), met(a.required, b.required)];
        const again = fields && required && a.fields.size > 0 && b.fields.size > 0;
        const { found, inner } = again ? compareOuter(pairOf(a, b, side)) : compareLevel(pairOf(a, b, side));
        all.push(...found.map((finding) => ({ ...finding, path: path + finding.path })));
        if (depth === MAX_DEPTH) continue;
        for (const next of inner) {
          const [ours, theirs] = [readerOfOurs.read(next.ours), readerOfTheirs.read(next.theirs)];
          steps.push({ a: ours, b: theirs, path: path + next.path, depth: depth + 1 });
        }
      }
      return all;
    },
  };
}

/** Compares two schemas, one level deep. */
function compareLevel(pair: Pair): Comparison {
  const outer = compareOuter(pair);
  if (areApart(pair)) return outer;
  const within = compareVariants(pair, compareObject) ?? compareObject(pair);
  return { found: [...outer.found, ...within.found], inner: [...outer.inner, ...within.inner] };
}

/** What two schemas say of a value as a whole, and of the members of a list. */
function compareOuter(pair: Pair): Comparison {
  const types = [...compareTypes(pair), ...compareDeprecated(pair)];
  // Where nothing fits both, what is within need not be told.
  if (areApart(pair)) return { found: types, inner: [] };
  const { ours, theirs } = pair;
  // Where both are lists, one may say nothing of the members.
  const hasMembers = (ours.items || theirs.items) && ours.types?.has("array") && theirs.types?.has("array");
  const inner = hasMembers
    ? [{ path: "[]", ours: ours.items ?? NOTHING_SAID, theirs: theirs.items ?? NOTHING_SAID }]
    : [];
  return { found: [...types, ...compareValues(pair), ...compareLimits(pair), ...compareDefaults(pair)], inner };
}

function compareObject(pair: Pair): Comparison {
  const [fields, others] = [compareFields(pair), compareOthers(pair)];
  return {
    found: [...fields.found, ...others.found, ...compareKinds(pair)],
    inner: [...fields.inner, ...others.inner],
  };
}

/** Whether no value fits both, or one of the two describes nothing. */
function areApart({ ours, theirs }: Pair): boolean {
  if (!ours.types || !theirs.types) return ours.types !== theirs.types;
  const others = [...theirs.types].map(kindOf);
  return ours.types.size > 0 && others.length > 0 && ![...ours.types].some((type) => others.includes(kindOf(type)));
}

function kindOf(type: string): string {
  return type === "integer" ? "number" : type;
}
