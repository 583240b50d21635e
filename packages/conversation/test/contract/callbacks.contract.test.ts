import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { readCallbackExamples, recordCoverage } from "@sinch-fetch/contract";
import { type CallbackTrigger, sendCallback } from "@sinch-fetch/mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CallbackHandlers, callbackHandler } from "../../src/callbacks.ts";

const secret = "marble-otter-42";
const examples = await readCallbackExamples("conversation");
const triggers = [...new Set(examples.map(({ trigger }) => trigger))];
const handled: { trigger: string; event: unknown }[] = [];
const seen: string[] = [];

const on: CallbackHandlers = Object.fromEntries(
  triggers.map((trigger) => [trigger, (event: unknown) => void handled.push({ trigger, event })]),
);
const handle = callbackHandler({ secret, on });
const server = createServer(async (request, response) => {
  const body = await buffer(request);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const { status } = await handle(new Request("https://hooks.test", { method: request.method ?? "", headers, body }));
  response.writeHead(status).end();
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await recordCoverage("callbacks", { api: "conversation", callbacks: seen });
});

describe("callbackHandler", () => {
  test.each(examples)("hands $name of $trigger, as the mock sends it, to its function", async (example) => {
    const { trigger, name, body } = example;

    const { status } = await sendCallback({ url, secret, trigger: trigger as CallbackTrigger, example: name });

    expect(status).toBe(200);
    expect(handled.splice(0)).toEqual([{ trigger, event: expect.objectContaining({ trigger, ...Object(body) }) }]);
    seen.push(`${trigger} ${name}`);
  });

  test.each(triggers)("refuses a %s that another secret has signed", async (trigger) => {
    const { status } = await sendCallback({ url, secret: `${secret}.`, trigger: trigger as CallbackTrigger });

    expect(status).toBe(401);
    expect(handled).toEqual([]);
  });
});
