import ts from "typescript";
import { type Break, below, breakOf } from "./break.ts";
import type { Relation } from "./relation.ts";
import { constraintBreaks } from "./type-parameters.ts";
import type { ComparedModule } from "./type-program.ts";

/**
 * How what a module exports as values breaks its users: functions, classes, constants. What they take and give is
 * followed from there.
 */
export function valueBreaks(relation: Relation, { old, now }: ComparedModule): readonly Break[] {
  if (now === undefined) return breakOf("is gone");
  const { checker } = relation;
  const exported = exportsOf(checker, now);
  return [...exportsOf(checker, old)].flatMap(([name, before]) => {
    const after = exported.get(name);
    if (after === undefined) return below(name, breakOf("is gone"));
    if (!(before.flags & ts.SymbolFlags.Value)) return [];
    if (!(after.flags & ts.SymbolFlags.Value)) return below(name, breakOf("is a type only"));
    return below(name, relation.breaks(checker.getTypeOfSymbol(before), checker.getTypeOfSymbol(after), "given"));
  });
}

/**
 * How what a module exports as types breaks its users. A type counts on the sides on which values of any module led to
 * it, so that those are to be compared first, and the sides settled. One that none led to must break whoever gives and
 * whoever takes it. What its type parameters are filled in with is taken wherever it was met.
 */
export function typeBreaks(relation: Relation, { old, now }: ComparedModule): readonly Break[] {
  if (now === undefined) return [];
  const { checker } = relation;
  const exported = exportsOf(checker, now);
  return [...exportsOf(checker, old)].flatMap(([name, before]) => {
    const after = exported.get(name);
    if (after === undefined || !(before.flags & ts.SymbolFlags.Type)) return [];
    if (!(after.flags & ts.SymbolFlags.Type)) return below(name, breakOf("is no type any more"));
    const [was, is] = [checker.getDeclaredTypeOfSymbol(before), checker.getDeclaredTypeOfSymbol(after)];
    const [parameters, counterparts] = [parametersOf(checker, before), parametersOf(checker, after)];
    if (counterparts.length < parameters.length || counterparts.slice(parameters.length).some(isRequired)) {
      return below(name, breakOf(`has ${counterparts.length} type parameters, had ${parameters.length}`));
    }
    const [own = [], others = []] = [parameters, counterparts].map((declared) => declared.map(({ type }) => type));
    relation.pair(own, others);
    const constraints = constraintBreaks(relation, own, others, "taken");
    const sides = relation.sidesOf(was);
    const [given, taken] = [relation.breaks(was, is, "given"), relation.breaks(was, is, "taken")];
    if (sides.size === 0) return below(name, [...constraints, ...(taken.length > 0 ? given : [])]);
    return below(name, [...constraints, ...(sides.has("given") ? given : []), ...(sides.has("taken") ? taken : [])]);
  });
}

/** What a module exports, by name, with what stands behind its `export { … } from`. */
function exportsOf(checker: ts.TypeChecker, module: ts.Symbol): ReadonlyMap<string, ts.Symbol> {
  return new Map(
    checker.getExportsOfModule(module).map((symbol) => {
      const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return [symbol.name, meant];
    }),
  );
}

interface TypeParameter {
  readonly type: ts.Type;
  readonly declaration: ts.TypeParameterDeclaration;
}

/** The type parameters that a type was declared with. */
function parametersOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly TypeParameter[] {
  const declaration = symbol.declarations?.find(
    (own) => ts.isInterfaceDeclaration(own) || ts.isTypeAliasDeclaration(own) || ts.isClassDeclaration(own),
  );
  const { typeParameters = [] } = declaration ?? {};
  return typeParameters.map((own) => ({ type: checker.getTypeAtLocation(own), declaration: own }));
}

function isRequired({ declaration }: TypeParameter): boolean {
  return declaration.default === undefined;
}
