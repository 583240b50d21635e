import {
  annotationsOf,
  type Choices,
  type Document,
  type FlatSchema,
  isReference,
  type Node,
  schemaReader,
} from "@sinch-fetch/description";
import type { Side } from "./change.ts";
import { compareAnnotations, compareSchemas } from "./compare-schemas.ts";
import type { Finding, Inner, Pair } from "./level.ts";
import { remembered } from "./remembered.ts";

/** Deeper paths are not followed: no message nests so far, and a description may be written to never end. */
const MAX_DEPTH = 60;
const REFERENCE: ReadonlySet<string> = new Set(["$ref"]);

/** A change at one schema, with what leads to the place of the change. */
export type SchemaChange = Finding & { readonly path: string };

interface Step {
  readonly before: FlatSchema;
  readonly after: FlatSchema;
  readonly path: string;
  readonly depth: number;
}

/** Makes a comparison of the schemas of two descriptions. */
export function schemaWalk(one: Document, other: Document, choices: Choices) {
  // Most schemas are referred to from many places.
  const before = { ...one, target: remembered(one.target) };
  const after = { ...other, target: remembered(other.target) };
  const [was, is] = [schemaReader(before, choices), schemaReader(after, choices)];
  const over = choices === "over";
  const pairOf = (a: FlatSchema, b: FlatSchema, side: Side): Pair => {
    return { before: a, after: b, side, readBefore: was.read, readAfter: is.read, over };
  };
  const compared = remembered((a: FlatSchema) =>
    remembered((b: FlatSchema) => remembered((side: Side) => compareSchemas(pairOf(a, b, side), true))),
  );

  /** References are followed together; what both say beside them is compared here. */
  const entering = (inner: Omit<Inner, "segment">, path: string, depth: number, all: SchemaChange[]): Step => {
    let { before: a, after: b } = inner;
    for (let hops = 0; !over && isReference(a) && isReference(b) && hops < MAX_DEPTH; hops++) {
      const own = { ...annotationsOf(a, REFERENCE).annotations, ...annotationsOf(b, REFERENCE).annotations };
      const found = compareAnnotations(was.read(a).annotations, is.read(b).annotations, b);
      all.push(...located(found, path).filter((change) => change.what !== "annotation" || change.name in own));
      [a, b] = [before.target(a.$ref), after.target(b.$ref)];
    }
    return { before: was.read(a), after: is.read(b), path, depth };
  };
  const walked = (first: Step, side: Side, all: SchemaChange[] = []): SchemaChange[] => {
    const met = meetings();
    const steps = [first];
    for (const { before: a, after: b, path, depth } of steps) {
      if (met(a, b)) continue;
      // The fields of one schema may be reached through several that say something more, such as null.
      const [fields, required] = [met(a.fields, b.fields), met(a.required, b.required)];
      const again = over && fields && required && a.fields.size > 0 && b.fields.size > 0;
      const { found, inner } = again ? compareSchemas(pairOf(a, b, side), false) : compared(a)(b)(side);
      all.push(...located(found, path));
      if (depth === MAX_DEPTH) continue;
      for (const next of inner) steps.push(entering(next, path + next.segment, depth + 1, all));
    }
    return all;
  };

  return {
    before: was,
    after: is,
    /**
     * Returns everything that differs between two schemas, the nearest first, with the shortest path to each. Two schemas
     * that meet again are not compared again, so a recursive schema is followed once.
     */
    changes(one: Node, other: Node, side: Side): SchemaChange[] {
      const all: SchemaChange[] = [];
      return walked(entering({ before: one, after: other }, "", 0, all), side, all);
    },
    /** The same for schemas that are read already. */
    flatChanges(one: FlatSchema, other: FlatSchema, side: Side): SchemaChange[] {
      return walked({ before: one, after: other, path: "", depth: 0 }, side);
    },
  };
}

function located(found: readonly Finding[], path: string): SchemaChange[] {
  return found.map((finding) => ({ ...finding, path: path + finding.segment }));
}

/** Returns whether two things have met before; from then on, they have. */
function meetings(): (one: unknown, other: unknown) => boolean {
  const metBy = remembered((_one: unknown) => new Set<unknown>());
  return (one, other) => metBy(one).size === metBy(one).add(other).size;
}
