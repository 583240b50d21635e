import {
  BrokenDescription,
  type Description,
  type OperationObject,
  type Parameter,
  type PathItem,
  type Schema,
} from "@sinch-fetch/description";
import { descriptionOf, json, onlyOperation, operation } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { type Method, methodOf } from "../src/method.ts";

const NOTE_ID: Parameter = { name: "note_id", in: "path", required: true, schema: { type: "string" } };
const SIZE: Parameter = { name: "page_size", in: "query", schema: { type: "integer" } };
const APP: Parameter = { name: "app_id", in: "query", required: true, schema: { type: "string" } };
const COLORS: Parameter = {
  name: "colors",
  in: "query",
  schema: { $ref: "#/components/schemas/Colors" },
  explode: false,
};

const NOTE: Schema = { $ref: "#/components/schemas/Note" };
const SCHEMAS: Record<string, Schema> = {
  Note: { type: "object", properties: { text: { type: "string" } } },
  Nothing: { description: "No fields.", type: "object", properties: {}, examples: [{}] },
  Color: { type: "string", enum: ["RED", "BLUE"] },
  Colors: { type: "array", items: { $ref: "#/components/schemas/Color" } },
};

const NO_QUERY = "query?: Readonly<Record<string, never>>";
const QUERY = "NotesGetQuery";
const OPTIONS = "options?: CallOptions";

/** The method for the only operation of a path. */
function methodIn(description: Description): Method & { named: string[] } {
  const named: string[] = [];
  const method = methodOf(onlyOperation(description), description, (name) => {
    named.push(name);
    return name;
  });
  return { ...method, named };
}

function methodAt(path: string, members: Partial<OperationObject>, item: PathItem = {}): Method & { named: string[] } {
  return methodIn(descriptionOf({ [path]: { ...item, post: operation(members) } }, SCHEMAS));
}

function returnTypeFor(...responses: [status: string, response: OperationObject["responses"][string]][]): string {
  const { signature } = methodAt("/notes", { responses: Object.fromEntries(responses) });
  return signature.replace(/.*\): /, "");
}

describe("arguments", () => {
  test("without body and query are a query that takes nothing, and the options", () => {
    const { signature } = methodAt("/notes", {});

    expect(signature).toBe(`(${NO_QUERY}, ${OPTIONS}): Promise<void>`);
  });

  test.each([
    { name: "may be left out when no parameter is required", parameters: [SIZE], want: `query?: ${QUERY}` },
    { name: "is required when a parameter is", parameters: [SIZE, APP], want: `query: ${QUERY}` },
    { name: "may hold an array that is separated by commas", parameters: [COLORS], want: `query?: ${QUERY}` },
  ])("the query $name", ({ parameters, want }) => {
    const { signature } = methodAt("/notes", { parameters });

    expect(signature).toBe(`(${want}, ${OPTIONS}): Promise<void>`);
  });

  test.each([
    { name: "may be left out unless the description requires it", body: json(NOTE), want: "body?: Note" },
    { name: "is required where the description says so", body: json(NOTE, { required: true }), want: "body: Note" },
  ])("the body $name", ({ body, want }) => {
    const { signature, named } = methodAt("/notes", { requestBody: body });

    expect(signature).toBe(`(${want}, ${OPTIONS}): Promise<void>`);
    expect(named).toEqual(["Note"]);
  });

  test("with a body and a query take the query in the options", () => {
    const { signature } = methodAt("/notes", {
      parameters: [APP],
      requestBody: json(NOTE, { required: true }),
    });

    expect(signature).toBe(`(body: Note, ${OPTIONS}<${QUERY}>): Promise<void>`);
  });

  test("start with the path parameters in the order of the path", () => {
    const app: Parameter = { ...NOTE_ID, name: "app" };
    const { signature } = methodAt("/apps/{app}/notes/{note_id}:pin", { parameters: [NOTE_ID] }, { parameters: [app] });

    expect(signature).toBe(`(app: string, noteId: string, ${NO_QUERY}, ${OPTIONS}): Promise<void>`);
  });

  test.each([
    { name: "its schema's name", schema: { $ref: "#/components/schemas/Color" }, want: "Color" },
    {
      name: "the generated type",
      schema: { type: "string", enum: ["RED"] },
      want: 'Notes_GetNote["parameters"]["path"]["note_id"]',
    },
  ])("type a path parameter of known values by $name", ({ schema, want }) => {
    const { signature } = methodAt("/notes/{note_id}", { parameters: [{ ...NOTE_ID, schema }] });

    expect(signature).toBe(`(noteId: ${want}, ${NO_QUERY}, ${OPTIONS}): Promise<void>`);
  });

  test("type an inline body by the way to the generated type", () => {
    const { signature, named } = methodAt("/notes", { requestBody: json({ type: "object" }, { required: true }) });

    expect(signature).toContain('(body: NonNullable<Notes_GetNote["requestBody"]>["content"]["application/json"], ');
    expect(named).toEqual(["Notes_GetNote"]);
  });

  test("find a body that is described elsewhere", () => {
    const { signature } = methodIn({
      ...descriptionOf({ "/notes": { post: operation({ requestBody: { $ref: "#/components/requestBodies/Note" } }) } }),
      components: { schemas: SCHEMAS, requestBodies: { Note: json(NOTE, { required: true }) } },
    });

    expect(signature).toContain("(body: Note, ");
  });
});

describe("the response", () => {
  test.each([
    { name: "without content", schema: undefined },
    { name: "of an object without fields", schema: { $ref: "#/components/schemas/Nothing" } },
  ])("$name is void", ({ schema }) => {
    expect(returnTypeFor(["200", schema ? json(schema) : { description: "Done." }])).toBe("Promise<void>");
  });

  test.each([
    { name: "a map", schema: { type: "object", additionalProperties: { type: "string" } } },
    { name: "an object of anything", schema: { type: "object", additionalProperties: true } },
    { name: "an object put together from others", schema: { type: "object", allOf: [NOTE] } },
    { name: "a list", schema: { type: "array", items: NOTE } },
  ])("of $name is typed by the way to the generated type", ({ schema }) => {
    expect(returnTypeFor(["200", json(schema)])).toBe(
      'Promise<Notes_GetNote["responses"][200]["content"]["application/json"]>',
    );
  });

  test("is named after its schema, whatever the other statuses are", () => {
    const refused = json({ type: "object" }, { description: "Refused." });

    expect(returnTypeFor(["400", refused], ["201", json(NOTE)], ["default", refused])).toBe("Promise<Note>");
  });

  test("is typed for a range of statuses", () => {
    expect(returnTypeFor(["2XX", json({ type: "string" })])).toContain('["responses"]["2XX"]["content"]');
  });

  test("is any of several successes", () => {
    const color = json({ $ref: "#/components/schemas/Color" });

    expect(returnTypeFor(["200", json(NOTE)], ["201", json(NOTE)], ["202", color])).toBe("Promise<Note | Color>");
    expect(returnTypeFor(["200", json(NOTE)], ["204", { description: "Gone." }])).toBe("Promise<Note | void>");
  });

  test("of a paged operation is its pages and their items", () => {
    const { signature } = methodAt("/notes", {
      parameters: [SIZE],
      responses: { 200: json(NOTE) },
      "x-pagination": { items: "notes", token: "page_token", next: "next_page_token", in: "query" },
    });

    expect(signature).toBe(`(query?: ${QUERY}, ${OPTIONS}): Paged<NonNullable<Note["notes"]>[number], Note>`);
  });

  test("is void where no success is described", () => {
    expect(returnTypeFor(["400", { description: "Refused." }])).toBe("Promise<void>");
  });

  test("is not named after a part of a schema", () => {
    expect(returnTypeFor(["200", json({ $ref: "#/components/schemas/Note/properties/text" })])).toContain(
      "Notes_GetNote[",
    );
  });
});

describe("the docs", () => {
  test("say everything that the description says", () => {
    const { docs } = methodAt("/notes/{note_id}", {
      summary: "Pin a note",
      description: "Keeps the note on top.\n\nNot for long.",
      parameters: [{ ...NOTE_ID, description: "The id\nof the note." }],
      requestBody: json(NOTE, { description: "Where it goes." }),
      responses: {
        400: { description: "Refused." },
        200: { description: "It is pinned." },
      },
      externalDocs: { url: "https://notes.test/pin" },
      deprecated: true,
    });

    expect(docs).toBe(`  /**
   * Pin a note.
   *
   * Keeps the note on top.
   *
   * Not for long.
   *
   * @param noteId The id of the note.
   * @param body Where it goes.
   * @returns It is pinned.
   * @throws {ApiError} 400: Refused.
   * @see https://notes.test/pin
   * @deprecated
   */
`);
  });

  test.each(["Pin a note.", "Pin a note?", "Pin a note!"])("leave the end of %j alone", (summary) => {
    expect(methodAt("/notes", { summary }).docs).toContain(` * ${summary}\n`);
  });

  test("cannot end before their text does", () => {
    const { docs } = methodAt("/notes", { description: "Takes */*.", summary: "A */ b" });

    expect(docs.match(/\*\//g)).toHaveLength(1);
  });
});

describe("what clients do not support is refused, naming the operation", () => {
  const refusals: { name: string; path?: string; members: Partial<OperationObject>; message: string }[] = [
    {
      name: "a header parameter",
      members: { parameters: [{ name: "X-Size", in: "header" }] },
      message: "header parameter X-Size: clients know path and query parameters only",
    },
    {
      name: "a cookie parameter",
      members: { parameters: [SIZE, { name: "session", in: "cookie" }] },
      message: "cookie parameter session: clients know path and query parameters only",
    },
    {
      name: "a path parameter without a description",
      path: "/notes/{note_id}",
      members: { parameters: [SIZE] },
      message: "path parameter note_id is not described",
    },
    {
      name: "a path parameter that is not a string",
      path: "/notes/{note_id}",
      members: { parameters: [{ ...NOTE_ID, schema: { type: "integer" } }] },
      message: "path parameter note_id is not a string",
    },
    {
      name: "a request body of another kind",
      members: { requestBody: { content: { "text/plain": { schema: {} }, "image/png": {} } } },
      message: "its request body holds text/plain, image/png, and clients know application/json with a schema only",
    },
    {
      name: "a request body without a schema",
      members: { requestBody: { content: { "application/json": {} } } },
      message: "its request body holds application/json, and clients know application/json with a schema only",
    },
    {
      name: "a request body of nothing",
      members: { requestBody: {} },
      message: "its request body holds nothing, and clients know application/json with a schema only",
    },
    {
      name: "a response of another kind",
      members: { responses: { 200: { content: { "text/csv": { schema: {} } } } } },
      message: "its response 200 holds text/csv, and clients know application/json with a schema only",
    },
  ];

  test.each(refusals)("$name", ({ path = "/notes", members, message }) => {
    expect(() => methodAt(path, members)).toThrow(new BrokenDescription(message, "Notes_GetNote"));
  });

  test("but not an error of another kind, which the client hands on as it is", () => {
    expect(returnTypeFor(["200", json(NOTE)], ["500", { content: { "text/html": {} } }])).toBe("Promise<Note>");
  });
});
