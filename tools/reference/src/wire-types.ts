import ts from "typescript";
import { readableComments } from "./readable-comments.ts";

/** The types of a `types.gen.ts`, written so that they make sense outside it. */
export interface WireTypes {
  /**
   * The text of a type that points into the file.
   *
   * @returns The type written out, or undefined if it does not point there.
   * @throws {Error} It points at something that the file does not have.
   */
  lookUp(type: ts.TypeNode): string | undefined;
  /** The helper types that the others are made with. */
  readonly helpers: string;
}

/** Reads the source of a `types.gen.ts`. */
export function wireTypes(source: string): WireTypes {
  const file = ts.createSourceFile("types.gen.ts", source, ts.ScriptTarget.Latest, true);
  const isHelper = (node: ts.Statement): node is ts.TypeAliasDeclaration =>
    ts.isTypeAliasDeclaration(node) && node.typeParameters !== undefined;
  return {
    lookUp(type) {
      const path = pathOf(type);
      return path && written(find(file, path), file);
    },
    helpers: file.statements
      .filter(isHelper)
      .map((node) => node.getText(file))
      .join("\n"),
  };
}

/** The way to what a type points at: `["components", "schemas", "Recipient"]` for `components["schemas"]["Recipient"]`. */
function pathOf(type: ts.TypeNode): string[] | undefined {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const { text } = type.typeName;
    if (text === "components" || text === "operations") return [text];
    // A parameter of a method is never missing as a whole: its own question mark says so.
    const [argument] = type.typeArguments ?? [];
    if (text === "NonNullable" && argument !== undefined) return pathOf(argument);
  }
  if (!ts.isIndexedAccessTypeNode(type)) return undefined;
  const { objectType, indexType } = type;
  if (!ts.isLiteralTypeNode(indexType) || !ts.isStringLiteral(indexType.literal)) return undefined;
  const path = pathOf(objectType);
  return path && [...path, indexType.literal.text];
}

function find(file: ts.SourceFile, path: readonly string[]): ts.TypeNode {
  const [name, ...keys] = path;
  const root = file.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  let members = root && ts.isInterfaceDeclaration(root) ? root.members : undefined;
  let type: ts.TypeNode | undefined;
  for (const key of keys) {
    const member = members?.find((one) => one.name !== undefined && nameOf(one.name) === key);
    type = member && ts.isPropertySignature(member) ? member.type : undefined;
    members = type && ts.isTypeLiteralNode(type) ? type.members : undefined;
  }
  if (type === undefined) throw new Error(`types.gen.ts has no ${path.join(".")}`);
  return type;
}

function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

/**
 * The text of a type: schemas by their public names, everything else that it points at in its place, and without the
 * members that are only there to be forbidden.
 */
function written(type: ts.TypeNode, file: ts.SourceFile): string {
  return readableComments(edited(type, file));
}

function edited(node: ts.Node, file: ts.SourceFile): string {
  const start = node.getStart(file);
  let text = node.getText(file);
  const edits: { start: number; end: number; replacement: string }[] = [];
  const visit = (part: ts.Node): void => {
    const reference = referenced(part, file);
    if (reference !== undefined) edits.push({ start: part.getStart(file), end: part.end, replacement: reference });
    else if (isForbidden(part)) edits.push({ start: part.getFullStart(), end: part.end, replacement: "" });
    else ts.forEachChild(part, visit);
  };
  visit(node);
  for (const edit of edits.toReversed()) {
    text = text.slice(0, edit.start - start) + edit.replacement + text.slice(edit.end - start);
  }
  return text;
}

function referenced(node: ts.Node, file: ts.SourceFile): string | undefined {
  const path = ts.isIndexedAccessTypeNode(node) ? pathOf(node) : undefined;
  if (path === undefined) return undefined;
  const [, kind, name] = path;
  return kind === "schemas" && path.length === 3
    ? `import("./schemas.gen.ts").${name}`
    : edited(find(file, path), file);
}

function isForbidden(node: ts.Node): boolean {
  return ts.isPropertySignature(node) && node.type?.kind === ts.SyntaxKind.NeverKeyword;
}
