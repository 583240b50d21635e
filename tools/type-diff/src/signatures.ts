import ts from "typescript";
import { type Break, below, breakOf, mildest, opposite, type Side } from "./break.ts";
import { optionalBreaks } from "./optional.ts";
import type { Relation } from "./relation.ts";
import { constraintBreaks } from "./type-parameters.ts";

/** Compares how two types can be called and constructed. Each overload that there was needs one that takes its place. */
export function signatureBreaks(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  return [ts.SignatureKind.Call, ts.SignatureKind.Construct].flatMap((kind) => {
    const candidates = relation.checker.getSignaturesOfType(now, kind);
    return relation.checker.getSignaturesOfType(old, kind).flatMap((signature) => {
      const found = mildest(candidates.map((candidate) => ownBreaks(relation, signature, candidate, side)));
      return found ?? breakOf(kind === ts.SignatureKind.Call ? "can't be called" : "is no class any more");
    });
  });
}

function ownBreaks(relation: Relation, old: ts.Signature, now: ts.Signature, side: Side): readonly Break[] {
  const { checker } = relation;
  const [before, after] = [old.getTypeParameters() ?? [], now.getTypeParameters() ?? []];
  if (before.length !== after.length) return breakOf(`has ${after.length} type parameters, had ${before.length}`);
  relation.pair(before, after);
  return [
    ...constraintBreaks(relation, before, after, opposite(side)),
    ...argumentBreaks(relation, old, now, side),
    ...below("()", relation.breaks(checker.getReturnTypeOfSignature(old), checker.getReturnTypeOfSignature(now), side)),
    ...guardBreaks(relation, old, now, side),
  ];
}

/** What is passed to a function goes the other way than the function itself. */
function argumentBreaks(relation: Relation, old: ts.Signature, now: ts.Signature, side: Side): readonly Break[] {
  const [before, after] = [parametersOf(old), parametersOf(now)];
  // Who calls passes as few arguments as could be passed; who is called can't demand more than are passed.
  const [passed, demanded] = side === "given" ? [before, after] : [after, before];
  const isRequiredNow = (index: number) => demanded[index]?.optional === false && (passed[index]?.optional ?? true);
  const kept = before.flatMap((parameter, index) => {
    const counterpart = after[index] ?? after.find(({ rest }) => rest);
    const step = `(${parameter.name})`;
    if (counterpart === undefined) return below(step, breakOf("is no argument any more"));
    if (isRequiredNow(index)) return below(step, breakOf(side === "given" ? "is required now" : "may be absent now"));
    const compare = parameter.optional || counterpart.optional ? optionalBreaks : breaksOf;
    const [was, is] = [typeOf(relation, parameter), typeOf(relation, counterpart)];
    return below(step, compare(relation, was, is, opposite(side)));
  });
  const added = after.flatMap(({ name }, index) =>
    index >= before.length && isRequiredNow(index) ? below(`(${name})`, breakOf("is required now")) : [],
  );
  return [...kept, ...added];
}

function breaksOf(relation: Relation, old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
  return relation.breaks(old, now, side);
}

/** A function that tells types apart must go on doing so. */
function guardBreaks(relation: Relation, old: ts.Signature, now: ts.Signature, side: Side): readonly Break[] {
  const [before, after] = [old, now].map((signature) => relation.checker.getTypePredicateOfSignature(signature)?.type);
  if (before === undefined) return [];
  return after === undefined ? breakOf("tells no type any more") : relation.breaks(before, after, side);
}

interface Parameter {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly optional: boolean;
  readonly rest: boolean;
}

function parametersOf(signature: ts.Signature): readonly Parameter[] {
  return signature.getParameters().map((symbol) => {
    const declaration = symbol.valueDeclaration;
    const written = declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined;
    const rest = written?.dotDotDotToken !== undefined;
    return { name: symbol.name, symbol, rest, optional: rest || written?.questionToken !== undefined };
  });
}

/** The type of one argument. */
function typeOf({ checker }: Relation, { symbol, rest }: Parameter): ts.Type {
  const type = checker.getTypeOfSymbol(symbol);
  return (rest ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined) ?? type;
}
