import type { Schema } from "@sinch-fetch/description";
import type { SchemaRuleName } from "../rules.ts";
import type { FlatSchema } from "./flat-schema.ts";

/** A change at one schema, for either side to judge. */
export interface Finding {
  readonly rule: SchemaRuleName;
  readonly text: string;
  /** The schema that says it; with the text, it tells one edit from another. */
  readonly at: Schema | undefined;
  /** What leads from the schema that was compared to the place of the change, such as `.height`. */
  readonly segment?: string;
}

/** A schema within both schemas, to be compared next. */
export interface Inner {
  readonly segment: string;
  readonly before: Schema;
  readonly after: Schema;
}

/** Two schemas, read. */
export interface Pair {
  readonly before: FlatSchema;
  readonly after: FlatSchema;
}

/** The part that says something, of the schema as it is now, else as it was. */
export function sayer({ before, after }: Pair, says: (part: Schema) => boolean): Schema | undefined {
  return after.parts.find(says) ?? before.parts.find(says) ?? after.parts[0];
}
