import ts from "typescript";
import { wrapped } from "./docs.ts";

const WIDTH = 112;

/**
 * Turns the comment that openapi-typescript gave a node into plain JSDoc: the text first, wrapped, then the tags that an
 * editor knows. Of examples those stay that are short.
 */
export function withPlainDocs<Node extends ts.Node>(node: Node): Node {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments === undefined) return node;
  const plain = comments.flatMap((comment) => {
    const text = plainText(comment.text);
    return text === undefined ? [] : [{ ...comment, text }];
  });
  return ts.setSyntheticLeadingComments(node, plain);
}

function plainText(comment: string): string | undefined {
  const lines = comment
    .replace(/^\*/, "")
    .split("\n")
    .map((line) => line.replace(/^ \* ?/, ""));
  const entries = lines
    .join("\n")
    .trim()
    .split(/\n(?=@(?:description|default|deprecated|example|constant|enum)\b)/);
  const texts = entries.map((entry) =>
    entry
      .replaceAll("\n    ", "\n")
      .replace(/^@description /, "")
      .trim(),
  );
  const isShown = (text: string): boolean =>
    !/^(@constant|@enum|Format: |$)/.test(text) && !/^@example .*\n/s.test(text);
  const [summary, ...others] = texts.filter(isShown);
  if (summary === undefined) return undefined;
  const tags = others.filter((text) => text.startsWith("@"));
  const paragraphs = [summary, ...others.filter((text) => !text.startsWith("@")), tags.join("\n")];
  const written = wrapped(
    paragraphs.filter((text) => text !== ""),
    WIDTH,
  );
  return written.length === 1
    ? `* ${written[0]} `
    : `*\n${written.map((line) => ` *${line && ` ${line}`}\n`).join("")} `;
}
