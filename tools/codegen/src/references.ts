import ts from "typescript";

/** The names of the types that a node refers to. */
export function referencesIn(node: ts.Node): string[] {
  const names: string[] = [];
  const visit = (part: ts.Node): void => {
    if (ts.isTypeReferenceNode(part) && ts.isIdentifier(part.typeName)) names.push(part.typeName.text);
    ts.forEachChild(part, visit);
  };
  visit(node);
  return names;
}
