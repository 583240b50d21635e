import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { describe, expect, test } from "vitest";
import type { Answer } from "../src/exchange/answer.ts";
import { violationText } from "../src/exchange/violation.ts";
import { createResponder } from "../src/serve/responder.ts";

const thing = { type: "object", properties: { id: { type: "string" } }, required: ["id"], additionalProperties: false };

function content(schema: object, value: unknown): object {
  return { "application/json": { schema, examples: { only: { value } } } };
}

interface Request {
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request to `/things` of a description that has only this operation. */
async function ask(operation: object, request: Request = {}): Promise<Answer> {
  const [read] = await getHttpOperationsFromSpec({
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Things", version: "1" },
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    paths: { "/things": { post: operation } },
  });
  if (read === undefined) return expect.unreachable("the description has an operation");
  const { method, path, iid: operationId = "" } = read;
  const respond = createResponder("batch", [{ method, path, operationId, read: async () => read }]);
  const { answer } = await respond({
    method: "POST",
    path: "/things",
    query: request.query ?? "",
    headers: { "content-type": "application/json", ...request.headers },
    body: new TextEncoder().encode(request.body ?? ""),
  });
  return answer;
}

describe("createResponder", () => {
  test("answers 500 when an example violates its description", async () => {
    const answer = await ask({
      operationId: "Things_Create",
      responses: { 200: { description: "", content: content(thing, { id: 7 }) } },
    });

    expect(answer).toMatchObject({
      status: 500,
      body: { detail: "the example for 200 of Things_Create violates the description: body.id must be string" },
      violations: [{ path: "body.id" }],
    });
  });

  test("answers 500 when the example of a refusal violates its description", async () => {
    const answer = await ask({
      operationId: "Things_Create",
      requestBody: { required: true, content: content(thing, { id: "1" }) },
      responses: { 200: { description: "" }, 400: { description: "", content: content(thing, { id: 7 }) } },
    });

    expect(answer).toMatchObject({ status: 500, body: { detail: expect.stringContaining("the example for 400") } });
  });

  test("tries again when a generated response violates its description", async () => {
    const even = { type: "object", properties: { n: { type: "integer", not: { multipleOf: 2 } } }, required: ["n"] };
    const responses = { 200: { description: "", content: { "application/json": { schema: even } } } };

    for (let seed = 0; seed < 5; seed++) {
      const answer = await ask({ responses }, { headers: { prefer: `dynamic=true, seed=${seed}` } });
      expect([seed, answer.status]).toEqual([seed, 200]);
    }
  });

  test("answers 500 when no generated response fits the description", async () => {
    const impossible = { type: "object", properties: { n: { type: "integer", not: {} } }, required: ["n"] };
    const responses = { 200: { description: "", content: { "application/json": { schema: impossible } } } };

    const answer = await ask({ operationId: "Things_Create", responses }, { headers: { prefer: "dynamic=true" } });

    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ detail: expect.stringMatching(/^(the generated response|Prism)/) });
  });

  test("answers 406 where the preferred status has no response of an acceptable media type", async () => {
    const problems = { "application/problem+json": { schema: {}, examples: { only: { value: {} } } } };
    const responses = {
      200: { description: "", content: content(thing, { id: "1" }) },
      403: { description: "", content: problems },
    };
    const headers = { accept: "application/json", prefer: "code=403" };

    expect(await ask({ responses }, { headers })).toMatchObject({
      status: 406,
      body: { detail: "there is no documented response of the media type application/json" },
    });
    expect(await ask({ responses }, { headers: { ...headers, accept: "*/*" } })).toMatchObject({ status: 403 });
  });

  test("refuses missing credentials with a problem when the description has no 401", async () => {
    const answer = await ask({ security: [{ key: [] }], responses: { 200: { description: "" } } });

    expect(answer).toMatchObject({
      status: 401,
      headers: { "content-type": "application/problem+json", "www-authenticate": "Bearer" },
    });
  });

  test("refuses a wrong media type with 415 when the description has no refusal", async () => {
    const requestBody = { required: true, content: content(thing, { id: "1" }) };
    const answer = await ask(
      { requestBody, responses: { 200: { description: "" } } },
      { body: "{}", headers: { "content-type": "text/plain" } },
    );

    expect(answer).toMatchObject({ status: 415, body: { detail: expect.stringContaining("found 'text/plain'") } });
  });

  test("refuses with 400, and with the answer that stands for any failure, where there is no other", async () => {
    const failure = { type: "object", properties: { message: { type: "string" } }, required: ["message"] };
    const requestBody = { required: true, content: content(thing, { id: "1" }) };
    const responses = {
      200: { description: "" },
      default: { description: "", content: content(failure, { message: "no" }) },
    };
    const answer = await ask({ requestBody, responses }, { body: "{}" });
    const documented = { ...responses, 422: { description: "", content: content(failure, { message: "no" }) } };

    expect(answer).toMatchObject({
      status: 400,
      body: { message: "request is not valid: body must have required property 'id'" },
    });
    expect((await ask({ requestBody, responses: documented }, { body: "{}" })).status).toBe(422);
  });

  test("answers 500 when the example that stands for any failure violates its description", async () => {
    const failure = { type: "object", properties: { message: { type: "string" } }, required: ["message"] };
    const responses = {
      200: { description: "" },
      default: { description: "", content: content(failure, { text: "no" }) },
    };

    expect(await ask({ responses }, { headers: { prefer: "code=404" } })).toMatchObject({
      status: 500,
      body: { detail: expect.stringContaining("the example for 404") },
    });
  });

  test("takes an array for a body and gives one for an answer", async () => {
    const things = { type: "array", items: thing, minItems: 1 };
    const requestBody = { required: true, content: content(things, [{ id: "1" }]) };
    const responses = { 200: { description: "", content: content(things, [{ id: "1" }, { id: "2" }]) } };

    expect(await ask({ requestBody, responses }, { body: '[{"id":"a"}]' })).toMatchObject({
      status: 200,
      body: [{ id: "1" }, { id: "2" }],
    });
    expect((await ask({ requestBody, responses }, { body: '[{"id":"a"},{"id":7}]' })).violations).toEqual([
      { path: "body[1].id", code: "type", message: "must be string" },
    ]);
    expect((await ask({ requestBody, responses }, { body: "[]" })).status).toBe(422);
  });

  test("refuses what only it notices in the documented shape", async () => {
    const parameters = [
      { name: "ids", in: "query", explode: false, schema: { type: "array", items: { type: "string", minLength: 2 } } },
    ];
    const operation = {
      operationId: "Things_Create",
      parameters,
      responses: { 200: { description: "" }, 400: { description: "", content: content({}, { message: "no" }) } },
    };
    const message =
      "request is not valid: query.ids must be one list, separated by commas; found 2 values of that name";

    expect((await ask(operation, { query: "ids=ab,cd" })).status).toBe(200);
    expect((await ask(operation, { query: "ids=ab,c" })).violations.map(violationText)).toEqual([
      "query.ids[1] must NOT have fewer than 2 characters",
    ]);
    expect(await ask(operation, { query: "ids=ab&ids=cd" })).toMatchObject({ status: 400, body: { message } });
    expect(
      await ask({ ...operation, responses: { 200: { description: "" } } }, { query: "ids=ab&ids=cd" }),
    ).toMatchObject({
      status: 422,
      body: { detail: message },
    });
  });

  test("refuses malformed JSON even where any body is allowed", async () => {
    const requestBody = { content: { "application/json": {} } };
    const answer = await ask({ requestBody, responses: { 200: { description: "" } } }, { body: "{" });

    expect(answer).toMatchObject({ status: 422, violations: [{ code: "json" }] });
  });

  test("refuses null where a body may be left out", async () => {
    const requestBody = { content: content(thing, { id: "1" }) };
    const responses = { 200: { description: "" } };

    expect((await ask({ requestBody, responses }, { body: "null" })).status).toBe(422);
    expect((await ask({ requestBody, responses })).status).toBe(200);
  });

  test("checks the query, and lets a deprecated parameter pass", async () => {
    const parameters = [
      { name: "size", in: "query", required: true, schema: { type: "integer", maximum: 20 } },
      { name: "ids", in: "query", schema: { type: "array", items: { type: "string", minLength: 2 } } },
      { name: "old", in: "query", deprecated: true, schema: { type: "string" } },
    ];
    const operation = { parameters, responses: { 200: { description: "" } } };
    const texts = async (query: string) => (await ask(operation, { query })).violations.map(violationText);

    expect(await texts("size=20&ids=ab&ids=cd&old=1")).toEqual([]);
    expect(await texts("size=21")).toEqual(["query.size must be <= 20"]);
    expect(await texts("size=x&ids=ab&ids=c")).toEqual([
      "query.size must be integer",
      "query.ids[1] must NOT have fewer than 2 characters",
    ]);
    expect(await texts("")).toEqual(["query must have required property 'size'"]);
  });

  test("refuses malformed JSON beside a parameter that is only deprecated", async () => {
    const parameters = [{ name: "old", in: "query", deprecated: true, schema: { type: "string" } }];
    const requestBody = { content: { "application/json": {} } };
    const operation = { parameters, requestBody, responses: { 200: { description: "" } } };

    expect(await ask(operation, { query: "old=1", body: "{" })).toMatchObject({ status: 422 });
  });

  test("refuses a body where the operation takes none", async () => {
    const parameters = [{ name: "q", in: "query", schema: { type: "string" } }];
    const answer = await ask({ parameters, responses: { 200: { description: "" } } }, { body: "{}" });

    expect(answer).toMatchObject({ violations: [{ path: "body", code: "media-type" }] });
  });

  test("puts a problem where the documented refusal has no body", async () => {
    const requestBody = { required: true, content: content(thing, { id: "1" }) };
    const responses = { 200: { description: "" }, 400: { description: "" } };

    expect(await ask({ requestBody, responses }, { body: "{}" })).toMatchObject({
      status: 400,
      headers: { "content-type": "application/problem+json" },
      body: { status: 400, detail: "request is not valid: body must have required property 'id'" },
    });
  });

  test("keeps a documented challenge and leaves out headers without a value", async () => {
    const responses = {
      200: { description: "" },
      401: {
        description: "",
        headers: {
          "WWW-Authenticate": { schema: { type: "string" }, example: 'Bearer error="expired"' },
          "Retry-After": { schema: { type: "integer" }, example: 3 },
        },
      },
    };

    const answer = await ask({ security: [{ key: [] }], responses });

    expect(answer.headers).toMatchObject({ "www-authenticate": 'Bearer error="expired"', "retry-after": "3" });
  });

  test("calls no callback of a description", async () => {
    const calls: unknown[] = [];
    const callbacks = {
      done: { "{$request.body#/id}": { post: { responses: { 200: { description: "" } } } } },
    };
    const requestBody = { content: content({ type: "object" }, {}) };
    const { createServer } = await import("node:http");
    const server = createServer((request, response) => {
      calls.push(request.url);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    const body = JSON.stringify({ id: `http://127.0.0.1:${port}/called` });
    const answer = await ask({ requestBody, callbacks, responses: { 200: { description: "" } } }, { body });
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.close();

    expect(answer.status).toBe(200);
    expect(calls).toEqual([]);
  });
});
