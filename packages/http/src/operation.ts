import type { Bounds } from "./call/bounds.ts";
import type { Unset } from "./call/unset.ts";

/** How a list operation is divided into pages: `x-pagination` of the description. */
export interface Pagination {
  /** Member of the response that holds the items. */
  readonly items: string;
  /** Parameter that the token of a page goes into; absent for a list that comes whole. */
  readonly token?: string;
  /** Member of the response that holds the token of the next page. */
  readonly next?: string;
  /** Query parameters that are sent with these values where the caller gives none. */
  readonly query?: Readonly<Record<string, number>>;
}

/** What a client knows about an operation at run time. Generated from the API description. */
export interface Operation {
  /** The description's `operationId`. */
  readonly id: string;
  /** HTTP method in upper case. */
  readonly method: string;
  /** Path template below the client's base URL, such as `/messages/{batch_id}`. */
  readonly path: string;
  /**
   * Whether sending it twice has the effect of sending it once: `x-idempotent` in the description.
   * @default by method: GET, PUT, DELETE, HEAD and OPTIONS are idempotent
   */
  readonly idempotent?: boolean | undefined;
  /** Whether it has a request body; without one, its method takes the query in the body's place. */
  readonly body?: true;
  /** How its response is divided into pages, for a list. */
  readonly pagination?: Pagination;
  /**
   * Members of a success, each a text, without which it is of no use, such as the id of what was sent; none if any object
   * will do. Absent if a success may be empty.
   */
  readonly result?: readonly string[];
  /** What its request body may hold. */
  readonly bounds?: Bounds;
  /** What is left out of its request body. */
  readonly unset?: Unset;
  /** What its query may hold. */
  readonly query?: Bounds;
}

/** The operations of an API: by resource, then by method. Generated from the API description. */
export type OperationTable = Readonly<Record<string, Readonly<Record<string, Operation>>>>;
