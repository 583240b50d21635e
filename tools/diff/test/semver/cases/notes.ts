import type { Description, Schema } from "@sinch-fetch/description";

/** Schemas by name. */
export type Schemas = Record<string, Schema>;

/** A small description: notes are written, read and listed, and a callback reports them. */
export function notes(schemas: Schemas = {}): Description {
  return {
    openapi: "3.1.0",
    info: { title: "Notes", version: "1.0.0" },
    servers: [
      {
        url: "https://{region}.notes.example.com",
        variables: { region: { enum: ["us", "eu"], default: "us" } },
      },
    ],
    security: [{ basic: [] }, { bearer: [] }],
    tags: [{ name: "Notes", description: "Notes that are kept." }],
    paths: {
      "/v1/projects/{project_id}/notes": {
        parameters: [{ name: "project_id", in: "path", required: true, schema: { type: "string" } }],
        post: {
          operationId: "Notes_CreateNote",
          tags: ["Notes"],
          summary: "Write a note",
          requestBody: { required: true, content: json({ $ref: "#/components/schemas/NewNote" }) },
          responses: {
            200: response({ $ref: "#/components/schemas/NoteAnswer" }),
            400: response(ref("Problem")),
            401: { description: "No." },
          },
        },
        get: {
          operationId: "Notes_ListNotes",
          tags: ["Notes"],
          "x-pagination": { items: "notes", token: "page_token", next: "next_page_token", in: "query" },
          parameters: [
            { name: "page_token", in: "query", schema: { type: "string" } },
            { name: "color", in: "query", schema: { type: "string", enum: ["RED", "BLUE"] } },
            {
              name: "ids",
              in: "query",
              style: "form",
              explode: false,
              schema: { type: "array", items: { type: "string" } },
            },
          ],
          responses: { 200: response(ref("NoteList")), 400: response(ref("Problem")) },
        },
      },
      "/v1/projects/{project_id}/notes/{note_id}": {
        parameters: [
          { name: "project_id", in: "path", required: true, schema: { type: "string" } },
          { name: "note_id", in: "path", required: true, schema: { type: "string" } },
        ],
        get: {
          operationId: "Notes_GetNote",
          tags: ["Notes"],
          responses: { 200: response(ref("NoteAnswer")), 404: response(ref("Problem")) },
        },
        delete: { operationId: "Notes_DeleteNote", tags: ["Notes"], responses: { 200: { description: "Gone." } } },
      },
      "/v1/projects/{project_id}/notes:search": {
        parameters: [{ name: "project_id", in: "path", required: true, schema: { type: "string" } }],
        post: {
          operationId: "Notes_SearchNotes",
          tags: ["Notes"],
          "x-idempotent": true,
          requestBody: { content: json({ type: "object", properties: { text: { type: "string" } } }) },
          responses: { 200: response(ref("NoteList")) },
        },
      },
    },
    webhooks: {
      NOTE_KEPT: {
        post: {
          operationId: "Callback_NoteKept",
          tags: ["Notes"],
          "x-payload-property": "note",
          requestBody: { content: json(ref("NoteKept")) },
          responses: { 200: { description: "Taken." } },
        },
      },
    },
    components: {
      securitySchemes: { basic: { type: "http", scheme: "basic" }, bearer: { type: "http", scheme: "bearer" } },
      schemas: {
        NewNote: {
          type: "object",
          additionalProperties: false,
          required: ["text"],
          properties: { text: { type: "string" } },
        },
        NoteAnswer: {
          type: "object",
          required: ["id"],
          properties: { id: { type: "string" }, text: { type: "string" } },
        },
        NoteList: {
          type: "object",
          properties: { notes: { type: "array", items: ref("NoteAnswer") }, next_page_token: { type: "string" } },
        },
        NoteKept: { type: "object", properties: { note: { type: "object", properties: { by: { type: "string" } } } } },
        Problem: { type: "object", properties: { message: { type: "string" } } },
        ...schemas,
      },
    },
  };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export function json(schema: Schema): Record<string, { schema: Schema }> {
  return { "application/json": { schema } };
}

export function response(schema: Schema): { description: string; content: Record<string, { schema: Schema }> } {
  return { description: "Done.", content: json(schema) };
}

/** The description with a schema as a field of the request to write a note. */
export function taking(field: Schema, schemas: Schemas = {}): Description {
  return notes({
    NewNote: { type: "object", additionalProperties: false, properties: { field } },
    ...schemas,
  });
}

/** The description with a schema as a field of a note that is read. */
export function giving(field: Schema, schemas: Schemas = {}): Description {
  return notes({ NoteAnswer: { type: "object", properties: { field } }, ...schemas });
}
