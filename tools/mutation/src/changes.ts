import ts from "typescript";

/** A piece of text and what comes in its place. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "**": ["*"],
  "+=": ["-="],
  "-=": ["+="],
};
/** Operators each of whose sides can be a rule of its own. */
const JOINING = ["&&", "||", "??"];
/** Methods without which the value they are called on still makes sense. */
const REFINING = [
  "filter",
  "map",
  "slice",
  "sort",
  "reverse",
  "trim",
  "replace",
  "replaceAll",
  "toLowerCase",
  "toUpperCase",
];

/** What a node itself can be changed to; its children have changes of their own. */
export function changesTo(node: ts.Node): Change[] {
  return allChangesTo(node).filter(({ start, end, replacement }) => text(node, start, end) !== replacement);
}

function allChangesTo(node: ts.Node): Change[] {
  if (ts.isStatement(node)) return statementChanges(node);
  if (ts.isExpression(node)) return [...expressionChanges(node), ...literalChanges(node)];
  if ((ts.isParameter(node) || ts.isBindingElement(node)) && node.initializer) {
    const before = ts.isParameter(node) && node.type ? node.type : node.name;
    return [{ start: before.end, end: node.initializer.end, replacement: "" }];
  }
  return [];
}

function statementChanges(node: ts.Statement): Change[] {
  if (ts.isReturnStatement(node)) return node.expression ? [to(node.expression, "undefined")] : [to(node, ";")];
  const condition =
    ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)
      ? node.expression
      : ts.isForStatement(node)
        ? node.condition
        : undefined;
  if (condition) return conditionChanges(condition);
  const isRemovable =
    ts.isExpressionStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isBreakStatement(node) ||
    ts.isContinueStatement(node);
  if (isRemovable || ts.isForOfStatement(node)) return [to(node, ";")];
  if (ts.isTryStatement(node) && node.finallyBlock) return [to(node.finallyBlock, "{}")];
  return [];
}

function conditionChanges(condition: ts.Expression): Change[] {
  return ["true", "false"].filter((value) => value !== condition.getText()).map((value) => to(condition, value));
}

function expressionChanges(node: ts.Expression): Change[] {
  if (ts.isBinaryExpression(node)) return binaryChanges(node);
  if (ts.isConditionalExpression(node)) return conditionChanges(node.condition);
  if (ts.isPrefixUnaryExpression(node)) return prefixChanges(node);
  if (ts.isPostfixUnaryExpression(node)) {
    return [to(node, node.operand.getText() + (node.operator === ts.SyntaxKind.PlusPlusToken ? "--" : "++"))];
  }
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return [to(node.body, "undefined")];
  if (ts.isArrayLiteralExpression(node)) return memberChanges(node.elements);
  if (ts.isObjectLiteralExpression(node)) return memberChanges(node.properties);
  if (ts.isCallExpression(node)) return callChanges(node);
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken) return [to(node.questionDotToken, ".")];
  return [];
}

function binaryChanges(node: ts.BinaryExpression): Change[] {
  const { left, operatorToken, right } = node;
  const operator = operatorToken.getText();
  if (JOINING.includes(operator)) return [left, right].map((side) => to(node, side.getText()));
  return (OPERATORS[operator] ?? []).map((other) => to(operatorToken, other));
}

function prefixChanges(node: ts.PrefixUnaryExpression): Change[] {
  const operand = node.operand.getText();
  if (node.operator === ts.SyntaxKind.PlusPlusToken) return [to(node, `--${operand}`)];
  return [to(node, node.operator === ts.SyntaxKind.ExclamationToken ? `!!${operand}` : operand)];
}

/** Each member dropped, its comma with it. */
function memberChanges(members: ts.NodeArray<ts.Node>): Change[] {
  return members.map((member, index) => {
    const next = members[index + 1];
    return { start: member.getStart(), end: next ? next.getStart() : members.end, replacement: "" };
  });
}

function callChanges(node: ts.CallExpression): Change[] {
  const { expression, arguments: given } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  if (expression.expression.getText() === "Math") return given.map((argument) => to(node, `(${argument.getText()})`));
  return REFINING.includes(expression.name.text) ? [to(node, expression.expression.getText())] : [];
}

function literalChanges(node: ts.Expression): Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [to(node, "false")];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [to(node, "true")];
  if (ts.isNumericLiteral(node)) {
    if (ts.isArrayLiteralExpression(node.parent)) return [];
    const value = Number(node.text);
    return [to(node, String(value + 1)), to(node, value > 0 ? String(value - 1) : "(-1)")];
  }
  if (ts.isRegularExpressionLiteral(node)) return regexChanges(node);
  if (ts.isTemplateExpression(node)) return [to(node, '""')];
  const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
  if (!isText || ts.isArrayLiteralExpression(node.parent)) return [];
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return [];
  return [to(node, node.text === "" ? '"mutant"' : '""')];
}

/** Never matching, always matching, and without each of its anchors. */
function regexChanges(node: ts.RegularExpressionLiteral): Change[] {
  const literal = node.getText();
  const bare = [literal.replace("/^", "/"), literal.replace(/\$(?=\/\w*$)/, "")];
  return ["/(?!)/", "/(?:)/", ...bare].filter((other) => other !== literal).map((other) => to(node, other));
}

function to(node: ts.Node, replacement: string): Change {
  return { start: node.getStart(), end: node.end, replacement };
}

function text(node: ts.Node, start: number, end: number): string {
  return node.getSourceFile().text.slice(start, end);
}
