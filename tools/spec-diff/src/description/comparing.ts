import type { Description } from "@sinch-fetch/description";
import type { SchemaWalk } from "../schema/walk.ts";
import type { ChangeList } from "./change-list.ts";

/** What a comparison of two descriptions works with. */
export interface Comparing {
  readonly changes: ChangeList;
  readonly walk: SchemaWalk;
  /** The one before, and the one after. */
  readonly descriptions: readonly [Description, Description];
}
