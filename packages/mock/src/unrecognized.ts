/**
 * Marks what the description does not have. Nobody writes it down: no value has the member. It is that of the clients, so
 * that values pass between them and the mock.
 */
export interface UnrecognizedKind {
  readonly [Symbol.toStringTag]: never;
}

/** A value that the description does not list. */
export type Unrecognized = string & UnrecognizedKind;

/** The name of a kind that the description does not have. */
export type UnrecognizedName = Unrecognized & "";
