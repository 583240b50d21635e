/**
 * Marks a value in a response or a callback that this version does not know. It exists only in types: no value has this
 * member.
 *
 * The mark is a well-known symbol, so that it is the same in every installed copy of this package, and no editor
 * suggests it.
 */
export interface UnrecognizedKind {
  readonly [Symbol.toStringTag]: never;
}

/**
 * A value in a response or a callback that this version does not know. It is a string that you can compare, show and
 * pass on, including in a request. A string of your own is not assignable to it.
 */
export type Unrecognized = string & UnrecognizedKind;

/** The name of a kind that this version does not know, which distinguishes it from the known ones. */
export type UnrecognizedName = Unrecognized & "";
