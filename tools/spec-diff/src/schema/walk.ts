import type { Description, Schema } from "@sinch-fetch/description";
import { type Annotations, annotationsOf, isReference } from "./annotations.ts";
import { compareAnnotations } from "./compare-annotations.ts";
import { type Comparison, compareSchemas } from "./compare-schemas.ts";
import type { Finding, Inner } from "./finding.ts";
import { referred } from "./reference.ts";
import { schemaReader } from "./schema-reader.ts";

/** A change of a schema with the path that leads to it. */
export interface Located extends Finding {
  readonly path: string;
}

/** Two descriptions, whose schemas are compared. Each pair of schemas is looked at once, whatever refers to it. */
export interface SchemaWalk {
  /** Everything that differs between two schemas, the nearest first. A recursive schema is followed once. */
  changes(before: Schema, after: Schema, path?: string): Located[];
  /** Whether the two say the same, apart from texts. */
  sameMeaning(before: Schema, after: Schema): boolean;
}

interface Step {
  readonly before: Schema;
  readonly after: Schema;
  readonly path: string;
}

const REFERENCE: ReadonlySet<string> = new Set(["$ref"]);
const TEXTS: ReadonlySet<string> = new Set([
  "documented",
  "deprecated",
  "restored",
  "defaultChanged",
  "defaultDocumented",
]);

/** A comparison of the schemas of two descriptions. */
export function schemaWalk(before: Description, after: Description): SchemaWalk {
  const [readBefore, readAfter] = [schemaReader(before), schemaReader(after)];
  const known = new Map<Schema, Map<Schema, Comparison>>();
  const compared = (a: Schema, b: Schema): Comparison => {
    const row = known.get(a) ?? new Map<Schema, Comparison>();
    known.set(a, row);
    const comparison = row.get(b) ?? compareSchemas(a, b, readBefore, readAfter);
    row.set(b, comparison);
    return comparison;
  };

  /** References are followed together; what both say beside them is compared here. */
  const followed = (
    { before: was, after: is, path }: Step,
    found: Located[] = [],
  ): { step: Step; found: Located[] } => {
    if (!isReference(was) || !isReference(is)) return { step: { before: was, after: is, path }, found };
    const own = Object.keys({ ...besideReference(was), ...besideReference(is) });
    const said = (annotations: Annotations): Annotations =>
      Object.fromEntries(own.filter((key) => key in annotations).map((key) => [key, annotations[key]]));
    const beside = compareAnnotations(said(readBefore(was).annotations), said(readAfter(is).annotations), is);
    const next = { before: targetOf(was, before), after: targetOf(is, after), path };
    return followed(next, [...found, ...beside.map((finding) => ({ ...finding, path }))]);
  };

  const changes = (first: Schema, second: Schema, path = ""): Located[] => {
    const steps: Step[] = [{ before: first, after: second, path }];
    const seen = new Map<Schema, Set<Schema>>();
    const all: Located[] = [];
    for (const unfollowed of steps) {
      const { step, found } = followed(unfollowed);
      all.push(...found);
      const others = seen.get(step.before) ?? new Set();
      if (others.has(step.after)) continue;
      seen.set(step.before, others.add(step.after));
      const comparison = compared(step.before, step.after);
      all.push(...comparison.found.map((finding) => ({ ...finding, path: step.path + (finding.segment ?? "") })));
      steps.push(...comparison.inner.map((inner: Inner) => ({ ...inner, path: step.path + inner.segment })));
    }
    return all;
  };
  return { changes, sameMeaning: (a, b) => changes(a, b).every(({ rule }) => TEXTS.has(rule)) };
}

function besideReference(schema: Schema): Annotations {
  return annotationsOf(schema, REFERENCE).annotations;
}

function targetOf(schema: Schema, description: Description): Schema {
  return schema.$ref === undefined ? schema : referred(description, schema.$ref);
}
