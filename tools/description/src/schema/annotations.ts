import type { Node } from "../node.ts";

/** What a schema says that no value is held to. */
export type Annotations = Node;

const TEXTS = new Set(["description", "title", "example", "examples", "externalDocs", "$comment", "contentMediaType"]);
/** Marks for the bundler something that stands in the responses once it is bundled. */
const BUNDLED = "x-nullable-in-answers";

/** Returns whether a keyword is an annotation. */
export function isAnnotation(keyword: string): boolean {
  return TEXTS.has(keyword) || keyword === "default" || keyword === "deprecated" || keyword.startsWith("x-");
}

/** Sorts the keywords of a schema into annotations and others, without those that are read elsewhere. */
export function annotationsOf(
  schema: Node,
  read: ReadonlySet<string>,
): { annotations: Annotations; rest: Record<string, unknown[]> } {
  const annotations: Record<string, unknown> = {};
  const rest: Record<string, unknown[]> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (read.has(keyword) || keyword === BUNDLED) continue;
    if (isAnnotation(keyword)) {
      if (!(keyword === "deprecated" && value !== true)) annotations[keyword] = value;
    } else rest[keyword] = [value];
  }
  return { annotations, rest };
}

/** Returns whether a schema is a reference with nothing but annotations beside it. */
export function isReference(schema: Node): schema is Node & { readonly $ref: string } {
  return (
    typeof schema.$ref === "string" &&
    Object.keys(schema).every((keyword) => keyword === "$ref" || isAnnotation(keyword))
  );
}
