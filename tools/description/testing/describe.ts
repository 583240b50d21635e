import {
  type Description,
  type LocatedOperation,
  type OperationObject,
  operationsOf,
  type PathItem,
  type Schema,
} from "@sinch-fetch/description";

/** A description of the given paths and schemas, as a client sees it. */
export function descriptionOf(paths: Record<string, PathItem>, schemas: Record<string, Schema> = {}): Description {
  return { openapi: "3.1.0", info: { title: "Notes", version: "1.0.0" }, paths, components: { schemas } };
}

/** An operation that responds with 200 without content, with the given members in place of its own. */
export function operation(members: Partial<OperationObject> = {}): OperationObject {
  return {
    operationId: "Notes_GetNote",
    tags: ["Notes"],
    description: "Reads one note.",
    responses: { 200: { description: "The note." } },
    ...members,
  };
}

/** Content of the one media type that clients know. */
export function json(schema: Schema, members: { description?: string; required?: boolean } = {}) {
  return { description: "A text.", ...members, content: { "application/json": { schema } } };
}

/** The only operation of a description. */
export function onlyOperation(description: Description): LocatedOperation {
  const [only, ...others] = operationsOf(description);
  if (only === undefined || others.length > 0) throw new Error("expected one operation");
  return only;
}
