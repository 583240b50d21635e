import ts from "typescript";
import { type Break, below, breakOf, type Side } from "./break.ts";
import { isForeign } from "./foreign.ts";
import { leafBreaks } from "./leaves.ts";
import type { Relation } from "./relation.ts";
import { wireBreaks } from "./wire.ts";

/**
 * Compares types of the language, the platform and other packages: what they hold is not ours to compare, only what we
 * put into them.
 *
 * @returns `undefined` for types that are to be compared by their members.
 */
export function outsideBreaks(
  relation: Relation,
  old: ts.Type,
  now: ts.Type,
  side: Side,
): readonly Break[] | undefined {
  const { checker } = relation;
  if (checker.isArrayType(old) && checker.isArrayType(now)) return listBreaks(relation, old, now, side);
  const wire = wireBreaks(relation, old, now);
  if (wire !== undefined) return wire;
  if (!isPlatform(old) || !isPlatform(now)) return undefined;
  const [before, after] = [argumentsOf(relation, old), argumentsOf(relation, now)];
  if (old.symbol !== now.symbol || before.length !== after.length) return leafBreaks(relation, old, now, side);
  return before.flatMap((argument, index) => {
    const counterpart = after[index];
    return counterpart === undefined ? [] : relation.breaks(argument, counterpart, side);
  });
}

function listBreaks(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  const [source, target] = side === "given" ? [now, old] : [old, now];
  if (isReadonlyList(source) && !isReadonlyList(target)) {
    return breakOf(side === "given" ? "is a readonly list now" : "takes no readonly list any more");
  }
  const [[before], [after]] = [argumentsOf(relation, old), argumentsOf(relation, now)];
  return before === undefined || after === undefined ? [] : below("[]", relation.breaks(before, after, side));
}

function isReadonlyList({ symbol }: ts.Type): boolean {
  return symbol.name === "ReadonlyArray";
}

/** Whether this is a class or an interface that none of our packages declares. */
function isPlatform({ symbol }: ts.Type): boolean {
  if (symbol === undefined || !(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) return false;
  return isForeign(symbol);
}

/** The type arguments that a reference gives, such as that of `Promise<string>`. */
function argumentsOf({ checker }: Relation, type: ts.Type): readonly ts.Type[] {
  if (!(type.flags & ts.TypeFlags.Object)) return [];
  const { objectFlags } = type as ts.ObjectType;
  if (!(objectFlags & ts.ObjectFlags.Reference)) return [];
  const reference = type as ts.TypeReference;
  // What follows is the type itself, as `this`.
  return checker.getTypeArguments(reference).slice(0, reference.target.typeParameters?.length ?? 0);
}
