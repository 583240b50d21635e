import ts from "typescript";
import { type Declaration, declarationOf, interfaceOf } from "./declarations.ts";
import { withPlainDocs } from "./type-docs.ts";
import { orUndefined } from "./type-nodes.ts";

/** What openapi-typescript made, as declarations of their own names. */
export interface NamedTypes {
  /** The schemas, by name. */
  readonly schemas: ReadonlyMap<string, Declaration>;
  /** `paths`, the queries and the operations, and of `components` what they refer to. */
  readonly wire: readonly Declaration[];
}

const { factory } = ts;
/** Parts of `components` that are written where they are referred to, or have a name of their own. */
const RESOLVED = new Set(["schemas", "parameters"]);

/**
 * Takes apart what openapi-typescript made: each schema and each operation becomes a declaration, which the others refer
 * to by its name, in place of the way to it through `components` or `operations`.
 *
 * @param nodes Among them `paths`, `components` and `operations`.
 * @param queryNames The names of the types of queries, by operation id.
 */
export function namedTypes(nodes: readonly ts.Node[], queryNames: ReadonlyMap<string, string>): NamedTypes {
  const roots = new Map(
    nodes
      .filter(ts.isInterfaceDeclaration)
      .map((root) => [root.name.text, root.members.filter(ts.isPropertySignature)]),
  );
  const components = new Map(roots.get("components")?.map((member) => [nameOf(member), membersOf(member.type)]));
  const parameters = typesByName(components.get("parameters"));

  const visit = (node: ts.Node): ts.Node => {
    const named = ts.isTypeNode(node) ? byName(node) : undefined;
    return withPlainDocs(named ?? ts.visitEachChild(node, visit, undefined));
  };
  const visitType = (type: ts.TypeNode): ts.TypeNode => ts.visitNode(type, visit, ts.isTypeNode);
  const byName = (type: ts.TypeNode): ts.TypeNode | undefined => {
    const [place, kind, name = ""] = wayOf(type);
    if (place === "operations" && kind !== undefined) return factory.createTypeReferenceNode(kind);
    if (place === "components" && kind === "schemas") return factory.createTypeReferenceNode(name);
    const written = kind === "parameters" ? parameters.get(name) : requiredOf(type);
    return written && visitType(written);
  };

  const schemas = new Map([...typesByName(components.get("schemas"))].map(([name, type]) => [name, visitType(type)]));
  const queries: Declaration[] = [];
  const withQuery = (operation: string, type: ts.TypeNode): ts.TypeNode => {
    const name = queryNames.get(operation);
    if (name === undefined) return type;
    return replacedMember(type, ["parameters", "query"], (query) => {
      queries.push(declarationOf(name, optional(query), new Map()));
      return factory.createTypeReferenceNode(name);
    });
  };
  const operations = [...typesByName(roots.get("operations"))].map(([id, type]) =>
    declarationOf(id, withQuery(id, visitType(type)), new Map()),
  );
  const others = [...components].flatMap(([kind, members]) => {
    if (RESOLVED.has(kind) || members.length === 0) return [];
    const type = factory.createTypeLiteralNode(members.map((member) => ts.visitNode(member, visit, ts.isTypeElement)));
    return [factory.createPropertySignature(undefined, kind, undefined, type)];
  });
  const paths = (roots.get("paths") ?? []).map((member) => ts.visitNode(member, visit, ts.isTypeElement));
  return {
    schemas: new Map([...schemas].map(([name, type]) => [name, declarationOf(name, type, schemas)])),
    wire: [
      interfaceOf("paths", paths),
      ...queries,
      ...operations,
      ...(others.length > 0 ? [interfaceOf("components", others)] : []),
    ],
  };
}

/** The way that a type points: `["components", "schemas", "Note"]` for `components["schemas"]["Note"]`. */
function wayOf(type: ts.TypeNode): string[] {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) return [type.typeName.text];
  if (!ts.isIndexedAccessTypeNode(type) || !ts.isLiteralTypeNode(type.indexType)) return [];
  const { literal } = type.indexType;
  return ts.isStringLiteral(literal) ? [...wayOf(type.objectType), literal.text] : [];
}

/** `T` of `WithRequired<T, Key>`: the view makes what is required a member of the object itself. */
function requiredOf(type: ts.TypeNode): ts.TypeNode | undefined {
  return wayOf(type)[0] === "WithRequired" && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
}

/** A type literal in which the type of one member, found by the way to it, is replaced. */
function replacedMember(
  type: ts.TypeNode,
  [name, ...rest]: readonly string[],
  replace: (type: ts.TypeNode) => ts.TypeNode,
): ts.TypeNode {
  if (name === undefined) return replace(type);
  if (!ts.isTypeLiteralNode(type)) return type;
  const members = type.members.map((member) => {
    if (!ts.isPropertySignature(member) || nameOf(member) !== name || !member.type) return member;
    const replaced = replacedMember(member.type, rest, replace);
    return factory.updatePropertySignature(member, member.modifiers, member.name, member.questionToken, replaced);
  });
  return factory.updateTypeLiteralNode(type, factory.createNodeArray(members));
}

/** A type literal whose optional members take `undefined` too. */
function optional(type: ts.TypeNode): ts.TypeNode {
  if (!ts.isTypeLiteralNode(type)) return type;
  return factory.createTypeLiteralNode(
    type.members.map((member) => (ts.isPropertySignature(member) ? optionalMember(member) : member)),
  );
}

/** A member that takes `undefined` if it may be left out. */
export function optionalMember(member: ts.PropertySignature): ts.PropertySignature {
  const { modifiers, name, questionToken, type } = member;
  if (!questionToken || !type) return member;
  return factory.updatePropertySignature(member, modifiers, name, questionToken, orUndefined(type));
}

function typesByName(members: readonly ts.PropertySignature[] = []): Map<string, ts.TypeNode> {
  return new Map(members.flatMap((member) => (member.type ? [[nameOf(member), member.type] as const] : [])));
}

function membersOf(type: ts.TypeNode | undefined): readonly ts.PropertySignature[] {
  return type && ts.isTypeLiteralNode(type) ? type.members.filter(ts.isPropertySignature) : [];
}

function nameOf({ name }: ts.PropertySignature): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}
