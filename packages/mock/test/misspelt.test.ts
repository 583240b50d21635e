import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mock, startMock } from "../src/mock.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const recipient = { identified_by: { channel_identities: [{ channel: "SMS", identity: "46700000001" }] } };
const text = { text_message: { text: "Hello" } };

async function refusalOf(url: string, body: unknown): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: "Bearer token", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { error, detail = "" } = (await response.json()) as { error?: { message: string }; detail?: string };
  expect(response.status).toBe(400);
  return (error?.message ?? detail).replace("request is not valid: ", "");
}

const refusalOfSend = (changes: object) =>
  refusalOf(`${mock.conversation}/v1/projects/p/messages:send`, {
    app_id: "a",
    recipient,
    message: text,
    ...changes,
  });

describe("a misspelt member is met with the one that was meant, once", () => {
  test.each([
    ["a kind", { text_mesage: { text: "a" } }, "body.message", "text_mesage", "text_message"],
    ["exchanged letters", { card_message: { titel: "a" } }, "body.message.card_message", "titel", "title"],
    ["another case", { textMessage: { text: "a" } }, "body.message", "textMessage", "text_message"],
    ["a beginning", { text: { text: "a" } }, "body.message", "text", "text_message"],
    ["the only member", { text_message: { txt: "a" } }, "body.message.text_message", "txt", "text"],
  ])("%s", async (_, message, path, found, meant) => {
    expect(await refusalOfSend({ message })).toBe(
      `${path} must NOT have additional properties; found '${found}' (did you mean '${meant}'?)`,
    );
  });

  test("in a recipient, and in a list", async () => {
    expect(await refusalOfSend({ recipient: { identifed_by: recipient.identified_by } })).toBe(
      "body.recipient must NOT have additional properties; found 'identifed_by' (did you mean 'identified_by'?)",
    );
    expect(
      await refusalOfSend({ message: { choice_message: { ...text, choices: [{ text_mesage: { text: "a" } }] } } }),
    ).toBe(
      "body.message.choice_message.choices[0] must NOT have additional properties; found 'text_mesage' (did you mean 'text_message'?)",
    );
  });

  test("of the control API", async () => {
    expect(await refusalOf(`${mock.inbox}/api/replies`, { chanel: "SMS", identity: "46700000001", text: "a" })).toBe(
      "body must NOT have additional properties; found 'chanel' (did you mean 'channel'?)",
    );
  });

  test("and what is wrong within it is said too", async () => {
    expect(await refusalOfSend({ message: { text_mesage: { txt: "a" } }, ttl: 3 })).toBe(
      "body.message must NOT have additional properties; found 'text_mesage' (did you mean 'text_message'?); " +
        "body.message.text_message must NOT have additional properties; found 'txt' (did you mean 'text'?); " +
        "body.ttl must be string",
    );
  });

  test("but not with one that is there", async () => {
    expect(await refusalOfSend({ message: { ...text, text_mesage: {} } })).toBe(
      "body.message must NOT have additional properties; found 'text_mesage'",
    );
  });
});

describe("a refusal is about the kind that is there", () => {
  test.each([
    ["an empty text", { text_message: {} }, "body.message.text_message must have required property 'text'"],
    [
      "two kinds",
      { ...text, card_message: { title: "a" } },
      "body.message must hold exactly one alternative: it has 'text_message', 'card_message'",
    ],
    [
      "a part that every kind has",
      { ...text, explicit_channel_message: { SMS: 3 } },
      "body.message.explicit_channel_message.SMS must be string",
    ],
  ])("%s", async (_, message, want) => {
    expect(await refusalOfSend({ message })).toBe(want);
  });

  test("and an unknown kind is said to be one, beside those that there are", async () => {
    expect(await refusalOfSend({ message: { poem: {} } })).toMatch(
      /^body\.message must NOT have additional properties; found 'poem'; body\.message must hold exactly one alternative: it has 'poem'; absent: 'text_message', [^;]*, 'explicit_channel_omni_message'$/,
    );
  });

  test("__proto__ is refused like any other member that is not described", async () => {
    const body = `{"app_id":"a","recipient":${JSON.stringify(recipient)},"message":{"text_message":{"text":"a"},"__proto__":{"x":1}}}`;
    const response = await fetch(`${mock.conversation}/v1/projects/p/messages:send`, {
      method: "POST",
      headers: { authorization: "Bearer token", "content-type": "application/json" },
      body,
    });

    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("found '__proto__'")]);
  });
});

test("a thousand wrong recipients are refused in no time", async () => {
  const body = {
    app_id: "a",
    message: text,
    recipient_and_params: Array.from({ length: 1000 }, () => ({ recipient: { contactid: "c" } })),
  };
  const response = await fetch(`${mock.batch}/v1/projects/p/messages`, {
    method: "POST",
    headers: { authorization: "Bearer token", "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5000),
  });

  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining("(did you mean 'contact_id'?)"),
  ]);
});
