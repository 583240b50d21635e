import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Mock, startMock } from "../src/index.ts";
import { openSocket, rawRequest } from "./raw-request.ts";
import { batch, bearer, form, json, message, projectPath } from "./sample.ts";

let mock: Mock<Api, false>;
let sendUrl: string;

beforeAll(async () => {
  mock = await startMock({ stateful: false });
  sendUrl = `${mock.conversation}${projectPath}/messages:send`;
});
afterAll(() => mock.close());

async function errorOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error: { message: string } };
  return error.message;
}

describe("a refused request", () => {
  test("is told everything that is wrong, in the shape of the Conversation API", async () => {
    const answer = await fetch(sendUrl, json({ ...message, ttl: "10", foo: 1 }));

    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/json");
    const body = await answer.json();
    expect(body).toEqual({
      error: {
        code: 400,
        message:
          "request is not valid: body must NOT have additional properties; found 'foo'; body.ttl must be 3 to 315576000000 whole seconds, such as \"10s\"",
        status: "INVALID_ARGUMENT",
        details: [],
      },
    });
  });

  test("is told everything that is wrong, in the shape of the Batch API", async () => {
    const answer = await fetch(`${mock.batch}${projectPath}/messages`, json({ ...batch, recipient_and_params: [] }));

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 400,
      message: expect.stringContaining(
        "request is not valid: body.recipient_and_params must NOT have fewer than 1 items",
      ),
      status: "INVALID_ARGUMENT",
      details: [
        { field_violations: [{ field: "recipient_and_params", description: expect.stringContaining("fewer") }] },
      ],
    });
  });

  test("is told everything that is wrong, in the shape of OAuth", async () => {
    const wrongGrant = await fetch(`${mock.auth}/oauth2/token`, form({ grant_type: "password" }));
    const noGrant = await fetch(`${mock.auth}/oauth2/token`, form({ grant: "client_credentials" }));

    expect([wrongGrant.status, noGrant.status]).toEqual([400, 400]);
    expect(await wrongGrant.json()).toEqual({
      error: "unsupported_grant_type",
      error_description: expect.stringContaining("body.grant_type must be equal to one of the allowed values"),
    });
    expect(await noGrant.json()).toEqual({
      error: "invalid_request",
      error_description: expect.stringContaining("must have required property 'grant_type'"),
    });
  });

  test("is told everything that is wrong, in the shape of the Templates API, with 400", async () => {
    const url = `${mock.templates}/v2/projects/p/templates`;
    const wrong = await fetch(url, json({ default_translation: 7 }));
    const wrongType = await fetch(url, json({}, { "content-type": "text/plain" }));

    expect([wrong.status, wrongType.status]).toEqual([400, 400]);
    expect(wrong.headers.get("content-type")).toBe("application/json");
    expect(await wrong.json()).toEqual({
      error: {
        code: 400,
        message: expect.stringContaining("body.default_translation must be string"),
        status: "INVALID_ARGUMENT",
        details: [],
      },
    });
    expect(await errorOf(wrongType)).toContain("header.content-type must be application/json");
  });

  test("is told that a list came one by one where its values are to be separated by commas", async () => {
    const update = (query: string) =>
      fetch(`${mock.conversation}${projectPath}/apps/a?${query}`, json({ display_name: "Pool" }, {}, "PATCH"));
    const one = await update("update_mask=display_name,retention_policy");
    const several = await update("update_mask=display_name&update_mask=retention_policy");

    expect(one.status).toBe(200);
    expect(several.status).toBe(400);
    expect(await errorOf(several)).toBe(
      "request is not valid: query.update_mask must be one list, separated by commas; found 2 values of that name",
    );
  });

  test("gets a problem of status 422 where the description has no refusal", async () => {
    const answer = await fetch(`${mock.batch}${projectPath}/messages`, json({}, {}, "DELETE"));

    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: expect.any(String),
      status: 422,
      detail: "request is not valid: body must have required property 'batch_id'",
      validation: [{ path: "body", code: "required", message: "must have required property 'batch_id'" }],
    });
  });

  test("names an empty message's alternatives once", async () => {
    const answer = await fetch(sendUrl, json({ ...message, message: {} }));

    expect(await errorOf(answer)).toMatch(
      /^request is not valid: body\.message must hold exactly one alternative: it is empty; absent: 'text_message', [^;]*$/,
    );
  });

  test("lists the violations in a header of bounded length", async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`unknown_${i}_ü`, i]));
    const answer = await fetch(sendUrl, json({ ...message, ...many }));

    const header = answer.headers.get("sl-violations") ?? "";
    const violations: unknown[] = JSON.parse(header);
    expect(header.length).toBeLessThanOrEqual(4000);
    expect(violations.length).toBeGreaterThan(10);
    expect(violations[0]).toEqual({
      location: ["body"],
      severity: "Error",
      code: "additionalProperties",
      message: "must NOT have additional properties; found 'unknown_0_ü'",
    });
    expect(await errorOf(answer)).toMatch(/; and 490 more$/);
  });

  test.each([
    ['{"app_id": "a",}', "body is not valid JSON: Expected double-quoted property name at position 15"],
    ['{"app_id": ', "body is not valid JSON: it ends too early, at position 11"],
    ["hello", "body is not valid JSON: Unexpected token 'h'"],
  ])("is told that %j is not JSON", async (text, want) => {
    const answer = await fetch(sendUrl, json(text));

    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toBe(`request is not valid: ${want}`);
  });

  test.each(["[]", "null", "7", '"text"'])("is told that %s is no object", async (text) => {
    const answer = await fetch(sendUrl, json(text));

    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toBe("request is not valid: body must be object");
  });

  test("is told that the body is missing", async () => {
    const answer = await fetch(sendUrl, { method: "POST", headers: bearer });

    expect(await errorOf(answer)).toBe("request is not valid: body is required");
  });

  test.each([
    ["text/plain", "header.content-type must be application/json; found 'text/plain'"],
    ["json", "header.content-type must be application/json; found 'json'"],
    [undefined, "header.content-type must be application/json; it is missing"],
  ])("is told of the content type %j", async (contentType, want) => {
    const headers = { ...bearer, ...(contentType !== undefined && { "content-type": contentType }) };
    const answer = await fetch(sendUrl, { method: "POST", headers, body: Buffer.from(JSON.stringify(message)) });

    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toBe(`request is not valid: ${want}`);
  });

  test("is told of the content type of a body sent in chunks", async () => {
    const text = "POST /oauth2/token HTTP/1.1\r\nhost: a\r\nauthorization: Basic YTpi\r\nconnection: close\r\n";
    const answer = await rawRequest(mock.auth, `${text}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`);

    expect(answer).toContain("HTTP/1.1 400");
    expect(answer).toContain("it is missing");
  });
});

describe("credentials", () => {
  test.each([
    ["none", {}],
    ["an empty header", { authorization: "" }],
    ["an unknown scheme", { authorization: "Digest abc" }],
    ["Basic without a colon", { authorization: `Basic ${btoa("key")}` }],
    ["a scheme alone", { authorization: "Bearer" }],
  ])("are refused with a challenge when they are %s", async (_name, headers) => {
    const answer = await fetch(sendUrl, json(message, { authorization: "", ...headers }));

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Basic realm="sinch-fetch mock", Bearer');
    expect(answer.headers.get("sl-violations")).toContain("header.authorization".split(".")[1]);
  });

  test("are refused in the shape of the answer that stands for any failure", async () => {
    const answer = await fetch(`${mock.templates}/v2/projects/p/templates`);

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Basic realm="sinch-fetch mock", Bearer');
    expect(await answer.json()).toEqual({
      error: {
        code: 401,
        message: "request is not valid: header.authorization must hold credentials of a documented kind",
        status: "UNAUTHENTICATED",
        details: [],
      },
    });
  });

  test("are refused with the documented body", async () => {
    const answer = await fetch(`${mock.auth}/oauth2/token`, form({ grant_type: "client_credentials" }, bearer));

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Basic realm="sinch-fetch mock"');
    expect(await answer.json()).toEqual({ error: "invalid_client", error_description: expect.any(String) });
  });

  test.each([
    ["wrong", json({}, { authorization: "" })],
    ["not JSON", json("{", { authorization: "" })],
    ["of a wrong type", json(message, { authorization: "", "content-type": "text/plain" })],
  ])("are looked at before a body that is %s", async (_name, init) => {
    const answer = await fetch(sendUrl, init);

    expect(answer.status).toBe(401);
    expect(answer.headers.get("sl-violations")).not.toContain("body");
  });

  test("may be a password with colons or a scheme in lower case", async () => {
    const withColons = await fetch(sendUrl, json(message, { authorization: `Basic ${btoa("key:a:b")}` }));
    const inLowerCase = await fetch(sendUrl, json(message, { authorization: "bearer token" }));

    expect([withColons.status, inLowerCase.status]).toEqual([200, 200]);
  });
});

describe("a path that is not described", () => {
  test("is answered with 404, and a hint where only its beginning is missing", async () => {
    const unknown = await fetch(`${mock.batch}/v1/nothing?a=b`, { method: "POST" });
    const cut = await fetch(`${mock.conversation}/messages:send`, json(message));

    expect([unknown.status, cut.status]).toEqual([404, 404]);
    expect(unknown.headers.get("content-type")).toBe("application/problem+json");
    expect(await unknown.json()).toMatchObject({
      status: 404,
      detail: "POST /v1/nothing is not in the description of the batch API",
    });
    expect(await cut.json()).toMatchObject({
      detail:
        "POST /messages:send is not in the description of the conversation API; did you mean /v1/projects/{project_id}/messages:send?",
    });
  });

  test("is no path on another host when it begins with two slashes", async () => {
    const answer = await fetch(`${mock.batch}//v1/projects/p/messages/1`, { headers: bearer });

    expect(answer.status).toBe(404);
  });

  test("is told the methods where only the method is wrong", async () => {
    const answer = await fetch(`${mock.batch}${projectPath}/messages`, { method: "PUT", headers: bearer });

    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST, DELETE, GET");
    expect(await answer.json()).toMatchObject({
      detail: `PUT ${projectPath}/messages: this path takes POST, DELETE, GET`,
    });
  });
});

describe("Prefer", () => {
  const url = () => `${mock.batch}${projectPath}/messages/01JCTQ7H3B5E8N1W4Y6Z9CMKTA`;

  test("picks a documented status and example", async () => {
    const wrapped = await fetch(url(), { headers: { ...bearer, prefer: "code=403" } });
    const flat = await fetch(url(), { headers: { ...bearer, prefer: "code=403, example=flat" } });
    const rich = await fetch(url(), { headers: { ...bearer, prefer: "example=rich" } });

    expect([wrapped.status, flat.status, rich.status]).toEqual([403, 403, 200]);
    expect(await wrapped.json()).toHaveProperty("error.status", "PERMISSION_DENIED");
    expect(await flat.json()).toHaveProperty("status", "PERMISSION_DENIED");
    expect(await rich.json()).toHaveProperty("status", "SCHEDULED");
  });

  test("picks any failure where one documented answer stands for all", async () => {
    const templates = `${mock.templates}/v2/projects/p/templates/01JCTQ7H3B5E8N1W4Y6Z9CMKTA`;
    const ask = (prefer: string) => fetch(templates, { headers: { ...bearer, prefer } });
    const [first, named, unavailable] = [
      await ask("code=404"),
      await ask("code=403, example=denied"),
      await ask("code=503"),
    ];

    expect([first.status, named.status, unavailable.status]).toEqual([404, 403, 503]);
    const body = await first.json();
    expect(body).toHaveProperty("error.status", "INVALID_ARGUMENT");
    expect(await named.json()).toHaveProperty("error.status", "PERMISSION_DENIED");
    expect(await unavailable.json()).toEqual(body);
  });

  test("generates an answer, the same for the same seed", async () => {
    const headers = { ...bearer, prefer: "dynamic=true, seed=11" };
    const first = await fetch(url(), { headers });
    const second = await fetch(url(), { headers });
    const other = await fetch(url(), { headers: { ...bearer, prefer: "dynamic=true, seed=12" } });

    expect([first.status, second.status, other.status]).toEqual([200, 200, 200]);
    const text = await first.text();
    expect(await second.text()).toBe(text);
    expect(await other.text()).not.toBe(text);
  });

  test("does not stick to the next request", async () => {
    await fetch(url(), { headers: { ...bearer, prefer: "code=404", accept: "application/json" } });

    expect((await fetch(url(), { headers: bearer })).status).toBe(200);
  });

  test.each([
    ["code=418", "Prefer: code 418 is not documented for Batch_GetBatchStatus, expected 200"],
    ["code=403, example=round", 'Prefer: example "round" is not documented for 403 of Batch_GetBatchStatus, expected '],
    ["exmaple=flat", 'Prefer: "exmaple" is unknown, expected code, example, dynamic or seed'],
  ])("is refused when it is %j", async (prefer, want) => {
    const answer = await fetch(url(), { headers: { ...bearer, prefer } });

    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(want) });
  });

  test("is followed only for a good request", async () => {
    const answer = await fetch(sendUrl, json({}, { prefer: "code=403" }));

    expect(answer.status).toBe(400);
  });
});

describe("Accept", () => {
  test.each(["text/html", "json"])("is answered with 406 when it is %j", async (accept) => {
    const answer = await fetch(sendUrl, json(message, { accept }));

    expect(answer.status).toBe(406);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("never replaces a preferred answer with another", async () => {
    const answer = await fetch(sendUrl, json(message, { accept: "text/html", prefer: "code=403" }));

    expect(answer.status).toBe(406);
  });
});

describe("a browser", () => {
  test("may send what it asks for in a preflight", async () => {
    const answer = await fetch(sendUrl, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });

    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
    expect(answer.headers.get("access-control-allow-methods")).toContain("POST");
  });

  test.each([
    ["an accepted request", () => fetch(sendUrl, json(message))],
    ["a refused request", () => fetch(sendUrl, json({}))],
    ["a lost request", () => fetch(`${mock.auth}/`)],
  ])("may read the answer to %s", async (_name, send) => {
    const answer = await send();

    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")).toBe("*");
  });
});

describe("a body over 10 MB", () => {
  test("is answered with 413, and the connection is closed", async () => {
    const answer = await fetch(sendUrl, json("x".repeat(10_000_001)));

    expect(answer.status).toBe(413);
    expect(answer.headers.get("connection")).toBe("close");
    expect(await answer.json()).toMatchObject({ detail: "the body is larger than 10 MB" });
  });

  test("is answered with 413 when its length is not announced", async () => {
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(sendUrl, { method: "POST", headers: { "content-type": "application/json" } });
      request.on("response", (answer) => resolve(answer.resume().statusCode));
      request.on("error", reject);
      for (let i = 0; i < 12; i++) request.write("x".repeat(1_000_000));
    });

    expect(status).toBe(413);
  });

  test("is answered with 413 before it is sent, and the connection is closed a moment later", async () => {
    const answer = await rawRequest(mock.auth, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10000001\r\n\r\n");

    expect(answer).toContain("HTTP/1.1 413");
    expect(answer).toContain("the body is larger than 10 MB");
  });

  test("is read when it is just below", async () => {
    const answer = await fetch(sendUrl, json("x".repeat(10_000_000)));

    expect(answer.status).toBe(400);
  });
});

describe("a connection", () => {
  test.each([
    ["something else than HTTP", "hello\r\n\r\n", "HTTP/1.1 400 Bad Request", "this is not HTTP/1.1"],
    ["a header too large", `GET / HTTP/1.1\r\na: ${"x".repeat(20_000)}\r\n\r\n`, "HTTP/1.1 431", "larger than 16 kB"],
    ["CONNECT", "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n", "HTTP/1.1 405", "this is not a proxy"],
    [
      "broken chunks",
      "POST /oauth2/token HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 400",
      "this is not HTTP/1.1",
    ],
  ])("that carries %s is answered and closed", async (_name, text, status, detail) => {
    const answer = await rawRequest(mock.auth, text);

    expect(answer).toContain(status);
    expect(answer).toContain("application/problem+json");
    expect(answer).toContain(detail);
  });

  test("may carry a whole URL, as to a proxy", async () => {
    const answer = await rawRequest(
      mock.auth,
      "GET http://auth.sinch.com/oauth2/token HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    );

    expect(answer).toContain("HTTP/1.1 405");
    expect(answer).toContain("GET /oauth2/token: this path takes POST");
  });

  test("that breaks in the middle of a request harms no other", async () => {
    const socket = openSocket(mock.auth);
    socket.on("error", () => {});
    await new Promise((resolve) => {
      socket.write("POST /oauth2/token HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf", resolve);
    });
    socket.resetAndDestroy();

    const answer = await fetch(`${mock.auth}/oauth2/token`, form({ grant_type: "client_credentials" }));

    expect(answer.status).toBe(200);
  });

  test("that breaks before its answer harms no other", async () => {
    const head = `POST ${projectPath}/messages:send HTTP/1.1\r\nhost: a\r\ncontent-length: 10000001\r\n\r\n`;
    for (let i = 0; i < 20; i++) {
      const socket = openSocket(mock.conversation);
      socket.on("error", () => {});
      await new Promise((resolve) => socket.write(head + "x".repeat(100_000), resolve));
      socket.resetAndDestroy();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect((await fetch(sendUrl, json(message))).status).toBe(200);
  });
});
