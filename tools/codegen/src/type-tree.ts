import { docComment } from "./docs.ts";

/** A type as TypeScript writes it. */
export type Type =
  | { readonly text: string }
  | { readonly name: string; readonly of?: readonly Type[] }
  | { readonly listOf: Type }
  | { readonly anyOf: readonly Type[] }
  | { readonly allOf: readonly Type[] }
  | { readonly members: readonly Member[] };

/** A member of an object. */
export interface Member {
  readonly name: string;
  readonly type: Type;
  readonly isOptional?: boolean;
  /** Paragraphs and tags. */
  readonly docs?: readonly string[];
}

/** A type with a name. */
export interface Declaration {
  readonly name: string;
  readonly type: Type;
  readonly docs?: string | undefined;
}

export const UNKNOWN: Type = { text: "unknown" };
export const NEVER: Type = { text: "never" };
export const UNDEFINED: Type = { text: "undefined" };
/** The interface of `@sinch-fetch/http` that marks the kinds that are not known. */
export const UNRECOGNIZED_KIND = "UnrecognizedKind";
/** The name of a member that any other key has. */
export const ANY_KEY = "[key: string]";

/** One of several types; a single one as it is. */
export function union(types: readonly Type[]): Type {
  const [only = NEVER, ...others] = new Map(types.map((type) => [written(type), type])).values();
  return others.length === 0 ? only : { anyOf: [only, ...others] };
}

/** `T | undefined`; a type that takes `undefined` already, or nothing at all, stays as it is. */
export function orUndefined(type: Type): Type {
  if (type === NEVER) return type;
  return union([...("anyOf" in type ? type.anyOf : [type]), UNDEFINED]);
}

/** All types at once; a single one as it is. */
export function intersection([first, ...others]: readonly [Type, ...Type[]]): Type {
  return others.length === 0 ? first : { allOf: [first, ...others].flatMap(partsOf) };
}

/** The types that hold at once where a type does. */
export function partsOf(type: Type): readonly Type[] {
  return "allOf" in type ? type.allOf : [type];
}

/** The names of the types that a type refers to. */
export function namesIn(type: Type): string[] {
  if ("name" in type) return [type.name, ...(type.of ?? []).flatMap(namesIn)];
  if ("listOf" in type) return namesIn(type.listOf);
  if ("anyOf" in type) return type.anyOf.flatMap(namesIn);
  if ("allOf" in type) return type.allOf.flatMap(namesIn);
  return "members" in type ? type.members.flatMap((member) => namesIn(member.type)) : [];
}

/** Writes a type. */
export function written(type: Type): string {
  if ("text" in type) return type.text;
  if ("name" in type) return type.of ? `${type.name}<${type.of.map(written).join(", ")}>` : type.name;
  if ("listOf" in type) return `${whole(type.listOf)}[]`;
  if ("anyOf" in type) return type.anyOf.map(whole).join(" | ");
  if ("allOf" in type) return type.allOf.map(whole).join(" & ");
  return type.members.length > 0 ? block(type.members) : "{}";
}

function whole(type: Type): string {
  return "anyOf" in type || "allOf" in type ? `(${written(type)})` : written(type);
}

/** Writes members between braces. */
export function block(members: readonly Member[]): string {
  const lines = members.map(({ name, type, isOptional, docs = [] }) => {
    const key = /^([A-Za-z_$][\w$]*|\d+|\[.*\])$/.test(name) ? name : JSON.stringify(name);
    const text = written(type).replaceAll("\n", "\n    ");
    return `${docs.length > 0 ? docComment(docs, 4) : ""}    ${key}${isOptional ? "?" : ""}: ${text};\n`;
  });
  return `{\n${lines.join("")}}`;
}

/**
 * Declares a type: as an interface, whose name compilers and editors show, where it is an object or extends objects,
 * else as an alias. `others` are the types that it may refer to.
 */
export function declared({ name, type, docs }: Declaration, others: ReadonlyMap<string, Type>): string {
  return (docs === undefined ? "" : docComment([docs])) + statement(name, type, others);
}

function statement(name: string, type: Type, others: ReadonlyMap<string, Type>): string {
  if (!isObject(type, others)) {
    // A name for a plain string is lost to hovers and messages, which name an intersection.
    const text = written(type);
    return `export type ${name} = ${text === "string" ? "string & {}" : text};\n`;
  }
  const bases = partsOf(type).flatMap((part) => ("name" in part ? [part.name] : []));
  const members = partsOf(type).flatMap((part) => ("members" in part ? part.members : []));
  const heritage = bases.length > 0 ? ` extends ${bases.join(", ")}` : "";
  return `export interface ${name}${heritage} ${block(withFittingIndex(members))}\n`;
}

/** Whether a type has members that are known one by one, so that an interface can have them, or extend it. */
function isObject(type: Type, others: ReadonlyMap<string, Type>): boolean {
  // A name for another name is an alias.
  if ("name" in type) return false;
  return partsOf(type).every((part) => {
    if (!("name" in part)) return "members" in part;
    const other = others.get(part.name);
    return part.name === UNRECOGNIZED_KIND || (other !== undefined && isObject(other, others));
  });
}

/** What any key holds must fit what the named keys hold, which may be `undefined`. */
function withFittingIndex(members: readonly Member[]): readonly Member[] {
  if (!members.some(({ isOptional }) => isOptional)) return members;
  return members.map((member) => (member.name === ANY_KEY ? { ...member, type: orUndefined(member.type) } : member));
}
