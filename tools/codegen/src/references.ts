import ts from "typescript";

/** The names of the types that a node refers to, those that it extends among them. */
export function referencesIn(node: ts.Node): string[] {
  const names: string[] = [];
  const visit = (part: ts.Node): void => {
    const name = ts.isExpressionWithTypeArguments(part)
      ? part.expression
      : ts.isTypeReferenceNode(part) && part.typeName;
    if (name && ts.isIdentifier(name)) names.push(name.text);
    ts.forEachChild(part, visit);
  };
  visit(node);
  return names;
}
