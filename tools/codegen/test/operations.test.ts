import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BrokenDescription, type Description, type OperationObject, type Parameter } from "@sinch-fetch/description";
import { descriptionOf, emptyRepository, json, operation, put } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateOperations } from "../src/operations.ts";

const PREFIX = "/v1/projects/{project_id}";

/** A description with what a client needs to know of its API. */
function api(paths: Description["paths"], members: Partial<Description> = {}): Description {
  return {
    ...descriptionOf(paths),
    servers: [
      { url: "https://{region}.notes.test", variables: { region: { enum: ["us", "eu"], default: "eu" } } },
      { url: "https://notes.test" },
    ],
    security: [{ Basic: [] }, { OAuth: [] }],
    components: {
      securitySchemes: {
        Basic: { type: "http", scheme: "basic" },
        Bearer: { type: "http", scheme: "bearer" },
        OAuth: { type: "oauth2" },
        Key: { type: "apiKey" },
      },
    },
    ...members,
  };
}

/** What a package of the given version holds as the facts of the API. */
async function factsOf(description: Description, version = "1.2.3"): Promise<unknown> {
  const root = await emptyRepository();
  const manifest = { name: "@sinch-fetch/notes", version, type: "module" };
  await put(root, "packages/notes/package.json", JSON.stringify(manifest));
  await put(root, "packages/notes/src/operations.gen.ts", generateOperations(description, PREFIX));
  const { api } = await import(pathToFileURL(join(root, "packages/notes/src/operations.gen.ts")).href);
  return api;
}

/** What is written of the operation that `operation()` makes: its line in the table. */
function operationOf(description: Description): unknown {
  return JSON.parse(/^ {4}get: (.*),$/m.exec(generateOperations(description, PREFIX))?.[1] ?? "null");
}

describe("generateOperations", () => {
  test("writes what a client knows of an operation, with the bounds of its body", () => {
    const body = json({ type: "array", maxItems: 3 });
    const description = api({ "/notes/{note_id}": { post: operation({ requestBody: body }) } });

    expect(operationOf(description)).toEqual({
      id: "Notes_GetNote",
      method: "POST",
      path: "/notes/{note_id}",
      body: true,
      bounds: { max: 3 },
    });
  });

  test("leaves bounds out where the body has none", () => {
    const description = api({ "/notes": { post: operation({ requestBody: json({ type: "object" }) }) } });

    expect(operationOf(description)).not.toHaveProperty("bounds");
  });

  test.each([
    ["get", undefined],
    ["post", undefined],
    ["post", true],
    ["delete", false],
  ])("hands on what %s says of x-idempotent: %s", (method, marked) => {
    const marks = marked === undefined ? {} : { "x-idempotent": marked };

    const written = operationOf(api({ "/notes": { [method]: operation(marks) } }));

    expect(Object(written).idempotent).toBe(marked);
  });

  test.each([
    { name: "in the query", pagination: { items: "notes", token: "page", next: "next_page", in: "query" as const } },
    { name: "in the body", pagination: { items: "notes", token: "page", next: "next_page", in: "body" as const } },
    { name: "in one page", pagination: { items: "notes" } },
    { name: "with a query of its own", pagination: { items: "notes", query: { page: 1 } } },
  ])("writes where the items of a list are, $name", ({ pagination }) => {
    const members: Partial<OperationObject> = {
      parameters: [{ name: "page", in: "query" }],
      requestBody: json({ type: "object" }),
      "x-pagination": pagination,
    };
    const { in: _, ...want } = pagination;

    expect(operationOf(api({ "/notes": { post: operation(members) } }))).toHaveProperty("pagination", want);
  });

  test("refuses a query of its own that the operation does not take", () => {
    const pagination = { items: "notes", query: { size: 10 } };
    const description = api({ "/notes": { get: operation({ "x-pagination": pagination }) } });

    expect(() => operationOf(description)).toThrow(
      new BrokenDescription("x-pagination: there is no size in its query", "Notes_GetNote"),
    );
  });

  test.each([
    { place: "query" as const, members: { requestBody: json({ type: "object" }) } },
    { place: "body" as const, members: { parameters: [{ name: "page", in: "query" as const }] } },
  ])("refuses a page token that the $place does not take", ({ place, members }) => {
    const pagination = { items: "notes", token: "page", next: "next_page", in: place };
    const description = api({ "/notes": { post: operation({ ...members, "x-pagination": pagination }) } });

    expect(() => generateOperations(description, PREFIX)).toThrow(
      new BrokenDescription(`x-pagination: there is no page in its ${place}`, "Notes_GetNote"),
    );
  });

  test("writes the table of operations by resource and method", () => {
    const description = api({
      "/a": { get: operation({ operationId: "A_Get" }), post: operation({ operationId: "A_Add" }) },
      "/b": { get: operation({ operationId: "B_Get", tags: ["More Notes"] }) },
    });

    expect(generateOperations(description, PREFIX)).toContain(`export const operations: OperationTable = {
  notes: {
    get: {"id":"A_Get","method":"GET","path":"/a"},
    add: {"id":"A_Add","method":"POST","path":"/a"},
  },
  moreNotes: {
    get: {"id":"B_Get","method":"GET","path":"/b"},
  },
};
`);
  });

  test("writes the facts of the API and of the package that holds them", async () => {
    const description = api({ "/notes": { get: operation({ security: [{ Bearer: [] }] }) } });

    expect(await factsOf(description)).toEqual({
      package: "@sinch-fetch/notes",
      version: "1.2.3",
      server: "https://{region}.notes.test",
      regions: ["us", "eu"],
      defaultRegion: "eu",
      prefix: PREFIX,
      schemes: ["basic", "bearer"],
    });
    expect(generateOperations(description, PREFIX)).toContain('export type Region = "us" | "eu";');
    expect(generateOperations(description, PREFIX)).toContain('export type Scheme = "basic" | "bearer";');
  });

  test("takes the version from the manifest of the package, so that a release needs no generation", async () => {
    expect(await factsOf(api({}), "2.0.0-rc.1")).toHaveProperty("version", "2.0.0-rc.1");
  });

  test.each([
    [undefined, undefined],
    [false, { style: "form", explode: false }],
  ])("writes how arrays in queries are written where it is not the usual way: explode %s", async (explode, want) => {
    const ids: Parameter = {
      name: "ids",
      in: "query",
      schema: { type: "array" },
      ...(explode === false && { explode }),
    };

    const facts = await factsOf(api({ "/notes": { get: operation({ parameters: [ids] }) } }));

    expect(Object(facts).queryArrays).toEqual(want);
  });

  test.each([
    { name: "a server", servers: [] },
    { name: "a region", servers: [{ url: "https://notes.test" }] },
    {
      name: "known regions",
      servers: [{ url: "https://{region}.notes.test", variables: { region: { default: "us" } } }],
    },
  ])("refuses a description without $name", ({ servers }) => {
    expect(() => generateOperations(api({}, { servers }), PREFIX)).toThrow(
      new BrokenDescription("the first server has no variable `region` with an enum, which clients offer"),
    );
  });

  test.each(["Key", "Gone"])("refuses the security scheme %s, for which there is no credential", (scheme) => {
    expect(() => generateOperations(api({}, { security: [{ [scheme]: [] }] }), PREFIX)).toThrow(
      new BrokenDescription(`security scheme ${scheme} is neither Basic, Bearer nor OAuth2`),
    );
  });

  test.each([
    {
      schema: { type: "object", properties: { note_id: { type: "string" } }, required: ["note_id"] },
      want: ["note_id"],
    },
    { schema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] }, want: ["id"] },
    { schema: { type: "object", properties: { id: { type: "string" } } }, want: [] },
    { schema: { type: "object", properties: { id: { type: "integer" } }, required: ["id"] }, want: [] },
    { schema: { type: "object", properties: { grid: { type: "string" } }, required: ["grid"] }, want: [] },
    {
      schema: {
        type: "object",
        properties: { text: { type: "string" } },
        allOf: [{ type: "object", properties: { id: { type: "string" } }, required: ["id"] }],
      },
      want: ["id"],
    },
    { schema: { type: "object" }, want: undefined },
    { schema: { type: "array", items: {} }, want: undefined },
  ])("writes which members a success must have, $want of $schema", ({ schema, want }) => {
    const responses = { 200: { description: "Done.", content: { "application/json": { schema } } } };

    const members = operationOf(api({ "/notes": { post: operation({ responses }) } }));

    expect(Object(members).result).toEqual(want);
  });
});
