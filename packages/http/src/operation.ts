import type { Bounds } from "./bounds.ts";

/** What a client knows of an operation at run time. Generated from the API description. */
export interface Operation {
  /** The description's `operationId`. */
  readonly id: string;
  /** HTTP method in upper case. */
  readonly method: string;
  /** Path template below the client's base URL, such as `/messages/{batch_id}`. */
  readonly path: string;
  /** Whether sending it twice has the effect of sending it once (by method, or `x-idempotent` in the description). */
  readonly idempotent: boolean;
  /** How many items the lists of its request body may hold. */
  readonly bounds?: Bounds;
}
