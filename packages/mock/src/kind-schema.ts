import type { Operation } from "./descriptions.ts";

interface Schema {
  readonly [keyword: string]: unknown;
}

/**
 * An operation that takes the kinds which a body names only, so that what is wrong is said of these. A union whose
 * alternatives a constant tells apart, such as `channel`, is otherwise refused with the faults of all of them.
 */
export function forKindsOf(body: unknown, operation: Operation): Operation {
  const { request } = operation;
  const contents = request?.body?.contents?.map((content) => ({
    ...content,
    ...(content.schema !== undefined && { schema: ofKind(content.schema, body) }),
  }));
  if (request?.body === undefined || contents === undefined) return operation;
  return { ...operation, request: { ...request, body: { ...request.body, contents } } };
}

/** A schema with the alternatives that fit the constants of a value in the place of each union. */
export function ofKind<One>(schema: One, value: unknown): One {
  if (!isObject(schema)) return schema;
  const narrowed: Record<string, unknown> = { ...schema };
  const alternatives = schemasIn(schema.oneOf);
  const fitting = alternatives.filter((one) => hasConstantsOf(one, value));
  if (fitting.length === 1) {
    delete narrowed.oneOf;
    narrowed.allOf = [...schemasIn(schema.allOf), ...fitting];
  } else if (alternatives.length > 0) {
    narrowed.oneOf = (fitting.length > 0 ? fitting : alternatives).map((one) => ofKind(one, value));
  }
  if (narrowed.allOf !== undefined) narrowed.allOf = schemasIn(narrowed.allOf).map((part) => ofKind(part, value));
  if (Array.isArray(value) && value.length > 0 && isObject(schema.items)) {
    narrowed.prefixItems = value.map((item) => ofKind(schema.items, item));
  } else if (isObject(value)) {
    narrowed.properties = membersOfKind(schema, value);
  }
  return narrowed as One;
}

function membersOfKind({ properties, additionalProperties }: Schema, value: Schema): Schema {
  const named = isObject(properties) ? properties : {};
  const others = isObject(additionalProperties) ? Object.keys(value).filter((name) => !(name in named)) : [];
  const members = [...Object.entries(named), ...others.map((name) => [name, additionalProperties] as const)];
  // What the value does not have is not looked at, and need not be compiled.
  return Object.fromEntries(members.map(([name, member]) => [name, name in value ? ofKind(member, value[name]) : {}]));
}

/** Whether an alternative has constants, and the value has the same. */
function hasConstantsOf(schema: Schema, value: unknown): boolean {
  const constants = constantsOf(schema);
  return isObject(value) && constants.length > 0 && constants.every(([name, constant]) => value[name] === constant);
}

function constantsOf({ allOf, properties, required }: Schema): (readonly [string, unknown])[] {
  const needed = Array.isArray(required) ? required : [];
  const own = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, member]) =>
    isObject(member) && typeof member.const === "string" && needed.includes(name)
      ? [[name, member.const] as const]
      : [],
  );
  return [...own, ...schemasIn(allOf).flatMap(constantsOf)];
}

function schemasIn(list: unknown): Schema[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
