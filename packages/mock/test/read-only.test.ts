import { describe, expect, test } from "vitest";
import type { Exchange, OnExchange } from "../src/exchange/exchange.ts";
import { startMock } from "../src/mock.ts";
import { writableBody } from "../src/prism/read-only.ts";

const named = { type: "object", properties: { name: { type: "string" } }, "x-read-only": ["id"] };

describe("writableBody", () => {
  const cases: [string, unknown, unknown, unknown, string[]][] = [
    ["a member of the body", named, { id: "1", name: "n" }, { name: "n" }, ["body.id"]],
    ["nothing of another name", named, { Id: "1" }, { Id: "1" }, []],
    ["nothing further inside", named, { name: { id: "1" } }, { name: { id: "1" } }, []],
    ["a member of a list's items", { items: named }, [{ id: "1" }, { name: "n" }], [{}, { name: "n" }], ["body[0].id"]],
    ["a member that a part names", { allOf: [named] }, { id: "1" }, {}, ["body.id"]],
    ["a member that an alternative names", { oneOf: [{ type: "null" }, named] }, { id: "1" }, {}, ["body.id"]],
    ["a member in a free map", { additionalProperties: named }, { a: { id: "1" } }, { a: {} }, ["body.a.id"]],
    [
      "nothing that another part lets a caller set",
      { allOf: [named, { properties: { id: { type: "string" } } }] },
      { id: "1" },
      { id: "1" },
      [],
    ],
    ["nothing of text", named, "id", "id", []],
    ["nothing where no schema is", undefined, { id: "1" }, { id: "1" }, []],
  ];
  test.each(cases)("leaves away %s", (_, schema, body, value, ignored) => {
    expect(writableBody(body, schema)).toEqual({ value, ignored });
  });
});

describe("the mock", () => {
  const kinds: [string, string, string, object][] = [
    ["PATCH", "apps/a", "body.queue_stats", { id: "a", queue_stats: { outbound_size: 1, outbound_limit: 2 } }],
    [
      "PATCH",
      "apps/a",
      "body.channel_credentials[0].state",
      {
        channel_credentials: [
          {
            channel: "TELEGRAM",
            telegram_credentials: { token: "t" },
            state: { status: "ACTIVE" },
            channel_known_id: "",
          },
        ],
      },
    ],
    ["PATCH", "contacts/c", "body.id", { id: "c", display_name: "Noor" }],
    [
      "PATCH",
      "conversations/c",
      "body.last_received",
      { id: "c", last_received: "2026-11-12T15:20:00Z", active: true },
    ],
    ["PATCH", "webhooks/w", "body.id", { id: "w", target: "https://hooks.example.com/sinch" }],
  ];
  test.each(kinds)(
    "takes what a %s of %s cannot set, and says that it ignored %s",
    async (method, path, member, body) => {
      const exchanges: Exchange[] = [];
      await using mock = await conversationMock((exchange) => exchanges.push(exchange));

      const response = await fetch(`${mock.conversation}/v1/projects/p/${path}`, {
        method,
        headers: { authorization: "Bearer token", "content-type": "application/json" },
        body: JSON.stringify(body),
      });

      expect(response.status).toBe(200);
      expect(exchanges).toMatchObject([{ status: 200, violations: [], ignored: expect.arrayContaining([member]) }]);
    },
  );

  test("refuses a member that nobody knows beside one that it ignores", async () => {
    await using mock = await conversationMock(() => {});

    const response = await fetch(`${mock.conversation}/v1/projects/p/contacts/c`, {
      method: "PATCH",
      headers: { authorization: "Bearer token", "content-type": "application/json" },
      body: JSON.stringify({ id: "c", nickname: "N" }),
    });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain("nickname");
  });
});

async function conversationMock(onExchange: OnExchange) {
  const mock = await startMock({ apis: ["conversation"], stateful: false, onExchange });
  return { ...mock, [Symbol.asyncDispose]: () => mock.close() };
}
