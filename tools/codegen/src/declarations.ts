import ts from "typescript";
import { orUndefined, UNRECOGNIZED_KIND } from "./type-nodes.ts";

/** A type with a name. */
export type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

const { factory } = ts;
const EXPORT = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];

/**
 * Declares a type: as an interface, whose name compilers and editors show, where it is an object or extends objects, else
 * as an alias.
 *
 * @param others The types that it may refer to, by name.
 */
export function declarationOf(name: string, type: ts.TypeNode, others: ReadonlyMap<string, ts.TypeNode>): Declaration {
  if (!isObject(type, others)) return factory.createTypeAliasDeclaration(EXPORT, name, undefined, keepingName(type));
  const parts = partsOf(type);
  const bases = parts
    .filter(ts.isTypeReferenceNode)
    .map(({ typeName }) =>
      factory.createExpressionWithTypeArguments(factory.createIdentifier(identifierOf(typeName)), undefined),
    );
  const extended = bases.length > 0 ? [factory.createHeritageClause(ts.SyntaxKind.ExtendsKeyword, bases)] : undefined;
  const members = withFittingIndex(parts.filter(ts.isTypeLiteralNode).flatMap((part) => [...part.members]));
  return factory.createInterfaceDeclaration(EXPORT, name, undefined, extended, members);
}

/** `string & {}`: a name for a plain string is lost to hovers and messages, which name an intersection. */
function keepingName(type: ts.TypeNode): ts.TypeNode {
  if (type.kind !== ts.SyntaxKind.StringKeyword) return type;
  return factory.createIntersectionTypeNode([type, factory.createTypeLiteralNode([])]);
}

/** Declares an interface of the given members. */
export function interfaceOf(name: string, members: readonly ts.TypeElement[]): Declaration {
  return factory.createInterfaceDeclaration(EXPORT, name, undefined, undefined, members);
}

/** Whether a type has members that are known one by one, so that an interface can have them, or extend it. */
function isObject(type: ts.TypeNode, others: ReadonlyMap<string, ts.TypeNode>): boolean {
  const parts = partsOf(type);
  // A name for another name is an alias.
  if (parts.every(ts.isTypeReferenceNode) && parts.length < 2) return false;
  return parts.every((part) => {
    if (!ts.isTypeReferenceNode(part)) return ts.isTypeLiteralNode(part);
    const name = identifierOf(part.typeName);
    const other = others.get(name);
    return name === UNRECOGNIZED_KIND || (other !== undefined && isObject(other, others));
  });
}

function partsOf(type: ts.TypeNode): readonly ts.TypeNode[] {
  const bare = ts.isParenthesizedTypeNode(type) ? type.type : type;
  return ts.isIntersectionTypeNode(bare) ? bare.types.flatMap(partsOf) : [bare];
}

function identifierOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : identifierOf(name.right);
}

/** What any key holds must fit what the named keys hold, which may be `undefined`. */
function withFittingIndex(members: readonly ts.TypeElement[]): readonly ts.TypeElement[] {
  if (!members.some((member) => member.questionToken)) return members;
  return members.map((member) =>
    ts.isIndexSignatureDeclaration(member)
      ? factory.updateIndexSignature(member, member.modifiers, member.parameters, orUndefined(member.type))
      : member,
  );
}
