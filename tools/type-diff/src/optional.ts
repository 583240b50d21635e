import ts from "typescript";
import { type Break, breakOf, type Side } from "./break.ts";
import type { Relation } from "./relation.ts";

/**
 * Compares what may be absent: a property or an argument. Who reads it can't tell whether it is absent or undefined; who
 * writes it may write undefined only where that is allowed expressly.
 */
export function optionalBreaks(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  const { checker } = relation;
  const nothings = [checker.getNullType(), ...(side === "taken" ? [checker.getUndefinedType()] : [])];
  const [source, target] = side === "given" ? [now, old] : [old, now];
  const more = nothings.filter((nothing) => holds(source, nothing) && !holds(target, nothing));
  const [before, after] = [checker.getNonNullableType(old), checker.getNonNullableType(now)];
  return [
    ...more.flatMap((nothing) => {
      const name = checker.typeToString(nothing);
      return breakOf(side === "given" ? `gives ${name} too` : `takes ${name} no more`);
    }),
    ...relation.breaks(before, after, side),
  ];
}

function holds(type: ts.Type, nothing: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.Any || type.flags & ts.TypeFlags.Unknown) return true;
  return type.isUnion() ? type.types.includes(nothing) : type === nothing;
}
