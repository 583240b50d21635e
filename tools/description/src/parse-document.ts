import { parseYaml } from "@redocly/openapi-core";
import { BrokenDescription } from "./broken-description.ts";
import { type Document, documentOf } from "./document.ts";

/**
 * Parses a description, JSON or YAML.
 *
 * @param name Its file name.
 * @throws {BrokenDescription} It is neither, or no OpenAPI description. The message copies nothing out of it.
 */
export function parseDocument(text: string, name: string): Document {
  return documentOf(parse(text, name), name);
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON says nothing of the place of a mistake that YAML would not say better.
  }
  try {
    return parseYaml(text);
  } catch (error) {
    throw new BrokenDescription(`${name} is neither JSON nor YAML${placeOf(error)}`);
  }
}

/** Where the parser stopped, and why. Its message would quote the lines around it. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error) || !("reason" in error) || !("mark" in error)) return "";
  const { reason, mark } = error;
  if (typeof mark !== "object" || mark === null || !("line" in mark)) return `: ${reason}`;
  return `, line ${Number(mark.line) + 1}: ${reason}`;
}
