import type { Schema } from "@sinch-fetch/description";
import type { Annotations } from "./annotations.ts";
import type { Limits } from "./limits.ts";

/** A choice of keys: exactly one of these lists of required keys, or at least one. */
export interface Kinds {
  readonly exclusive: boolean;
  readonly lists: readonly (readonly string[])[];
}

/** What a schema says, its references followed and the parts of its `allOf` put together. */
export interface FlatSchema {
  /** Types but null; `undefined` for any. */
  readonly types: ReadonlySet<string> | undefined;
  /** Whether null is allowed; `undefined` where nothing rules it out. */
  readonly nullable: boolean | undefined;
  /** The values of an enum or a constant, as JSON. */
  readonly values: readonly string[] | undefined;
  /** The values stand beside a plain type, so others are allowed. */
  readonly open: boolean;
  readonly fields: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
  /** Keys beside the fields are refused. */
  readonly closed: boolean;
  /** The schema of keys beside the fields. */
  readonly others: Schema | undefined;
  readonly keys: Schema | undefined;
  readonly items: Schema | undefined;
  readonly limits: Limits;
  readonly kinds: readonly Kinds[];
  readonly alternatives: readonly (readonly Schema[])[];
  /** Keywords that are compared as they stand. */
  readonly rest: Readonly<Record<string, readonly unknown[]>>;
  readonly annotations: Annotations;
  /** The schemas that were put together, for finding out which of them says what. */
  readonly parts: readonly Schema[];
}

/** Reads the schemas of one description. The same schema gives the same object. */
export type ReadSchema = (schema: Schema) => FlatSchema;

/** A schema that says nothing. */
export const NOTHING: FlatSchema = {
  types: undefined,
  nullable: undefined,
  values: undefined,
  open: false,
  fields: new Map(),
  required: new Set(),
  closed: false,
  others: undefined,
  keys: undefined,
  items: undefined,
  limits: new Map(),
  kinds: [],
  alternatives: [],
  rest: {},
  annotations: {},
  parts: [],
};
