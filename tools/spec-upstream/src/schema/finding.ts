import type { Node } from "@sinch-fetch/description";
import type { Kind } from "../difference.ts";
import type { FlatSchema, ReadSchema } from "./flat-schema.ts";

/** Who writes a value: the caller in a request, the service in an answer and in a callback. */
export type Side = "request" | "answer";

/** Something in which two schemas differ. */
export interface Finding {
  /** What leads there from the schemas that were compared, such as `.height`; empty for the schemas themselves. */
  readonly path: string;
  readonly kind: Kind;
  readonly text: string;
}

/** A schema within both schemas, to be compared next. */
export interface Inner {
  readonly path: string;
  readonly ours: Node;
  readonly theirs: Node;
}

/** Two schemas that describe the same thing, ours and the vendor's. */
export interface Pair {
  readonly ours: FlatSchema;
  readonly theirs: FlatSchema;
  readonly side: Side;
  readonly readOurs: ReadSchema;
  readonly readTheirs: ReadSchema;
  /** Whether the vendor's description is of a version that cannot limit the keys of a map. */
  readonly before31: boolean;
}

/** What differs between two schemas themselves, and the schemas within both. */
export interface Comparison {
  readonly found: readonly Finding[];
  readonly inner: readonly Inner[];
}

/** A finding at the schemas themselves. */
export function different(text: string): Finding {
  return { path: "", kind: "different", text };
}

/** Text for something that one of the two has. */
export function onlyOn(ours: boolean): "here only" | "upstream only" {
  return ours ? "here only" : "upstream only";
}
