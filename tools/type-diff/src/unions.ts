import type ts from "typescript";
import { type Break, breakOf, mildest, type Side } from "./break.ts";
import { isLeaf } from "./leaves.ts";
import type { Relation } from "./relation.ts";

/**
 * Compares types of which at least one is a union: every alternative that is given must have been one before, and every
 * one that was taken must still be one.
 */
export function unionBreaks(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  const [sources, targets] = side === "given" ? [members(now), members(old)] : [members(old), members(now)];
  const leaves: ts.Type[] = [];
  const breaks: Break[] = [];
  for (const source of sources) {
    const found = targets.map((target) =>
      side === "given" ? relation.breaks(target, source, side) : relation.breaks(source, target, side),
    );
    if (found.some((own) => own.length === 0)) continue;
    const near = isLeaf(source) ? [] : found.filter((_, index) => targets[index] && !isLeaf(targets[index]));
    const nearest = mildest(near);
    if (nearest === undefined) leaves.push(source);
    else breaks.push(...nearest);
  }
  if (leaves.length === 0) return breaks;
  const names = leaves.map((leaf) => relation.checker.typeToString(leaf)).join(", ");
  return [...breaks, ...breakOf(side === "given" ? `gives ${names} too` : `takes ${names} no more`)];
}

function members(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}
