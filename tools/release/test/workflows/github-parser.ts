import { randomUUID } from "node:crypto";
import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

/** What GitHub's own parser has to say about a workflow or an action: a line for each problem, by line and column. */
export async function parserProblems(path: string, text: string): Promise<readonly string[]> {
  // It remembers what it has read by its address.
  const document = TextDocument.create(`file:///${randomUUID()}/${path}`, "yaml", 0, text);
  const problems = await validate(document);
  return problems.map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
}
