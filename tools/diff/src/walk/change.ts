/**
 * The model of a change, which both policies judge.
 *
 * A change says where it is (an operation or callback, a place in it, and the origin in the description, by which one
 * edit is recognised however many operations it shows in), what it is about, and what stood there before and after.
 * It says nothing of whom it breaks: `semver/` decides on a level and a text, `upstream/` on what is missing, extra or
 * different. There, "before" is the vendor's description and "after" is ours.
 */
import type { FlatSchema, Kinds, LocatedParameter, Node, Operation } from "@sinch-fetch/description";

/** Who writes a value: a caller in a request, the service in a response or a callback. */
export type Side = "request" | "response";

/** Where something is: an operation or a callback, and the part of it. */
export interface Place {
  /** Such as `POST /messages:send` or `callback MESSAGE_DELIVERY`; absent for what belongs to no operation. */
  readonly operation?: string | undefined;
  readonly path: string;
}

/** Values that stand beside a plain type are open: others are allowed. */
export interface Values {
  readonly list: readonly string[];
  readonly open: boolean;
}

export interface Field {
  readonly required: boolean;
  /** Its type in words, such as `array of string`. */
  readonly type: string;
}

/** Whether the keys beside an object's fields are refused, and whether their values are described. */
export interface FreeKeys {
  readonly closed: boolean;
  readonly described: boolean;
}

/** The choices between keys of an object, and all of its keys. */
export interface KeyChoice {
  readonly kinds: readonly Kinds[];
  readonly fields: ReadonlySet<string>;
}

type Both<Value> = { readonly before: Value; readonly after: Value };

/** What differs between two schemas. */
export type SchemaDetail =
  | ({ readonly what: "types" | "items" } & Both<FlatSchema["types"]>)
  | ({ readonly what: "null" } & Both<boolean | undefined>)
  | ({ readonly what: "values" } & Both<Values | undefined>)
  | ({ readonly what: "field" } & Both<Field | undefined>)
  | ({ readonly what: "required field" } & Both<boolean>)
  | ({ readonly what: "free keys" } & Both<FreeKeys>)
  | ({ readonly what: "kinds" } & Both<KeyChoice>)
  | ({ readonly what: "keys" | "choice" | "variant" } & Both<boolean>)
  | ({ readonly what: "alternative"; readonly name: string } & Both<boolean>)
  | ({ readonly what: "limit" | "keyword" | "annotation"; readonly name: string } & Both<unknown>);

/** What differs outside of schemas. */
export type DescriptionDetail =
  | ({ readonly what: "operation" | "callback" | "deprecated" | "schema" | "security unknown" } & Both<boolean>)
  | ({ readonly what: "payload"; readonly name: string } & Both<boolean>)
  | ({ readonly what: "address" } & Both<Operation>)
  | ({ readonly what: "parameter" } & Both<LocatedParameter | undefined>)
  | ({ readonly what: "required"; readonly of: "parameter" | "body" } & Both<boolean>)
  | ({ readonly what: "written" } & Both<Node>)
  | ({ readonly what: "body"; readonly of: Operation } & Both<Node | undefined>)
  | ({ readonly what: "media" | "header"; readonly name: string } & Both<boolean>)
  | ({ readonly what: "response" | "content"; readonly status: string; readonly of: Operation } & Both<
      Node | undefined
    >)
  | ({ readonly what: "security"; readonly schemes: readonly Scheme[] } & Both<boolean>)
  | ({ readonly what: "servers" } & Both<readonly unknown[]>)
  | ({
      readonly what: "member";
      readonly of: Owner;
      readonly name: string;
      readonly owners: Both<Node>;
    } & Both<unknown>);

/** What a member belongs to. */
export type Owner = "description" | "path" | "operation" | "callback" | "parameter" | "media" | "response" | "header";

/** A scheme of credentials, and the scopes that are wanted of it. */
export interface Scheme {
  readonly name: string;
  readonly object: Node;
  readonly scopes: readonly string[];
}

/** A difference between two descriptions; one between schemas has a side. */
export type Change = Place & {
  /** Where the description says it: the same for what follows from one edit. */
  readonly origin: string;
} & (({ readonly side: Side } & SchemaDetail) | ({ readonly side?: never } & DescriptionDetail));
