import type { Node } from "../node.ts";
import type { Annotations } from "./annotations.ts";
import type { Limits } from "./limits.ts";

/** A choice of keys: exactly one of these lists of required keys, or at least one. */
export interface Kinds {
  readonly exclusive: boolean;
  readonly lists: readonly (readonly string[])[];
}

/**
 * What a schema says in one form, however it is written: references followed, `allOf` put together. The schemas within
 * it are not read yet, so that a schema may hold itself.
 */
export interface FlatSchema {
  /** Types but null; `undefined` for any. */
  readonly types: ReadonlySet<string> | undefined;
  /** Whether null is allowed; `undefined` where nothing rules it out. */
  readonly nullable: boolean | undefined;
  /** The values of an enum or a constant, as JSON, without null. */
  readonly values: readonly string[] | undefined;
  /** The values stand beside a plain type, so others are allowed. */
  readonly open: boolean;
  readonly limits: Limits;
  readonly fields: ReadonlyMap<string, Node>;
  readonly required: ReadonlySet<string>;
  /** Keys beside the fields are refused. */
  readonly closed: boolean;
  /** The values of the keys beside the fields. */
  readonly others: Node | undefined;
  /** The keys of a map. */
  readonly keys: Node | undefined;
  readonly items: Node | undefined;
  readonly kinds: readonly Kinds[];
  /** The choices between schemas, where they are read apart. */
  readonly alternatives: readonly (readonly Node[])[];
  /** The alternatives of an object, each with what stands beside all of them, where they are laid over each other. */
  readonly variants: readonly FlatSchema[];
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** Keywords that are compared as they stand. */
  readonly rest: Readonly<Record<string, readonly unknown[]>>;
  readonly annotations: Annotations;
  /** The schemas that were put together, for finding out which of them says what. */
  readonly parts: readonly Node[];
}

/** A schema that says nothing. */
export const NO_SCHEMA: FlatSchema = {
  types: undefined,
  nullable: undefined,
  values: undefined,
  open: false,
  limits: new Map(),
  fields: new Map(),
  required: new Set(),
  closed: false,
  others: undefined,
  keys: undefined,
  items: undefined,
  kinds: [],
  alternatives: [],
  variants: [],
  readOnly: false,
  writeOnly: false,
  rest: {},
  annotations: {},
  parts: [],
};

/** Reads a schema. The same schema gives the same object. */
export type ReadSchema = (schema: Node) => FlatSchema;

/** Puts schemas together into one, as `allOf` or `anyOf`. The same schemas give the same object. */
export type Combine = (keyword: "allOf" | "anyOf", schemas: readonly Node[]) => Node;

export function combiner(): Combine {
  const numbers = new Map<Node, number>();
  const combined = new Map<string, Node>();
  return (keyword, schemas) => {
    const members = [...new Set(schemas)];
    const [first] = members;
    if (first !== undefined && members.length === 1) return first;
    const ids = members.map((member) => {
      const id = numbers.get(member) ?? numbers.size;
      numbers.set(member, id);
      return id;
    });
    const key = [keyword, ...ids.sort((a, b) => a - b)].join(" ");
    const known = combined.get(key) ?? { [keyword]: members };
    combined.set(key, known);
    return known;
  };
}
