import { listOf, listOperations, schemaName } from "@sinch-fetch/description";
import { type Document, readDocument } from "./document.ts";

/** An example that a schema carries itself, and which therefore no operation carries. */
export interface SchemaExample {
  /** Name of the schema. */
  readonly schema: string;
  /** Its place among the examples of the schema, from 1. */
  readonly number: number;
  readonly value: unknown;
}

/** An example of a callback. */
export interface CallbackExample {
  readonly trigger: string;
  readonly name: string;
  readonly body: unknown;
}

/** Reads the examples of all schemas that requests are made of. */
export async function readSchemaExamples(api: string): Promise<SchemaExample[]> {
  const document = await readDocument(api);
  const { root, at } = document;
  const schemas = new Map<string, unknown>();
  for (const { object } of listOperations(root.paths, at)) addSchemas(document, object.requestBody, schemas);
  return [...schemas].flatMap(([schema, node]) =>
    listOf(at(node).examples).map((value, index) => ({ schema, number: index + 1, value })),
  );
}

/** Reads the examples of all callbacks. */
export async function readCallbackExamples(api: string): Promise<CallbackExample[]> {
  const { root, at } = await readDocument(api);
  return Object.entries(at(root.webhooks)).flatMap(([trigger, item]) => {
    const json = at(at(at(at(at(item).post).requestBody).content)["application/json"]);
    return Object.entries(at(json.examples)).map(([name, example]) => ({ trigger, name, body: at(example).value }));
  });
}

/** Adds the schemas that a part of the description refers to, and those that they do. */
function addSchemas(document: Document, node: unknown, schemas: Map<string, unknown>): void {
  if (typeof node !== "object" || node === null) return;
  const name = schemaName(node);
  if (name !== undefined && schemas.has(name)) return;
  if (name !== undefined) schemas.set(name, node);
  const target = "$ref" in node ? document.at(node) : node;
  for (const part of Object.values(target)) addSchemas(document, part, schemas);
}
