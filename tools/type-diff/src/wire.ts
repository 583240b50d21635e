import ts from "typescript";
import { type Break, below, breakOf, mildest } from "./break.ts";
import type { Relation } from "./relation.ts";

/**
 * Compares the methods of openapi-fetch, such as `client.POST`, by the operations that they know. To the compiler, each
 * is one generic function over all paths, of which it can't tell what its types come to.
 *
 * @returns `undefined` for other types.
 */
export function wireBreaks(relation: Relation, old: ts.Type, now: ts.Type): readonly Break[] | undefined {
  const [before, after] = [wireMethodOf(old), wireMethodOf(now)];
  if (before === undefined || after === undefined) return undefined;
  // `client.request` takes and gives what the methods do.
  if (before.method === undefined) return [];
  return membersOf(relation, before.paths).flatMap(([path, item]) => {
    const operation = memberOf(relation, item, before.method);
    if (operation === undefined) return [];
    const table = memberOf(relation, after.paths, path);
    const counterpart = table && memberOf(relation, table, before.method);
    const step = `(${JSON.stringify(path)})`;
    return below(step, counterpart ? operationBreaks(relation, operation, counterpart) : breakOf("is gone"));
  });
}

interface WireMethod {
  readonly paths: ts.Type;
  /** Such as `get`; `undefined` for `request`, which takes it as an argument. */
  readonly method: string | undefined;
}

function wireMethodOf({ aliasSymbol, aliasTypeArguments = [] }: ts.Type): WireMethod | undefined {
  const [paths, method] = aliasTypeArguments;
  if (paths === undefined) return undefined;
  if (aliasSymbol?.name === "ClientRequestMethod") return { paths, method: undefined };
  return aliasSymbol?.name === "ClientMethod" && method?.isStringLiteral()
    ? { paths, method: method.value }
    : undefined;
}

/** What an operation takes, and what it gives: its successful answers as `data`, the others as `error`. */
function operationBreaks(relation: Relation, old: ts.Type, now: ts.Type): readonly Break[] {
  const [parameters, body] = ["parameters", "requestBody"].map((name) => takenBreaks(relation, old, now, name));
  const given = [true, false].flatMap((successful) => {
    const [before = [], after = []] = [old, now].map((operation) => answersOf(relation, operation, successful));
    const step = successful ? ".data" : ".error";
    if (before.length > 0 && after.length === 0) return below(step, breakOf("is gone"));
    return after.flatMap((answer) => {
      const found = mildest(before.map((candidate) => relation.breaks(candidate, answer, "given")));
      return below(step, found ?? []);
    });
  });
  return [...below("(params)", parameters ?? []), ...below("(body)", body ?? []), ...given];
}

function takenBreaks(relation: Relation, old: ts.Type, now: ts.Type, name: string): readonly Break[] {
  const [before, after] = [old, now].map((operation) => memberOf(relation, operation, name));
  const wasOptional = before === undefined || isOptional(relation, old, name);
  if (wasOptional && after !== undefined && !isOptional(relation, now, name)) return breakOf("is required now");
  if (before === undefined) return [];
  if (after === undefined) return breakOf("is gone");
  const [was = [before], is = [after]] = [before, after].map((body) => contentOf(relation, body));
  return was.flatMap((body) => mildest(is.map((candidate) => relation.breaks(body, candidate, "taken"))) ?? []);
}

/** What the bodies of an operation's answers are. */
function answersOf(relation: Relation, operation: ts.Type, successful: boolean): readonly ts.Type[] {
  const responses = memberOf(relation, operation, "responses");
  if (responses === undefined) return [];
  return membersOf(relation, responses)
    .filter(([status]) => status.startsWith("2") === successful)
    .flatMap(([, response]) => contentOf(relation, response) ?? []);
}

/** What a body is, by each of its media types; `undefined` for what is no body. */
function contentOf(relation: Relation, body: ts.Type): readonly ts.Type[] | undefined {
  const content = memberOf(relation, body, "content");
  return content && membersOf(relation, content).map(([, own]) => own);
}

/** The properties of a type that can be there. */
function membersOf({ checker }: Relation, type: ts.Type): readonly (readonly [string, ts.Type])[] {
  return checker
    .getPropertiesOfType(type)
    .map((property) => [property.name, checker.getNonNullableType(checker.getTypeOfSymbol(property))] as const)
    .filter(([, member]) => !(member.flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined)));
}

function memberOf(relation: Relation, type: ts.Type, name: string | undefined): ts.Type | undefined {
  return membersOf(relation, type).find(([own]) => own === name)?.[1];
}

function isOptional({ checker }: Relation, type: ts.Type, name: string): boolean {
  const property = checker.getPropertyOfType(type, name);
  return property === undefined || (property.flags & ts.SymbolFlags.Optional) !== 0;
}
