import { beforeAll, describe, expect, test } from "vitest";
import { type Child, startChild } from "../src/child.ts";
import { ACCESS_TOKEN, message, SEND_PATH } from "../src/message.ts";

const authorization = `Bearer ${ACCESS_TOKEN}`;
const body = JSON.stringify(message);

describe("the loopback server", () => {
  let server: Child;
  let baseUrl: string;
  beforeAll(async () => {
    server = await startChild("loopback-server.ts");
    baseUrl = String(server.ready);
    return () => server[Symbol.dispose]();
  });

  test("responds to the message with an id", async () => {
    const response = await fetch(baseUrl + SEND_PATH, { method: "POST", headers: { authorization }, body });

    expect(await response.json()).toMatchObject({ message_id: expect.any(String) });
  });

  test.each([
    { given: "another token", path: SEND_PATH, headers: { authorization: "Bearer other" }, sent: body },
    { given: "no token", path: SEND_PATH, headers: {}, sent: body },
    { given: "another body", path: SEND_PATH, headers: { authorization }, sent: body.slice(1) },
    { given: "another path", path: `${SEND_PATH}s`, headers: { authorization }, sent: body },
  ])("refuses $given", async ({ path, headers, sent }) => {
    const response = await fetch(baseUrl + path, { method: "POST", headers: { ...headers }, body: sent });

    expect(response.status).toBe(400);
  });
});

test("startChild rejects when the program ends before it responds", async () => {
  const starting = startChild("worker.ts", ["nobody", "http://127.0.0.1:1"]);

  await expect(starting).rejects.toThrow("worker.ts nobody http://127.0.0.1:1 ended with 1");
});

test("a child that ended over a question can still be asked to end", async () => {
  const worker = await startChild("worker.ts", ["bare fetch", "http://127.0.0.1:1"]);
  const asked = worker.ask({ requests: 1, concurrency: 1 });
  await expect(asked).rejects.toThrow("worker.ts bare fetch http://127.0.0.1:1 ended with 1");

  expect(() => worker[Symbol.dispose]()).not.toThrow();
});
