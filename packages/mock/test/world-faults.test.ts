import { describe, expect, test } from "vitest";
import { stage, textTo, to } from "./world-client.ts";

const batchOf = (...identities: string[]) => ({
  app_id: "app",
  message: { text_message: { text: "Hello ${name}" } },
  recipient_and_params: identities.map((one) => ({ recipient: to(one), parameters: { name: one.slice(4) } })),
  batch_metadata: { run: "7" },
});

describe("a request that is lost", () => {
  test("before it is obeyed leaves nothing behind", async () => {
    const { mock, call } = await stage();
    mock.world.fault({ kind: "lost-before", operation: "Batch_SendBatch", times: 1 });

    await expect(call("POST", "batch/messages", batchOf("SMS:1"))).rejects.toThrow("fetch failed");

    const found = await call("GET", "batch/messages?metadataKey=run&metadataValue=7");
    expect(found.body).toEqual([]);
    expect((await call("POST", "batch/messages", batchOf("SMS:1"))).status).toBe(200);
  });

  test("after it was obeyed is found by its metadata, and its messages go out", async () => {
    const { mock, call } = await stage();
    mock.world.fault({ kind: "lost-after", operation: "Batch_SendBatch", times: 1 });

    await expect(call("POST", "batch/messages", batchOf("SMS:1", "SMS:2"))).rejects.toThrow("fetch failed");

    await mock.world.waitForMessage({ identity: "2", status: "DELIVERED" });
    const found = await call("GET", "batch/messages?metadataKey=run&metadataValue=7");
    expect(found.body).toMatchObject([{ status: "PROCESSED", meta_data: { run: "7" } }]);
    expect(mock.world.messages().map(({ app_message }) => app_message)).toEqual([
      { text_message: { text: "Hello 1" } },
      { text_message: { text: "Hello 2" } },
    ]);
  });
});

test("a status comes with Retry-After, in the form of the API, and nothing is done", async () => {
  const { mock, call } = await stage();
  mock.world.fault({ kind: "status", status: 429, retryAfterS: 3, times: 2 });

  const send = await call("POST", "messages:send", textTo("SMS:1"));
  const batch = await call("POST", "batch/messages", batchOf("SMS:1"));

  expect([send.status, send.headers.get("retry-after"), send.body.error.status]).toEqual([
    429,
    "3",
    "RESOURCE_EXHAUSTED",
  ]);
  expect([batch.status, batch.body.code, batch.body.status]).toEqual([429, 429, "RESOURCE_EXHAUSTED"]);
  expect(mock.world.messages()).toEqual([]);
  expect((await call("POST", "messages:send", textTo("SMS:1"))).status).toBe(200);
});

test("a token that is refused is a 401 with a challenge, from the token endpoint too", async () => {
  const { mock, call } = await stage();
  mock.world.fault({ kind: "status", status: 401, times: 2 });

  const send = await call("POST", "messages:send", textTo("SMS:1"));
  const token = await fetch(`${mock.auth}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("key:secret")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });

  expect([send.status, send.body.error.message]).toEqual([401, "the token has expired"]);
  expect(send.headers.get("www-authenticate")).toContain("invalid_token");
  expect([token.status, ((await token.json()) as { error: string }).error]).toEqual([401, "invalid_client"]);
});

test("a fault meets only its project, operation and address", async () => {
  const { mock, call } = await stage();
  mock.world.fault({ kind: "status", projectId: "other" });
  mock.world.fault({ kind: "status", operation: "Events_SendEvent" });
  mock.world.fault({ kind: "status", status: 503, channel: "SMS", identity: "+46 70".replace(" ", "") });

  expect((await call("POST", "messages:send", textTo("SMS:1"))).status).toBe(200);
  expect((await call("POST", "messages:send", textTo("RCS:4670"))).status).toBe(200);
  expect((await call("POST", "messages:send", textTo("SMS:4670"))).status).toBe(503);
});

test("a share of cases is drawn from the seed", async () => {
  async function statuses(seed: number): Promise<number[]> {
    const { mock, call } = await stage({ seed });
    mock.world.fault({ kind: "status", share: 0.5 });
    const found: number[] = [];
    for (let at = 0; at < 12; at++) found.push((await call("GET", "apps")).status);
    return found;
  }

  const first = await statuses(1);

  expect(new Set(first)).toEqual(new Set([200, 503]));
  expect(await statuses(1)).toEqual(first);
  expect(await statuses(2)).not.toEqual(first);
});

test("a batch is not yet found by its metadata", async () => {
  const { mock, call } = await stage({ clock: "manual" });
  mock.world.fault({ kind: "lag", delayMs: 5000 });
  await call("POST", "batch/messages", batchOf("SMS:1"));

  const soon = await call("GET", "batch/messages?metadataKey=run&metadataValue=7");
  await mock.world.advance(5000);
  const later = await call("GET", "batch/messages?metadataKey=run&metadataValue=7");

  expect([soon.body.length, later.body.length]).toEqual([0, 1]);
});

test("a response comes later", async () => {
  const { mock, call } = await stage();
  mock.world.fault({ kind: "delay", delayMs: 60, times: 1 });

  const startMs = performance.now();
  await call("GET", "apps");

  expect(performance.now() - startMs).toBeGreaterThan(55);
});

test("removing a fault ends it; so does a reset", async () => {
  const { mock, call } = await stage();
  const fault = mock.world.fault({ kind: "status" });
  expect((await call("GET", "apps")).status).toBe(503);

  fault.remove();
  fault.remove();
  expect((await call("GET", "apps")).status).toBe(200);

  mock.world.fault({ kind: "status" });
  mock.world.reset();
  expect((await call("GET", "apps")).status).toBe(200);
});

test.each([
  [{ kind: "lost" }, "fault: kind is"],
  [{ kind: "status", operation: "Messages_Send" }, "fault: operation is"],
  [{ kind: "status", status: 200 }, "fault: status is 200, expected a whole number from 400 to 599"],
  [{ kind: "status", times: 0 }, "fault: times is 0"],
  [{ kind: "status", share: 2 }, "fault: share is 2, expected a number from 0 to 1"],
  [{ kind: "status", project: "p" }, "fault: project is unknown"],
  [{ kind: "failed", channel: "FAX" }, "fault: channel is"],
])("%j is refused", async (settings, message) => {
  const { mock } = await stage({ apis: ["conversation"] } as never);

  expect(() => mock.world.fault(settings as never)).toThrow(message);
});
