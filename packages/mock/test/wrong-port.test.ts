import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mock, startMock } from "../src/mock.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

async function detailOf(url: string, method = "GET"): Promise<string> {
  const response = await fetch(url, { method, headers: { authorization: "Bearer token" } });
  expect(response.status).toBe(404);
  const { detail } = (await response.json()) as { detail: string };
  return detail;
}

test.each(["conversation", "batch", "templates", "auth"] as const)("the root of %s leads to the page", async (api) => {
  expect(await detailOf(mock[api])).toBe(
    `GET / is not in the description of the ${api} API; the page is at ${mock.inbox}`,
  );
});

test.each([
  ["batch", "POST", "/v1/projects/p/messages:send", "conversation"],
  ["conversation", "GET", "/v2/projects/p/templates", "templates"],
  ["templates", "POST", "/oauth2/token", "auth"],
  ["inbox", "POST", "/v1/projects/p/messages:send", "conversation"],
  ["inbox", "GET", "/v1/projects/p/apps", "conversation"],
] as const)("on %s, %s %s is shown the port that has it", async (on, method, path, at) => {
  expect(await detailOf(mock[on] + path, method)).toContain(`; it is in the ${at} API, at ${mock[at]}`);
});

test("the control API is shown to who asks an API for it", async () => {
  expect(await detailOf(`${mock.conversation}/api/replies`, "POST")).toContain(`; the control API is at ${mock.inbox}`);
});

test("a path of the control API that is nearly right is met with the right one", async () => {
  expect(await detailOf(`${mock.inbox}/api/reply`, "POST")).toContain("; did you mean /api/replies?");
  expect(await detailOf(`${mock.inbox}/api/clok/advance`, "POST")).toContain("; did you mean /api/clock/advance?");
});

test("only what is served is named", async () => {
  const alone = await startMock({ apis: ["batch"], stateful: false });

  const [root, send] = await Promise.all([
    detailOf(alone.batch),
    detailOf(`${alone.batch}/v1/projects/p/messages:send`, "POST"),
  ]);
  await alone.close();

  expect(root).toBe("GET / is not in the description of the batch API");
  expect(send).toBe("POST /v1/projects/p/messages:send is not in the description of the batch API");
});
