import { memberNames, type Schema, schemasAt } from "../description/schema-at.ts";
import type { Violation } from "../exchange/violation.ts";
import { nearName } from "../near/near-name.ts";
import type { IPrismDiagnostic } from "./prism.ts";

/** A member of a body that its description does not have. */
export interface UnknownMember {
  /** The names and positions that lead to the object that it is in. */
  readonly path: readonly string[];
  readonly name: string;
  /** The member that may have been meant. */
  readonly near: string | undefined;
}

/** Finds the members of a body that Prism refused and that no alternative of the description has. */
export function unknownMembers(
  findings: readonly IPrismDiagnostic[],
  schema: unknown,
  body: unknown,
): readonly UnknownMember[] {
  const places = new Map<string, readonly string[]>();
  for (const { code, path: [place, ...path] = [] } of findings) {
    const isRefusal = code === "additionalProperties" || code === "unevaluatedProperties";
    if (isRefusal && place === "body") places.set(path.join("/"), path.map(unescaped));
  }
  return [...places.values()].flatMap((path) => unknownAt(path, schemasAt(schema, path), valueAt(body, path)));
}

/** A copy of a body with what was meant in place of what it has, and without what means nothing. */
export function corrected(body: unknown, members: readonly UnknownMember[]): unknown {
  const copy: unknown = structuredClone(body);
  for (const { path, name, near } of members) {
    const object = valueAt(copy, path);
    if (typeof object !== "object" || object === null) continue;
    if (near !== undefined) Reflect.set(object, near, Reflect.get(object, name));
    Reflect.deleteProperty(object, name);
  }
  return copy;
}

/** Says of a member that the description does not have it, and which it may have been meant to be. */
export function unknownViolation({ path, name, near }: UnknownMember): Violation {
  const hint = near === undefined ? "" : ` (did you mean '${near}'?)`;
  return {
    path: path.reduce((joined, one) => joined + (/^\d+$/.test(one) ? `[${one}]` : `.${one}`), "body"),
    code: "additionalProperties",
    message: `must NOT have additional properties; found '${name}'${hint}`,
  };
}

function unknownAt(path: readonly string[], schemas: readonly Schema[], value: unknown): UnknownMember[] {
  const takesAny = schemas.some(({ additionalProperties }) => additionalProperties);
  if (typeof value !== "object" || value === null || takesAny) return [];
  const known = memberNames(schemas);
  const free = new Set(known.filter((name) => !Object.hasOwn(value, name)));
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearName(name, [...free]);
      if (near !== undefined) free.delete(near);
      return { path, name, near };
    });
}

function valueAt(body: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    body,
  );
}

/** Paths come in pieces of a JSON Pointer, RFC 6901. */
function unescaped(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
