import ts from "typescript";
import { type Break, breakOf, type Side } from "./break.ts";
import type { Relation } from "./relation.ts";

/** Whether a type has no members to look into: a literal, a primitive, or one with a brand. */
export function isLeaf(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.some(isLeaf);
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Union)) === 0;
}

/** Compares types of which at least one is a leaf: the compiler knows all about those. */
export function leafBreaks({ checker }: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  const [source, target] = side === "given" ? [now, old] : [old, now];
  // The compiler lets `any` pass, and it is only reached here where it is taken away.
  const fits = checker.isTypeAssignableTo(source, target) && !(old.flags & ts.TypeFlags.Any);
  if (fits) return [];
  const [before, after] = [checker.typeToString(old), checker.typeToString(now)];
  return breakOf(side === "given" ? `gives ${after}, gave ${before}` : `takes ${after}, took ${before}`);
}
