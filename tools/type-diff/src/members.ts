import ts from "typescript";
import { type Break, below, breakOf, causedBy, type Side } from "./break.ts";
import { isForeign } from "./foreign.ts";
import { optionalBreaks } from "./optional.ts";
import type { Relation } from "./relation.ts";

/** Compares the properties of two object types. */
export function propertyBreaks(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  const [before, after] = [propertiesOf(relation, old), propertiesOf(relation, now)];
  const kept = [...before].flatMap(([name, property]) => {
    const found = ownBreaks(relation, property, after.get(name), now, side);
    return below(stepOf(property), causedBy(placeOf(property), found));
  });
  const added = [...after].flatMap(([name, property]) => {
    if (side === "given" || before.has(name) || isOptional(property)) return [];
    return below(stepOf(property), causedBy(placeOf(property), breakOf("is required now")));
  });
  return [...kept, ...added];
}

function ownBreaks(
  relation: Relation,
  old: ts.Symbol,
  now: ts.Symbol | undefined,
  holder: ts.Type,
  side: Side,
): readonly Break[] {
  const before = relation.checker.getTypeOfSymbol(old);
  if (now === undefined) {
    const index = relation.checker.getIndexTypeOfType(holder, ts.IndexKind.String);
    if (index !== undefined) return relation.breaks(before, index, side);
    return isNothing(before) ? [] : breakOf("is gone");
  }
  if (side === "given" && isOptional(now) && !isOptional(old)) return breakOf("may be absent now");
  if (side === "taken" && !isOptional(now) && isOptional(old)) return breakOf("is required now");
  const after = relation.checker.getTypeOfSymbol(now);
  if (isOptional(old) || isOptional(now)) return optionalBreaks(relation, before, after, side);
  return relation.breaks(before, after, side);
}

/** Where a property is declared: the same one for all types that have it. */
function placeOf(property: ts.Symbol): object {
  return property.declarations?.[0] ?? property;
}

/** Compares what two object types say of the keys that they do not name. */
export function indexBreaks(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  return relation.checker.getIndexInfosOfType(old).flatMap(({ keyType, type }) => {
    const index = relation.checker.getIndexInfosOfType(now).find((info) => info.keyType === keyType);
    const step = `[${relation.checker.typeToString(keyType)}]`;
    return below(step, index === undefined ? breakOf("is gone") : relation.breaks(type, index.type, side));
  });
}

/** The properties that users reach, by their names. */
function propertiesOf({ checker }: Relation, type: ts.Type): ReadonlyMap<ts.__String, ts.Symbol> {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const seen = checker.getPropertiesOfType(type).filter((property) => {
    const [declaration] = property.declarations ?? [];
    if (declaration === undefined) return true;
    // A name with # before it, as the compiler writes it.
    const isPrivate = property.escapedName.toString().startsWith("__#");
    return !isPrivate && !(ts.getCombinedModifierFlags(declaration) & hidden);
  });
  const ours = seen.filter((property) => !isForeign(property));
  // What we named ourselves is what users know a break by.
  return new Map([...ours, ...seen.filter(isForeign)].map((property) => [property.escapedName, property]));
}

function isOptional(property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Optional) !== 0;
}

/** Whether no property of this type is ever there, as in the kinds that a message is not of. */
function isNothing(type: ts.Type): boolean {
  const { types = [type] } = type.isUnion() ? type : {};
  return types.every(({ flags }) => flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined));
}

function stepOf({ name }: ts.Symbol): string {
  const [, symbol] = /^__@(\w+)@\d+$/.exec(name) ?? [];
  if (symbol !== undefined) return `[Symbol.${symbol}]`;
  return /^[\w$]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
