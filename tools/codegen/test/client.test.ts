import { descriptionOf, json, notesRepository, operation, put } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateClient } from "../src/client.ts";
import { generate } from "../src/generate.ts";
import { generateOperations } from "../src/operations.ts";
import { generateResources } from "../src/resources.ts";
import { generateTypes } from "../src/types.ts";
import { compile } from "./compile.ts";

const PREFIX = "/v1/projects/{project_id}";
const CLIENT = "packages/notes/src/client.gen.ts";
const EXTEND = "packages/notes/src/extend.ts";

/** The small API; with a list where `members` say how it is paged. */
function notes(members: Parameters<typeof operation>[0] = {}) {
  return {
    ...descriptionOf({
      "/notes": { get: operation({ operationId: "Notes_ListNotes", ...members }) },
      "/tags": { get: operation({ operationId: "Tags_GetTags", tags: ["Tags"] }) },
    }),
    servers: [{ url: "https://{region}.notes.test", variables: { region: { enum: ["us"], default: "us" } } }],
    security: [{ Bearer: [] }],
    components: { schemas: {}, securitySchemes: { Bearer: { type: "http", scheme: "bearer" } } },
  };
}

const LIST = {
  "x-pagination": { items: "notes" },
  responses: { 200: json({ type: "object", properties: { notes: { type: "array", items: { type: "string" } } } }) },
};

/** The files of a client, in memory. */
function filesOf(description: ReturnType<typeof notes>, isExtended: boolean): Record<string, string> {
  const { types, schemas } = generateTypes(description);
  return {
    "../package.json": '{ "name": "@sinch-fetch/notes", "version": "1.2.3", "type": "module" }',
    "types.gen.ts": types,
    "schemas.gen.ts": schemas,
    "operations.gen.ts": generateOperations(description, PREFIX),
    "resources.gen.ts": generateResources(description),
    "client.gen.ts": generateClient("notes", description, isExtended),
  };
}

/** The complaints of the compiler about some files. */
function complaints(files: Record<string, string>): string[] {
  return [...compile(files)].flatMap(([name, messages]) => messages.map((message) => `${name}: ${message}`));
}

describe("generateClient", () => {
  test("names the client after the description, and its docs after the API", () => {
    const text = generateClient("order-notes", notes(), false);

    expect(text).toContain("export interface OrderNotesClientOptions extends ClientOptions<Region, Scheme> {}");
    expect(text).toContain(" * A client of the Notes, at two levels.\n");
    expect(text).toContain(" * The resources, such as `notes`,");
    expect(text).toContain("export interface OrderNotesClient extends Client<paths>, Resources {");
    expect(text).toContain(
      "export function createOrderNotesClient(options: OrderNotesClientOptions): OrderNotesClient {",
    );
    expect(text).toContain('createClientWith("createOrderNotesClient", options, {');
  });

  test("brings along what pages lists for an API with a list alone", () => {
    expect(generateClient("notes", notes(), false)).not.toContain("listWith");
    expect(generateClient("notes", notes(LIST), false)).toContain(
      "resourcesOf<Resources>(operations, call, listWith(call))",
    );
  });

  test.each([
    ["without a list", notes()],
    ["with a list", notes(LIST)],
  ])("compiles beside the other files, %s", (_, description) => {
    const use = `import { createNotesClient, type NotesClient } from "./client.gen.ts";
const client: NotesClient = createNotesClient({ projectId: "p", auth: { scheme: "bearer", authorize: (request, next) => next(request) } });
client.notes.list();
client.GET("/tags");
const second: NotesClient = client.withOptions({ timeoutMs: 1, region: undefined }).withOptions({});
second.tags.get();
// @ts-expect-error
client.withOptions({ projectId: "p" });
// @ts-expect-error
client.withOptions({ timeout: 1 });
// @ts-expect-error
client.withOptions({ region: "eu" });
// @ts-expect-error
client.labels;
`;

    expect(complaints({ ...filesOf(description, false), "use.ts": use })).toEqual([]);
  });

  const extension = (result: string) => `import type { Resources } from "./resources.gen.ts";
export interface ExtendedResources extends Resources { readonly labels: { count(): number } }
export function extend(resources: Resources): ${result} { return { ...resources, labels: { count: () => 1 } }; }
`;
  const USE_LABELS = `import type { NotesClient } from "./client.gen.ts";
declare const client: NotesClient;
client.notes.list();
export const count: number = client.withOptions({}).labels.count();
`;

  test("gives the client what an extension made of its resources", () => {
    const files = filesOf(notes(), true);

    expect(complaints({ ...files, "extend.ts": extension("ExtendedResources"), "use.ts": USE_LABELS })).toEqual([]);
  });

  test("does not compile with an extension that returns something else than it says", () => {
    const files = filesOf(notes(), true);

    expect(complaints({ ...files, "extend.ts": extension("Resources") }).join("\n")).toMatch(
      /client\.gen\.ts: .*'labels' is missing/s,
    );
  });
});

test("a client is extended by the extend.ts beside it", async () => {
  const root = await notesRepository();
  const without = (await generate(root)).get(CLIENT);
  await put(root, EXTEND, "export const extend = 1;\n");
  const extended = (await generate(root)).get(CLIENT);

  expect(without).not.toContain("extend.ts");
  expect(extended).toContain('import { type ExtendedResources, extend } from "./extend.ts";');
  expect(extended).toContain("export interface NotesClient extends Client<paths>, ExtendedResources {");
  expect(extended).toContain("resources: (call) => extend(resourcesOf<Resources>(operations, call)),");
});
