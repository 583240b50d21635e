import type { Schema } from "@sinch-fetch/description";

/** What a schema says that no value is held to. */
export type Annotations = Readonly<Record<string, unknown>>;

const TEXTS = new Set(["description", "title", "example", "examples", "externalDocs", "$comment", "contentMediaType"]);
/** Tells the bundler of something that stands in the answers once it is bundled. */
const BUNDLED = "x-nullable-in-answers";

/** Whether a keyword is an annotation. */
export function isAnnotation(keyword: string): boolean {
  return TEXTS.has(keyword) || keyword === "default" || keyword === "deprecated" || keyword.startsWith("x-");
}

/**
 * Sorts the keywords of a schema.
 *
 * @param read Those that are read elsewhere.
 */
export function annotationsOf(
  schema: Schema,
  read: ReadonlySet<string>,
): { annotations: Annotations; rest: Record<string, unknown[]> } {
  const annotations: Record<string, unknown> = {};
  const rest: Record<string, unknown[]> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (read.has(keyword) || keyword === BUNDLED) continue;
    if (isAnnotation(keyword)) {
      if (!(keyword === "deprecated" && value === false)) annotations[keyword] = value;
    } else rest[keyword] = [value];
  }
  return { annotations, rest };
}

/** Whether a schema is a reference with nothing but annotations beside it. */
export function isReference(schema: Schema): boolean {
  return (
    Object.keys(schema).every((keyword) => keyword === "$ref" || isAnnotation(keyword)) && schema.$ref !== undefined
  );
}
