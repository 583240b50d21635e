import { readFile } from "node:fs/promises";
import { documentOf, type Node } from "@sinch-fetch/description";

/** An object of a description, whose references are followed by {@link Document.at}. */
export type Json = Node;

/** A bundled description, as the mock serves it. */
export interface Document {
  readonly root: Json;
  /** Returns the object that a value is or refers to; an empty one for anything else. */
  at(node: unknown): Json;
}

/** Reads a bundled description from the files that the mock serves. */
export async function readDocument(api: string): Promise<Document> {
  const file = new URL(`../../../packages/mock/descriptions/${api}.gen.json`, import.meta.url);
  const { root, resolve } = documentOf(JSON.parse(await readFile(file, "utf8")), api);
  return { root, at: resolve };
}
