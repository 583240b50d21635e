import type { Described } from "../callback/callback-description.ts";
import { memberNames, type Schema } from "../description/schema-at.ts";
import { nearName } from "../near/near-name.ts";
import { UsageError } from "./usage-error.ts";

/** Called with what is sent though the description does not list it. */
export type OnUnlisted = (warning: string) => void;

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

/**
 * Reads the value of a setting as the description has the field: JSON, or text where it is none or where the field holds
 * text.
 *
 * @param existing What the callback has before, which may hold fields that the description does not know.
 * @param onUnlisted Called with a value that an enumeration does not list; the API may add to it.
 * @throws {UsageError} There is no such field, or it holds values of another type; names what was expected.
 */
export function describedValue(
  path: readonly string[],
  text: string,
  described: Described,
  existing: unknown,
  onUnlisted: OnUnlisted,
): unknown {
  let inside = existing;
  for (const [at, name] of path.entries()) {
    inside = Object(inside)[name];
    if (inside === undefined) checkName(path.slice(0, at), name, described);
  }
  const value = fitting(text, typesOf(described(path)));
  checkValue(path, value, described, onUnlisted);
  return value;
}

function checkName(path: readonly string[], name: string, described: Described): void {
  const schemas = described(path);
  if (described([...path, name]).length > 0 || takesAny(schemas)) return;
  const known = memberNames(schemas);
  const near = nearName(name, known);
  const where = path.length > 0 ? path.join(".") : "the callback";
  const isList = schemas.some(({ items }) => items !== undefined);
  const expected = isList ? "a position, such as 0" : known.length > 0 ? `one of ${known.join(", ")}` : "no fields";
  throw new UsageError(
    `--set names ${JSON.stringify(name)}, which ${where} does not have; ${near ? `did you mean ${near}?` : `expected ${expected}`}`,
  );
}

function checkValue(path: readonly string[], value: unknown, described: Described, onUnlisted: OnUnlisted): void {
  const schemas = described(path);
  const types = typesOf(schemas);
  const field = path.join(".");
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    const expected = types.map((type) => TYPES[type] ?? type).join(" or ");
    throw new UsageError(`--set gives ${field} the value ${JSON.stringify(value)}, expected ${expected}`);
  }
  const listed = schemas.flatMap(listedBy);
  if (typeof value === "string" && listed.length > 0 && !listed.includes(value)) {
    const near = nearName(value, listed);
    const hint = near ? `did you mean ${near}?` : `it lists ${listed.join(", ")}`;
    onUnlisted(`${field} is ${JSON.stringify(value)}, which the description does not list; ${hint}`);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    checkName(path, name, described);
    checkValue([...path, name], member, described, onUnlisted);
  }
}

/** Text that a field of text is given may look like a number. */
function fitting(text: string, types: readonly string[]): unknown {
  const value = parsed(text);
  if (value === null || !types.includes("string") || types.some((type) => isOfType(value, type))) return value;
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether schemas name no members, so that an object may hold any. */
function takesAny(schemas: readonly Schema[]): boolean {
  const types = typesOf(schemas);
  const isMap = schemas.every(({ properties, items }) => properties === undefined && items === undefined);
  return schemas.length > 0 && isMap && (types.length === 0 || types.includes("object"));
}

function typesOf(schemas: readonly Schema[]): readonly string[] {
  const types = schemas.flatMap(({ type }): unknown[] => (Array.isArray(type) ? type : [type]));
  return [...new Set(types.filter((type) => typeof type === "string"))];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type && value !== null && !Array.isArray(value);
}

function listedBy({ enum: listed, const: constant }: Schema): readonly string[] {
  const values: unknown[] = Array.isArray(listed) ? listed : [constant];
  return values.filter((value) => typeof value === "string");
}
