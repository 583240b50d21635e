import { describe, expect, test } from "vitest";
import type { DescribedOperation } from "../src/description/described-operations.ts";
import { createRouter } from "../src/serve/router.ts";

function operation(method: string, path: string): DescribedOperation {
  return { operationId: `${method} ${path}`, method, path, read: () => expect.unreachable("only its place counts") };
}

const prefix = "/v1/projects/{project_id}";
const route = createRouter([
  operation("get", `${prefix}/conversations/{conversation_id}`),
  operation("delete", `${prefix}/conversations/{conversation_id}`),
  operation("post", `${prefix}/conversations/{conversation_id}:stop`),
  operation("get", `${prefix}/conversations:recent`),
  operation("post", `${prefix}/messages:send`),
  operation("get", `${prefix}/messages/{message_id}`),
]);

describe("createRouter", () => {
  test.each([
    ["GET", "/v1/projects/p/conversations/1", `get ${prefix}/conversations/{conversation_id}`],
    ["POST", "/v1/projects/p/conversations/1:stop", `post ${prefix}/conversations/{conversation_id}:stop`],
    ["GET", "/v1/projects/p/conversations/a%3Astop", `get ${prefix}/conversations/{conversation_id}`],
    ["POST", "/v1/projects/p/conversations/a:b:stop", `post ${prefix}/conversations/{conversation_id}:stop`],
    ["GET", "/v1/projects/p/conversations:recent", `get ${prefix}/conversations:recent`],
    ["POST", "/v1/projects/p/messages:send", `post ${prefix}/messages:send`],
    ["POST", "/v1/projects/p/messages%3Asend", `post ${prefix}/messages:send`],
    ["GET", "/v1/projects/p/messages/%zz", `get ${prefix}/messages/{message_id}`],
  ])("leads %s %s to the operation", (method, path, want) => {
    expect(route(method, path)).toMatchObject({ found: "operation", operation: { operationId: want } });
  });

  test.each([
    ["GET", "/v1/projects/p/conversations/1:stop", ["POST"]],
    ["POST", "/v1/projects/p/conversations/1", ["GET", "DELETE"]],
    ["POST", "/v1/projects/p/conversations/1:stopx", ["GET", "DELETE"]],
  ])("tells the methods of the path for %s %s", (method, path, methods) => {
    expect(route(method, path)).toEqual({ found: "path", methods });
  });

  test.each([
    ["/messages:send", `${prefix}/messages:send`],
    ["/conversations/7:stop", `${prefix}/conversations/{conversation_id}`],
    ["/projects/p/messages:send", `${prefix}/messages:send`],
    ["/v1/projects/p/nothing", undefined],
    ["/v1/projects/p/messages/", undefined],
    ["/v1/projects//messages:send", undefined],
    ["/", undefined],
    ["", undefined],
  ])("finds nothing at %j and hints at %j", (path, hint) => {
    expect(route("POST", path)).toEqual({ found: "nothing", hint });
  });

  test("escapes values that Prism would split or not find", () => {
    const match = route("GET", "/v1/projects/a,b/messages/x%2Fy:z");

    expect(match).toMatchObject({ path: "/v1/projects/a%2Cb/messages/x%2Fy%3Az" });
  });
});
