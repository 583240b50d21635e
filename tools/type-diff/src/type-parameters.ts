import type ts from "typescript";
import { type Break, below, type Side } from "./break.ts";
import type { Relation } from "./relation.ts";

/**
 * Compares what may be filled in for type parameters that go with each other, in their order.
 *
 * @param side The side of what is filled in.
 */
export function constraintBreaks(
  relation: Relation,
  old: readonly ts.Type[],
  now: readonly ts.Type[],
  side: Side,
): readonly Break[] {
  return old.flatMap((parameter, index) => {
    const counterpart = now[index];
    if (counterpart === undefined) return [];
    const [before, after] = [parameter, counterpart].map((own) => own.getConstraint());
    // What is not constrained takes everything.
    const anything = relation.checker.getUnknownType();
    return below(`<${parameter.symbol.name}>`, relation.breaks(before ?? anything, after ?? anything, side));
  });
}
