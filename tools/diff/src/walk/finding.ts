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

/** What differs between two schemas themselves, and the schemas within both of them. */
export interface Comparison {
  readonly found: readonly Finding[];
  readonly inner: readonly Inner[];
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

/**
 * Returns the part that says something: of the schema after, else of the one before, else the schema after as a whole.
 * Where meaning is compared, what only the other description says is missing in ours, and that is where it belongs.
 */
export function sayer({ before, after, over }: Pair, says: (part: Node) => boolean): Node | undefined {
  const own = after.parts.find(says) ?? (over ? after.parts[0] : undefined);
  return own ?? before.parts.find(says) ?? after.parts[0];
}
