import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APIS, type Api } from "../src/description/apis.ts";
import { type Mock, startMock } from "../src/index.ts";
import { operationsOf } from "./operations.ts";
import { basic, bearer, json, message, projectPath } from "./sample.ts";

const operations = (
  await Promise.all(APIS.map(async (api) => (await operationsOf(api)).map((operation) => ({ api, operation }))))
).flat();
let mock: Mock;

beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

describe.each([404, 429, 503])("Prefer: code=%i", (status) => {
  test.each(operations.map((one) => [String(one.operation.iid), one] as const))("works on %s", async (_, one) => {
    const { api, operation } = one;
    const content = operation.request?.body?.contents?.[0];
    const [example] = content?.examples ?? [];
    const value = example !== undefined && "value" in example ? example.value : undefined;
    const isForm = content?.mediaType.includes("form") ?? false;
    const required = (operation.request?.query ?? []).filter((parameter) => parameter.required);
    const query = new URLSearchParams(required.map(({ name }) => [name, "1"]));
    const values: Readonly<Record<string, string>> = { "{list_type}": "OPT_OUT_ALL" };
    const path = operation.path.replace(/\{[^}]*\}/g, (name) => values[name] ?? "x");
    const response = await fetch(`${mock[api satisfies Api]}${path}?${query}`, {
      method: operation.method.toUpperCase(),
      headers: {
        ...(api === "auth" ? basic : bearer),
        ...(content !== undefined && { "content-type": content.mediaType }),
        prefer: `code=${status}`,
      },
      ...(value !== undefined && {
        body: isForm ? new URLSearchParams(value as Record<string, string>) : JSON.stringify(value),
      }),
    });

    expect(response.status).toBe(status);
    expect(mock.world.messages()).toEqual([]);
  });
});

test("a code that does not work is met with those that do", async () => {
  const send = (code: number) =>
    fetch(`${mock.conversation}${projectPath}/messages:send`, json(message, { prefer: `code=${code}` }));
  const { detail } = (await (await send(418)).json()) as { detail: string };
  const codes =
    detail
      .match(/expected (.*)$/)?.[1]
      ?.split(", ")
      .map(Number) ?? [];

  const statuses = await Promise.all(codes.map(async (code) => (await send(code)).status));

  expect(statuses).toEqual([200, 400, 401, 403, 404, 429, 500, 501, 503]);
  expect(codes).toEqual(statuses);
});

test("a request that is not allowed is refused, whatever it prefers", async () => {
  const response = await fetch(
    `${mock.conversation}${projectPath}/messages:send`,
    json({ ...message, foo: 1 }, { prefer: "code=503" }),
  );

  expect(response.status).toBe(400);
});

describe("a 401 says why", () => {
  test.each([
    [{}, "there is no Authorization header; this operation takes Basic or Bearer"],
    [
      { authorization: "secret-token" },
      "the Authorization header has no scheme and credentials; this operation takes Basic or Bearer",
    ],
    [{ authorization: "Digest x" }, "the Authorization header is Digest; this operation takes Basic or Bearer"],
    [{ authorization: "Bearer a b" }, "the Authorization header is Bearer, and does not hold one token"],
    [
      { authorization: "Basic c2VjcmV0" },
      "the Authorization header is Basic, and does not hold a key id and a secret with a colon between them, in base64",
    ],
  ])("to %j", async (headers: Record<string, string>, why) => {
    const response = await fetch(`${mock.conversation}/v1/projects/p/apps`, { headers });

    expect([response.status, await response.json()]).toEqual([
      401,
      { error: { code: 401, message: why, status: "UNAUTHENTICATED", details: [] } },
    ]);
  });
});

test.each([
  ["/v1/projects/p/mesages:send", "/v1/projects/{project_id}/messages:send"],
  ["/v1/projects/p/conversations:recnt", "/v1/projects/{project_id}/conversations:recent"],
  ["/v1/project/p/apps", "/v1/projects/{project_id}/apps"],
])("the path %s is met with the near one", async (path, near) => {
  const response = await fetch(mock.conversation + path, { headers: bearer });

  const { detail } = (await response.json()) as { detail: string };
  expect([response.status, detail]).toEqual([404, expect.stringContaining(`did you mean ${near}?`)]);
});

test("a path that is like none has no suggestion", async () => {
  const response = await fetch(`${mock.conversation}/v1/projects/p/something`, { headers: bearer });

  expect(((await response.json()) as { detail: string }).detail).not.toContain("did you mean");
});
