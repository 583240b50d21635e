import type { Operation } from "../description/operation.ts";
import { isSchema, type Schema, schemasIn } from "../description/schema-at.ts";

/** The entries of a longer list are not looked at one by one: each would be a schema of its own. */
const MAX_ITEMS = 100;

/**
 * An operation that takes the kinds which a body names only, so that what is wrong is said of these. A union whose
 * alternatives a constant distinguishes, such as `channel`, or a member, such as `text_message`, is otherwise refused
 * with the faults of all of them.
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
  if (!isSchema(schema)) return schema;
  const narrowed: Record<string, unknown> = { ...schema };
  const alternatives = schemasIn(schema.oneOf);
  const named = alternatives.filter((one) => hasConstantsOf(one, value));
  const fitting = named.length > 0 ? named : alternatives.filter((one) => hasMembersOf(one, value));
  if (fitting.length === 1) {
    delete narrowed.oneOf;
    narrowed.allOf = [...schemasIn(schema.allOf), ...fitting];
  } else if (alternatives.length > 0) {
    narrowed.oneOf = (fitting.length > 0 ? fitting : alternatives).map((one) => ofKind(one, value));
  }
  if (narrowed.allOf !== undefined) narrowed.allOf = schemasIn(narrowed.allOf).map((part) => ofKind(part, value));
  if (Array.isArray(value) && value.length > 0 && value.length <= MAX_ITEMS && isSchema(schema.items)) {
    narrowed.prefixItems = value.map((item) => ofKind(schema.items, item));
  } else if (isSchema(value)) {
    narrowed.properties = membersOfKind(schema, value);
  }
  return narrowed as One;
}

function membersOfKind({ properties, additionalProperties }: Schema, value: Schema): Schema {
  const named = isSchema(properties) ? properties : {};
  const others = isSchema(additionalProperties) ? Object.keys(value).filter((name) => !(name in named)) : [];
  const members = [...Object.entries(named), ...others.map((name) => [name, additionalProperties] as const)];
  // What the value does not have is not looked at, and need not be compiled.
  return Object.fromEntries(members.map(([name, member]) => [name, name in value ? ofKind(member, value[name]) : {}]));
}

/** Whether an alternative has constants, and the value has the same. */
function hasConstantsOf(schema: Schema, value: unknown): boolean {
  const constants = constantsOf(schema);
  return isSchema(value) && constants.length > 0 && constants.every(([name, constant]) => value[name] === constant);
}

function constantsOf({ allOf, properties, required }: Schema): (readonly [string, unknown])[] {
  const needed = Array.isArray(required) ? required : [];
  const own = Object.entries(isSchema(properties) ? properties : {}).flatMap(([name, member]) =>
    isSchema(member) && typeof member.const === "string" && needed.includes(name)
      ? [[name, member.const] as const]
      : [],
  );
  return [...own, ...schemasIn(allOf).flatMap(constantsOf)];
}

/** Whether a value has a member that an alternative asks for, and none that it forbids. */
function hasMembersOf(schema: Schema, value: unknown): boolean {
  if (!isSchema(value)) return false;
  const has = (name: unknown) => typeof name === "string" && Object.hasOwn(value, name);
  return askedFor(schema).some(has) && !forbidden(schema).some(has);
}

function askedFor({ required, allOf, oneOf, anyOf }: Schema): readonly unknown[] {
  return [...(Array.isArray(required) ? required : []), ...[allOf, oneOf, anyOf].flatMap(schemasIn).flatMap(askedFor)];
}

/** Members whose schema takes nothing. */
function forbidden({ properties }: Schema): readonly string[] {
  const members = Object.entries(isSchema(properties) ? properties : {});
  return members.flatMap(([name, member]) => (isSchema(member) && isNothing(member) ? [name] : []));
}

function isNothing({ not }: Schema): boolean {
  return isSchema(not) && Object.keys(not).length === 0;
}
