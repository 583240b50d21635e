import type { Document } from "@sinch-fetch/description";
import type { Difference, Kind } from "../difference.ts";
import type { Side } from "../schema/finding.ts";
import type { FlatSchema } from "../schema/flat-schema.ts";
import type { SchemaWalk } from "../schema/schema-walk.ts";

/** Where something is: an operation, and the part of it. */
export interface Place {
  readonly operation?: string;
  readonly path: string;
}

/** What a comparison of two descriptions works with, and gathers. */
export interface Comparing {
  readonly ours: Document;
  readonly theirs: Document;
  readonly walk: SchemaWalk;
  add(kind: Kind, place: Place, text: string): void;
  /** Something that only one of the two has: missing here, or extra here. */
  addOne(isOurs: boolean, place: Place, what?: string): void;
  /**
   * Everything in which two schemas differ.
   *
   * @param joint What stands between the place and a path within the schemas. @default " · "
   */
  addSchemas(ours: FlatSchema, theirs: FlatSchema, side: Side, place: Place, joint?: string): void;
}

export function comparing(
  ours: Document,
  theirs: Document,
  walk: SchemaWalk,
): Comparing & { readonly found: readonly Difference[] } {
  const found: Difference[] = [];
  const add: Comparing["add"] = (kind, place, text) => void found.push({ ...place, kind, text });
  return {
    ours,
    theirs,
    walk,
    found,
    add,
    addOne(isOurs, place, what) {
      const text = isOurs ? "extra here" : "missing here";
      add(isOurs ? "extra-here" : "missing-here", place, what === undefined ? text : `${what} ${text}`);
    },
    addSchemas(a, b, side, place, joint = " · ") {
      for (const { path, kind, text } of walk.differences(a, b, side)) {
        const within = joint === "" ? path : path.replace(/^\./, joint).replace(/^(?=[[<])/, joint);
        add(kind, { ...place, path: place.path + within }, text);
      }
    },
  };
}
