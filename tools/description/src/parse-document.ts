import { parseYaml } from "@redocly/openapi-core";
import { BrokenDescription } from "./broken-description.ts";
import { type Document, documentOf } from "./document.ts";
import { membersOf } from "./node.ts";

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
  const { reason, mark } = membersOf(error);
  const { line } = membersOf(mark);
  if (reason === undefined) return "";
  return line === undefined ? `: ${reason}` : `, line ${Number(line) + 1}: ${reason}`;
}
