import type { FlatSchema, Node, ReadSchema } from "@sinch-fetch/description";
import type { SchemaDetail, Side } from "./change.ts";

/** A change at one schema. */
export type Finding = SchemaDetail & {
  /** The schema that says it; with what it says, it identifies one edit. */
  readonly at: Node | undefined;
  /** What leads from the schema that was compared to the place of the change; empty for the schema itself. */
  readonly segment: string;
};

/** A schema within both schemas, to be compared next. */
export interface Inner {
  readonly segment: string;
  readonly before: Node;
  readonly after: Node;
}

/** Two schemas that describe the same thing. */
export interface Pair {
  readonly before: FlatSchema;
  readonly after: FlatSchema;
  readonly side: Side;
  readonly readBefore: ReadSchema;
  readonly readAfter: ReadSchema;
  /** Whether alternatives are laid over each other: what two schemas mean is compared, however they are written. */
  readonly over: boolean;
}

/** A comparison of two schemas, one level deep, and what it has found. */
export type Level = ReturnType<typeof levelOf>;

/** Begins the comparison of two schemas. */
export function levelOf(pair: Pair) {
  const { before, after, over } = pair;
  const found: Finding[] = [];
  const inner: Inner[] = [];
  return {
    ...pair,
    found,
    inner,
    /**
     * Adds a finding.
     *
     * @param says Recognises the part that says it: of the schema after, else of the one before. Where meaning is
     *   compared, what only the other description says is missing in ours, and that is where it belongs.
     */
    add(detail: SchemaDetail, says: (part: Node) => boolean, segment = ""): void {
      const own = after.parts.find(says) ?? (over ? after.parts[0] : undefined);
      found.push({ ...detail, at: own ?? before.parts.find(says) ?? after.parts[0], segment });
    },
  };
}

/** Returns whether a part of a schema offers a choice between schemas. */
export function offersChoice({ oneOf, anyOf }: Node): boolean {
  return (oneOf ?? anyOf) !== undefined;
}
