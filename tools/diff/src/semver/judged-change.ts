import { type Bump, type Level, larger } from "@sinch-fetch/workspace";

/** A change of a description, as a reviewer reads it. */
export interface Change {
  readonly level: Level;
  /** Such as `POST /messages:send` or `callback MESSAGE_DELIVERY`; absent for what belongs to no operation. */
  readonly operation?: string;
  /** Where it is, in the operation or in the description. */
  readonly path: string;
  readonly text: string;
}

/** A change with what the report and the changeset group it by. */
export interface JudgedChange extends Change {
  /** The name of the rule that judged it. */
  readonly rule: string;
  /** The text without whom it breaks, and without a count. */
  readonly what: string;
  /** Every operation that it reaches; `operation` is the first of them. */
  readonly operations: readonly string[];
  /** Where the description says it: the same for what follows from one edit. */
  readonly origin: string;
  /** Its level for the mock, which does not act on everything that clients do. */
  readonly mockLevel: Level;
}

/** The bump that changes add up to. */
export function bumpOf(changes: readonly { readonly level: Level }[]): Bump {
  return changes.reduce<Bump>((bump, { level }) => larger(bump, level), "none");
}
