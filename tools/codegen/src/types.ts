import type { Description } from "@sinch-fetch/description";
import openapiTS, {
  astToString,
  type ReferenceObject,
  type SchemaObject,
  type TransformNodeOptions,
  transformSchemaObject,
} from "openapi-typescript";
import ts from "typescript";
import { NEVER, OPEN_ENUM, typeView } from "./type-view.ts";

/** The keywords of a map; openapi-typescript's own types have no `propertyNames`. */
type MapSchema = SchemaObject & {
  propertyNames?: ReferenceObject;
  additionalProperties?: boolean | SchemaObject | ReferenceObject | Record<string, never>;
};

const { factory } = ts;
const STRING = factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);

/**
 * Types of a description: `paths`, `operations` and `components`, as openapi-fetch reads them.
 *
 * @param description As the client sees it.
 */
export async function generateTypes(description: Description): Promise<string> {
  const ast = await openapiTS(JSON.stringify(typeView(description)), {
    alphabetize: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform,
  });
  return astToString(ast);
}

function transform(schema: SchemaObject, options: TransformNodeOptions): ts.TypeNode | undefined {
  if (schema[NEVER]) return factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword);
  const known: unknown = schema[OPEN_ENUM];
  if (Array.isArray(known)) return openEnum(known.map(String));
  return keyedMap(schema, options);
}

/** `"A" | "B" | (string & {})`: the known values are completed, any other is accepted. */
function openEnum(values: string[]): ts.TypeNode {
  const literals = values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  return factory.createUnionTypeNode([
    ...literals,
    factory.createParenthesizedType(factory.createIntersectionTypeNode([STRING, factory.createTypeLiteralNode([])])),
  ]);
}

/** `{ [key in Channel]?: Value }` for a map whose schema refers to its keys; any other rule for keys is left to the docs. */
function keyedMap(schema: MapSchema, options: TransformNodeOptions): ts.TypeNode | undefined {
  const { propertyNames, additionalProperties: value } = schema;
  if (propertyNames?.$ref === undefined || typeof value !== "object" || "properties" in schema) return undefined;
  return factory.createMappedTypeNode(
    undefined,
    factory.createTypeParameterDeclaration(undefined, "key", transformSchemaObject(propertyNames, options)),
    undefined,
    factory.createToken(ts.SyntaxKind.QuestionToken),
    transformSchemaObject(value as SchemaObject | ReferenceObject, options),
    undefined,
  );
}
