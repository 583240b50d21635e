import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startMock } from "../src/index.ts";
import { program } from "./webhook.ts";
import { stage, textTo } from "./world-client.ts";

const LISTS = ["messages", "people", "batches", "callbacks", "faults", "requests", "state"];
const message = { id: "x", projectId: "p", appId: "a", personId: "q", addresses: [], steps: [], acceptMs: 0 };

describe("a snapshot that is none", () => {
  test.each([
    ["a list with nothing in it", { messages: [null] }, "messages[0] is not an object"],
    ["what is not a list", { apps: {} }, "apps is not a list"],
    ["a message without content", { messages: [message] }, "messages[0].direction"],
    ["an app without fields", { apps: [{ projectId: "p", id: "app" }] }, "apps[0].fields"],
    [
      "a batch of no time",
      { batches: [{ id: "b", projectId: "p", appId: "a", status: "READY" }] },
      "batches[0].acceptMs",
    ],
    [
      "a time that no date has",
      { lookups: [], tasks: [{ dueMs: 1e300, order: 1, what: "post", id: "c" }] },
      "tasks[0].dueMs",
    ],
    [
      "a webhook without a target",
      { webhooks: [{ id: "w", projectId: "p", fields: { app_id: "a" } }] },
      "webhooks[0].fields.target",
    ],
    [
      "a contact without addresses",
      { contacts: [{ id: "c", projectId: "p", fields: {} }] },
      "contacts[0].fields.channel_identities",
    ],
    ["a task that is none", { tasks: [null] }, "tasks[0] is not an object"],
    ["a state of no source of ids", { random: { draws: -5, ids: -1e30 } }, "random.draws"],
    ["a clock that is none", { now: "noon" }, "now"],
  ])("is refused for %s, and the world stays as it was", async (_title, data, says) => {
    const { call, control } = await stage();
    const { body } = await call("POST", "messages:send", textTo("SMS:1"));

    const refused = await control("PUT", "snapshot", { version: 1, ...data });

    expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } });
    for (const list of LISTS) expect((await control("GET", list)).status).toBe(200);
    expect((await control("GET", `messages/${body.message_id}`)).status).toBe(200);
  });

  test("in the file ends the start, and the error names the file", async () => {
    const data = await fileWith(JSON.stringify({ version: 1, messages: [message] }));

    await expect(startMock({ apis: ["auth"], data })).rejects.toThrow(
      `startMock: data in ${data}: this is not a snapshot of version 1: messages[0].direction is undefined`,
    );
  });
});

test("takes back a snapshot of more than 10 MB", async () => {
  const { mock, control } = await stage();
  const text = "x".repeat(2000);
  for (let at = 0; at < 5000; at++) {
    mock.world.reply({ projectId: "p", appId: "app", channel: "SMS", identity: `4670${at}`, text });
  }
  const { body } = await control("GET", "snapshot");
  mock.world.reset();

  expect((await control("PUT", "snapshot", body)).body.counts.messages).toBe(5000);
  expect((await control("PUT", "state", { x: "x".repeat(11_000_000) })).status).toBe(413);
}, 60_000);

test("moves no clock beyond the last date that there is", async () => {
  const { mock, control } = await stage({ clock: "manual" });

  await expect(mock.world.advance(1e300)).rejects.toThrow("ms is 1e+300");
  expect((await control("GET", "state")).status).toBe(200);
});

test("lets go of a listener that reads nothing, and keeps the others", async () => {
  const { mock } = await stage();
  const text = "x".repeat(100_000);
  const socket = connect(Number(new URL(mock.inbox).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let isReset = false;
  socket.on("error", () => {
    isReset = true;
  });
  socket.on("close", () => {
    isReset = true;
  });
  socket.write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  const reader = await fetch(`${mock.inbox}/api/events`);
  let received = 0;
  const reading = (async () => {
    for await (const chunk of reader.body ?? []) received += chunk.length;
  })().catch(() => {});

  for (let at = 0; at < 10; at++) {
    for (let one = 0; one < 40; one++) {
      mock.world.reply({ projectId: "p", appId: "app", channel: "SMS", identity: "1", text });
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }

  socket.resume();
  await expect.poll(() => isReset, { timeout: 10_000 }).toBe(true);
  expect(received).toBeGreaterThan(30_000_000);
  await mock.close();
  await reading;
}, 60_000);

test("reads of a receiver's response only what it shows", async () => {
  let sent = 0;
  const receiver = createServer((request, response) => {
    request.resume();
    const more = (): void => {
      while (!response.destroyed && response.write("a".repeat(100_000))) sent += 100_000;
      response.once("drain", more);
    };
    more();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void receiver.close().closeAllConnections());
  const { port } = receiver.address() as AddressInfo;
  const { call, control } = await stage({
    webhooks: [{ target: `http://127.0.0.1:${port}/`, triggers: ["MESSAGE_SUBMIT"] }],
  });
  await call("POST", "messages:send", textTo("SMS:1"));

  await expect
    .poll(async () => (await control("GET", "callbacks")).body.callbacks, { timeout: 5000 })
    .toMatchObject([{ state: "TAKEN", attempts: [{ status: 200, body: "a".repeat(2000) }] }]);
  expect(sent).toBeLessThan(50_000_000);
});

test("a receiver that does not respond holds up no other", async () => {
  const PEOPLE = 40;
  const silent = await program();
  silent.on = () => new Promise(() => {});
  const other = await program();
  const triggers = ["MESSAGE_SUBMIT"];
  const webhooks = [silent, other].map(({ url }) => ({ target: url, triggers, secret: "of-the-webhook" }));
  const { call, control } = await stage({ webhooks });

  for (let at = 0; at < PEOPLE; at++) await call("POST", "messages:send", textTo(`SMS:${at}`));

  await expect.poll(() => other.came.length, { timeout: 60_000 }).toBe(PEOPLE);
  const { callbacks } = (await control("GET", "callbacks")).body;
  const ended = callbacks.filter(
    (one: { url: string; attempts: unknown[] }) => one.url === silent.url && one.attempts[0],
  );
  expect(ended).toEqual([]);
});

test("tells seeds apart that differ beyond 32 bits", async () => {
  const idOf = async (seed: number) =>
    (await stage({ seed })).mock.world.reply({ projectId: "p", appId: "a", channel: "SMS", identity: "1", text: "x" })
      .id;

  const ids = [await idOf(1), await idOf(1 + 2 ** 32), await idOf(1 + 2 ** 33), await idOf(1)];
  expect(new Set(ids).size).toBe(3);
});

describe("the file of a world", () => {
  test("that cannot be written ends the start", async () => {
    const data = join(await fileWith(""), "world.json");

    await expect(startMock({ apis: ["auth"], data })).rejects.toThrow(/^startMock: data cannot be (read|written)/);
    const none = join(tmpdir(), "there-is-none", "world.json");
    await expect(startMock({ apis: ["auth"], data: none })).rejects.toThrow(
      `startMock: data cannot be written to ${none} (ENOENT)`,
    );
  });

  test("belongs to one mock at a time", async () => {
    const data = join(await mkdtemp(join(tmpdir(), "world-")), "world.json");
    const first = await startMock({ apis: ["auth"], data });
    const second = startMock({ apis: ["auth"], data });

    await expect(second).rejects.toThrow(
      `startMock: data in ${data} is in use by another mock, process ${process.pid}`,
    );
    await first.close();
    await (await startMock({ apis: ["auth"], data })).close();
    expect(await readdir(join(data, ".."))).toEqual(["world.json"]);
  });

  test("is taken over from a mock that was killed, in the middle of its writing too", async () => {
    const data = await fileWith(JSON.stringify({ version: 1 }));
    await writeFile(`${data}.lock`, "999999999");
    await writeFile(`${data}.tmp`, '{"version":1,"mess');

    await (await startMock({ apis: ["auth"], data })).close();
    await writeFile(`${data}.lock`, "");
    await (await startMock({ apis: ["auth"], data })).close();

    expect(JSON.parse(await readFile(data, "utf8"))).toMatchObject({ version: 1, messages: [] });
    expect(await readdir(join(data, ".."))).toEqual(["world.json"]);
  });

  test("stays as it is when a second mock ends at a port that is in use", async () => {
    const data = await fileWith(JSON.stringify({ version: 1 }));
    const other = await startMock({ apis: ["auth"] });
    onTestFinished(() => other.close());
    const before = await readFile(data, "utf8");

    const port = Number(new URL(other.auth).port);
    await expect(startMock({ apis: ["auth"], ports: { auth: port }, data })).rejects.toThrow("in use");
    expect(JSON.parse(await readFile(data, "utf8"))).toMatchObject(JSON.parse(before));
  });
});

async function fileWith(content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "world-")), "world.json");
  await writeFile(path, content);
  return path;
}
