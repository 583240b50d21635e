/**
 * Marks what a response or a callback holds and this version does not know. Nobody writes it down: no value has the member.
 *
 * The mark is a well-known symbol, so that it is one and the same in every copy of this package that a program installs,
 * and no editor offers it.
 */
export interface UnrecognizedKind {
  readonly [Symbol.toStringTag]: never;
}

/**
 * A value that this version does not know, as a response or a callback may hold. It is a string, to be compared, shown
 * and handed on, back into a request too; a string of your own is not one.
 */
export type Unrecognized = string & UnrecognizedKind;

/** The name of a kind that this version does not know, which sets it apart from those that it knows. */
export type UnrecognizedName = Unrecognized & "";
