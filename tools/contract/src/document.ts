import { readFile } from "node:fs/promises";

/** An object of a description, whose references are followed by {@link Document.at}. */
export type Json = Readonly<Record<string, unknown>>;

/** A bundled description, as the mock serves it. */
export interface Document {
  readonly root: Json;
  /** The object that a value is or refers to; an empty one for anything else. */
  at(node: unknown): Json;
}

/** Reads a bundled description from the files that the mock serves. */
export async function readDocument(api: string): Promise<Document> {
  const file = new URL(`../../../packages/mock/descriptions/${api}.gen.json`, import.meta.url);
  const root: Json = JSON.parse(await readFile(file, "utf8"));
  return { root, at: (node) => follow(root, node) };
}

/** The name of the schema that a reference leads to. */
export function schemaName(node: unknown): string | undefined {
  const { $ref } = Object(node);
  return typeof $ref === "string" ? $ref.match(/^#\/components\/schemas\/([^/]+)$/)?.[1] : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function follow(root: Json, node: unknown): Json {
  if (typeof node !== "object" || node === null) return {};
  const { $ref, ...value }: Json = { ...node };
  if (typeof $ref !== "string") return value;
  const keys = $ref
    .slice(2)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return follow(
    root,
    keys.reduce<unknown>((part, key) => follow(root, part)[key], root),
  );
}
