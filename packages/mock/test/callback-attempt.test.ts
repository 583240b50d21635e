import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type CallbackAttempt, startMock } from "../src/index.ts";
import { program } from "./webhook.ts";

const send = async (url: string): Promise<void> => {
  const headers = { authorization: `Basic ${btoa("key:secret")}`, "content-type": "application/json" };
  const recipient = { identified_by: { channel_identities: [{ channel: "SMS", identity: "46700000001" }] } };
  const body = JSON.stringify({ app_id: "shop", recipient, message: { text_message: { text: "Hi" } } });
  const response = await fetch(`${url}/v1/projects/p/messages:send`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
};

test("onCallback is told of each attempt, of those that fail too, and may throw", async () => {
  const shop = await program("secret");
  const seen: CallbackAttempt[] = [];
  const mock = await startMock({
    apis: ["conversation"],
    clock: "manual",
    retryDelaysMs: [10],
    webhooks: [
      { target: shop.url, secret: "secret", triggers: ["MESSAGE_SUBMIT"] },
      { target: "http://127.0.0.1:9/nobody", triggers: ["MESSAGE_SUBMIT"] },
    ],
    onCallback: (attempt) => {
      seen.push(attempt);
      throw new Error("of no concern to the world");
    },
  });
  onTestFinished(() => mock.close());

  await send(mock.conversation);
  await mock.world.advance(1000);
  await expect.poll(() => seen.length).toBe(3);

  expect(seen.filter(({ url }) => url === shop.url)).toEqual([
    {
      trigger: "MESSAGE_SUBMIT",
      url: shop.url,
      attempt: 1,
      status: 200,
      error: undefined,
      reason: undefined,
      state: "TAKEN",
    },
  ]);
  const failed = seen.filter(({ url }) => url !== shop.url);
  expect(failed.map(({ attempt, status, state }) => ({ attempt, status, state }))).toEqual([
    { attempt: 1, status: undefined, state: "PENDING" },
    { attempt: 2, status: undefined, state: "GIVEN_UP" },
  ]);
  expect(failed.every(({ error }) => error !== undefined)).toBe(true);
});

test("onCallback is told why a receiver refused, where it said so in one line", async () => {
  const server = createServer((_request, response) => response.writeHead(401).end("the signature does not match\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const seen: CallbackAttempt[] = [];
  const mock = await startMock({
    apis: ["conversation"],
    clock: "manual",
    retryDelaysMs: [],
    webhooks: [{ target: `http://127.0.0.1:${port}/`, triggers: ["MESSAGE_SUBMIT"] }],
    onCallback: (attempt) => seen.push(attempt),
  });
  onTestFinished(() => mock.close());

  await send(mock.conversation);
  await mock.world.advance(1000);
  await expect.poll(() => seen.length).toBe(1);

  expect(seen).toMatchObject([{ status: 401, reason: "the signature does not match", state: "GIVEN_UP" }]);
});

test("onCallback that is not a function is refused", async () => {
  const wrong: unknown = { onCallback: 1 };

  await expect(startMock(wrong as object)).rejects.toThrow("startMock: onCallback is not a function");
});
