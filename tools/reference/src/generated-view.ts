import ts from "typescript";
import { wireTypes } from "./wire-types.ts";

/**
 * How a generated file reads in the reference: where it points at wire types, as in
 * `components["schemas"]["Recipient"]`, they are written out, so that a page shows fields and not an index into types
 * that users never see.
 *
 * @param text The source of a file that imports from `types.gen.ts`.
 * @param wire The source of that `types.gen.ts`.
 */
export function generatedView(fileName: string, text: string, wire: string): string {
  const types = wireTypes(wire);
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const edits: { start: number; end: number; replacement: string }[] = [];
  const visit = (node: ts.Node): void => {
    const replacement = ts.isTypeAliasDeclaration(node)
      ? declaration(node.name.text, types.lookUp(node.type))
      : ts.isTypeNode(node)
        ? types.lookUp(node)
        : undefined;
    if (replacement === undefined) ts.forEachChild(node, visit);
    else edits.push({ start: node.getStart(file), end: node.end, replacement });
  };
  visit(file);

  let view = text;
  for (const { start, end, replacement } of edits.toReversed()) {
    view = view.slice(0, start) + replacement + view.slice(end);
  }
  return `${view}\n${types.helpers}`;
}

/** An object is declared as an interface, since those get a page with their fields. */
function declaration(name: string, type: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  const file = ts.createSourceFile("type.ts", `type T = ${type}`, ts.ScriptTarget.Latest);
  const [statement] = file.statements;
  const isObject = statement && ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type);
  return isObject ? `export interface ${name} ${type}` : `export type ${name} = ${type};`;
}
