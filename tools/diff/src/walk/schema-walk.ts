import {
  type Annotations,
  annotationsOf,
  type Choices,
  type Document,
  type FlatSchema,
  isReference,
  type Node,
  type SchemaReader,
  schemaReader,
} from "@sinch-fetch/description";
import type { SchemaChange, Side } from "./change.ts";
import { alike } from "./compare-alternatives.ts";
import { compareAnnotations, compareOuter, compareSchemas } from "./compare-schemas.ts";
import type { Comparison, Finding, Inner, Pair } from "./finding.ts";

/** Deeper paths are not followed: no message nests so far, and a description may be written to never end. */
const MAX_DEPTH = 60;
const REFERENCE: ReadonlySet<string> = new Set(["$ref"]);

/** Two descriptions, whose schemas are compared. */
export interface SchemaWalk {
  readonly before: SchemaReader;
  readonly after: SchemaReader;
  /**
   * Returns everything that differs between two schemas, the nearest first, with the shortest path to each. Two schemas
   * that meet again are not compared again, so a recursive schema is followed once.
   */
  changes(before: Node, after: Node, side: Side): SchemaChange[];
  /** The same for schemas that are read already. */
  flatChanges(before: FlatSchema, after: FlatSchema, side: Side): SchemaChange[];
}

interface Step {
  readonly before: FlatSchema;
  readonly after: FlatSchema;
  readonly path: string;
  readonly depth: number;
}

/** Makes a comparison of the schemas of two descriptions. */
export function schemaWalk(before: Document, after: Document, choices: Choices): SchemaWalk {
  const [was, is] = [schemaReader(before, choices), schemaReader(after, choices)];
  const over = choices === "over";
  const known = new Map<FlatSchema, Map<FlatSchema, Map<Side, Comparison>>>();
  const compared = (pair: Pair): Comparison => {
    const row = known.get(pair.before) ?? new Map<FlatSchema, Map<Side, Comparison>>();
    const cell = row.get(pair.after) ?? new Map<Side, Comparison>();
    const comparison = cell.get(pair.side) ?? compareSchemas(over ? pair : alike(pair));
    known.set(pair.before, row.set(pair.after, cell.set(pair.side, comparison)));
    return comparison;
  };

  /** References are followed together; what both say beside them is compared here. */
  const followed = (
    a: Node,
    b: Node,
    found: Finding[] = [],
  ): { schemas: [FlatSchema, FlatSchema]; found: Finding[] } => {
    if (over || !isReference(a) || !isReference(b)) return { schemas: [was.read(a), is.read(b)], found };
    const own = Object.keys({ ...annotationsOf(a, REFERENCE).annotations, ...annotationsOf(b, REFERENCE).annotations });
    const said = (annotations: Annotations): Annotations =>
      Object.fromEntries(own.filter((key) => key in annotations).map((key) => [key, annotations[key]]));
    const beside = compareAnnotations(said(was.read(a).annotations), said(is.read(b).annotations), b);
    return followed(before.target(a.$ref), after.target(b.$ref), [...found, ...beside]);
  };

  const walked = (first: Step, side: Side, all: SchemaChange[] = []): SchemaChange[] => {
    const met = meetings();
    const steps = [first];
    for (const { before: a, after: b, path, depth } of steps) {
      if (met(a, b)) continue;
      const pair: Pair = { before: a, after: b, side, readBefore: was.read, readAfter: is.read, over };
      // The fields of one schema may be reached through several that say something more, such as null.
      const [fields, required] = [met(a.fields, b.fields), met(a.required, b.required)];
      const again = over && fields && required && a.fields.size > 0 && b.fields.size > 0;
      const { found, inner } = again ? compareOuter(pair) : compared(pair);
      all.push(...located(found, path));
      if (depth === MAX_DEPTH) continue;
      for (const next of inner) steps.push(entering(next, path + next.segment, depth + 1, all));
    }
    return all;
  };
  const entering = (next: Omit<Inner, "segment">, path: string, depth: number, all: SchemaChange[]): Step => {
    const { schemas, found } = followed(next.before, next.after);
    all.push(...located(found, path));
    return { before: schemas[0], after: schemas[1], path, depth };
  };

  return {
    before: was,
    after: is,
    changes(first, second, side) {
      const all: SchemaChange[] = [];
      return walked(entering({ before: first, after: second }, "", 0, all), side, all);
    },
    flatChanges: (first, second, side) => walked({ before: first, after: second, path: "", depth: 0 }, side),
  };
}

function located(found: readonly Finding[], path: string): SchemaChange[] {
  return found.map((finding) => ({ ...finding, path: path + finding.segment }));
}

/** Returns whether two things have met before; from then on, they have. */
function meetings(): (one: unknown, other: unknown) => boolean {
  const seen = new Map<unknown, Set<unknown>>();
  return (one, other) => {
    const others = seen.get(one) ?? new Set();
    seen.set(one, others);
    return others.size === others.add(other).size;
  };
}
