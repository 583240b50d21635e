import { describe, expect, test } from "vitest";
import { curlOf, literalOf, repeatable } from "../../page/src/core/code.ts";
import { piecesOf, webAddress } from "../../page/src/core/links.ts";
import { merged } from "../../page/src/core/merge.ts";
import { hrefOf, parseRoute } from "../../page/src/core/route.ts";
import { programOf, replyProgramOf } from "../../page/src/core/typescript.ts";
import type { RecordedRequest, WorldMessage } from "../../src/schemas.gen.ts";

const urls = {
  conversation: "http://127.0.0.1:4010",
  batch: "http://127.0.0.1:4011/base",
  inbox: "http://127.0.0.1:4014",
};
const request: RecordedRequest = {
  id: "r",
  time: "2026-01-01T00:00:00.000Z",
  api: "conversation",
  operation_id: "Messages_SendMessage",
  method: "POST",
  path: "/v1/projects/p%201/messages:send",
  status: 200,
  body: { app_id: "a", message: { text_message: { text: "It's here" } } },
};

describe("curl", () => {
  test("quotes for a shell", () => {
    expect(curlOf(repeatable(request, urls))).toBe(
      [
        "curl -X POST 'http://127.0.0.1:4010/v1/projects/p%201/messages:send'",
        "-H 'Authorization: Bearer any'",
        "-H 'Content-Type: application/json'",
        `-d '{"app_id":"a","message":{"text_message":{"text":"It'\\''s here"}}}'`,
      ].join(" \\\n  "),
    );
  });

  test("keeps the path of a base URL, once", () => {
    expect(repeatable({ ...request, api: "batch", path: "/v1/x" }, urls).url).toBe("http://127.0.0.1:4011/base/v1/x");
    expect(repeatable({ ...request, api: "batch", path: "/base/v1/x" }, urls).url).toBe(
      "http://127.0.0.1:4011/base/v1/x",
    );
  });
});

describe("TypeScript", () => {
  test("calls the client that knows the operation", () => {
    expect(programOf(request, urls)).toBe(`import { bearer } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";

const conversation = createConversationClient({
  projectId: "p 1",
  baseUrl: "http://127.0.0.1:4010",
  auth: bearer("any"),
});
console.log(await conversation.messages.send({
  app_id: "a",
  message: {
    text_message: {
      text: "It's here"
    }
  }
}));`);
  });

  test("fetches what has no such method, with its body or without", () => {
    const { body, ...read } = { ...request, operation_id: "Messages_GetMessage", method: "GET" };
    expect(programOf(read, urls)).toContain(`headers: { authorization: "Bearer any" },\n});`);
    expect(programOf({ ...read, body }, urls)).toContain("body: JSON.stringify({\n    app_id");
  });

  test("lets a contact say the same again", () => {
    const message: WorldMessage = {
      id: "m",
      project_id: "p",
      app_id: "a",
      person_id: "c",
      direction: "TO_APP",
      channel_identity: { channel: "SMS", identity: "46700000001", app_id: "" },
      processing_mode: "CONVERSATION",
      accept_time: "2026-01-01T00:00:00.000Z",
      status: "RECEIVED",
      metadata: "",
      contact_message: { text_message: { text: "Hi" } },
      history: [],
    };
    expect(replyProgramOf(message)).toContain('  channel: "SMS",\n  identity: "46700000001",\n  text_message: {');
  });

  test("quotes keys that need it, and never what is in a text", () => {
    expect(literalOf({ a: 1, "b-c": '"d": 2\n"e": 3' })).toBe('{\n  a: 1,\n  "b-c": "\\"d\\": 2\\n\\"e\\": 3"\n}');
  });
});

describe("links", () => {
  test.each(["javascript:alert(1)", "data:text/html,x", "ftp://example.com", "not an address", undefined])(
    "refuses %s",
    (text) => {
      expect(webAddress(text)).toBeUndefined();
    },
  );

  test("are cut out of a text without the full stop behind them", () => {
    expect(piecesOf("See https://a.example/b?c=1. Or (http://d.example)!")).toEqual([
      { text: "See " },
      { text: "https://a.example/b?c=1", href: "https://a.example/b?c=1" },
      { text: ". Or (" },
      { text: "http://d.example", href: "http://d.example/" },
      { text: ")!" },
    ]);
  });
});

test("an address of the page holds what is shown, whatever the ids hold", () => {
  const route = { view: "people", path: ["p/1", "a b", "SMS:+46?#"], channel: "SMS", message: "m&1" } as const;
  expect(parseRoute(hrefOf(route))).toEqual({ ...route, as: undefined });
  expect(parseRoute("#/nowhere/%E0%A4%A")).toMatchObject({ view: "people", path: ["%E0%A4%A"] });
});

test("changed things take the place of the old ones, and new ones go where the newest are", () => {
  const list = [{ id: "1" }, { id: "2", a: 1 }];
  expect(merged(list, [{ id: "2", a: 2 }, { id: "3" }], "oldest-first")).toEqual([
    { id: "1" },
    { id: "2", a: 2 },
    { id: "3" },
  ]);
  const ids = merged(list, [{ id: "3" }, { id: "4" }], "newest-first").map(({ id }) => id);
  expect(ids).toEqual(["4", "3", "1", "2"]);
});
