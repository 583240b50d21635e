import {
  type ReferenceObject,
  type SchemaObject,
  type TransformNodeOptions,
  transformSchemaObject,
} from "openapi-typescript";
import ts from "typescript";
import { ABSENT, UNRECOGNIZED, type UnrecognizedKinds } from "./kinds-view.ts";
import { KNOWN_VALUES } from "./type-view.ts";

/** The keywords of a map; openapi-typescript's own types have no `propertyNames`. */
type MapSchema = SchemaObject & {
  propertyNames?: ReferenceObject;
  additionalProperties?: boolean | SchemaObject | ReferenceObject | Record<string, never>;
};

/** The interface of `@sinch-fetch/http` that marks the kinds that are not known. */
export const UNRECOGNIZED_KIND = "UnrecognizedKind";
/** What `@sinch-fetch/http` exports for generated types. */
export const SHARED_TYPES: ReadonlySet<string> = new Set(["Unrecognized", UNRECOGNIZED_KIND, "UnrecognizedName"]);

const { factory } = ts;
const UNDEFINED = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);

/** The type of a schema that openapi-typescript does not translate by itself. */
export function typeNodeOf(schema: SchemaObject, options: TransformNodeOptions): ts.TypeNode | undefined {
  if (schema[ABSENT]) return UNDEFINED;
  const kinds: UnrecognizedKinds | undefined = schema[UNRECOGNIZED];
  if (kinds) return unrecognizedKind(kinds);
  const known: readonly string[] | undefined = schema[KNOWN_VALUES];
  if (known) return openEnum(known);
  return keyedMap(schema, options);
}

/** `T | undefined`; a type that takes `undefined` already, or nothing at all, stays as it is. */
export function orUndefined(type: ts.TypeNode): ts.TypeNode {
  if (type.kind === ts.SyntaxKind.UndefinedKeyword || type.kind === ts.SyntaxKind.NeverKeyword) return type;
  const parts = ts.isUnionTypeNode(type) ? type.types : [type];
  if (parts.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword)) return type;
  return factory.createUnionTypeNode([...parts, UNDEFINED]);
}

/** `"A" | "B" | Unrecognized` */
function openEnum(values: readonly string[]): ts.TypeNode {
  const literals = values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  return factory.createUnionTypeNode([...literals, reference("Unrecognized")]);
}

/** `UnrecognizedKind & { a?: undefined; b?: undefined }`, or `UnrecognizedKind & { type: UnrecognizedName }`. */
function unrecognizedKind(kinds: UnrecognizedKinds): ts.TypeNode {
  const members =
    "absent" in kinds
      ? kinds.absent
          .toSorted()
          .map((name) => property(name, UNDEFINED, factory.createToken(ts.SyntaxKind.QuestionToken)))
      : [property(kinds.discriminator, reference("UnrecognizedName"))];
  return factory.createIntersectionTypeNode([reference(UNRECOGNIZED_KIND), factory.createTypeLiteralNode(members)]);
}

function property(name: string, type: ts.TypeNode, questionToken?: ts.QuestionToken): ts.PropertySignature {
  const written = /^[A-Za-z_$][\w$]*$/.test(name) ? name : factory.createStringLiteral(name);
  return factory.createPropertySignature(undefined, written, questionToken, type);
}

/**
 * `Partial<Record<Channel, Value | undefined>>` for a map whose schema refers to its keys; any other rule for keys is left
 * to the docs.
 */
function keyedMap(schema: MapSchema, options: TransformNodeOptions): ts.TypeNode | undefined {
  const { propertyNames, additionalProperties: value } = schema;
  if (propertyNames?.$ref === undefined || typeof value !== "object" || "properties" in schema) return undefined;
  const key = transformSchemaObject(propertyNames, options);
  const content = transformSchemaObject(value as SchemaObject | ReferenceObject, options);
  return reference("Partial", [reference("Record", [key, orUndefined(content)])]);
}

function reference(name: string, typeArguments?: readonly ts.TypeNode[]): ts.TypeNode {
  return factory.createTypeReferenceNode(name, typeArguments);
}
