import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startMock } from "../src/index.ts";
import { program } from "./webhook.ts";
import { stage, textTo, to } from "./world-client.ts";

describe("the control API", () => {
  test("returns messages, people, batches, callbacks and requests", async () => {
    const { mock, call, control } = await stage();
    const shop = await program();
    await call("POST", "webhooks", {
      app_id: "app",
      target: `${shop.url}?key=hidden`,
      triggers: ["MESSAGE_DELIVERY"],
      secret: "hush",
    });
    const sent = await call("POST", "messages:send", textTo("SMS:+1", "Your bicycle"));
    const { message_id } = sent.body;
    await mock.world.waitForMessage({ status: "DELIVERED" });
    await shop.next(({ payload }) => payload.status === "DELIVERED");
    const batch = await call("POST", "batch/messages", {
      app_id: "app",
      message: { text_message: { text: "Hi" } },
      recipient_and_params: [{ recipient: to("RCS:2") }],
    });
    await mock.world.waitForMessage({ channel: "RCS", status: "READ" });

    const messages = await control("GET", "messages?identity=1&status=DELIVERED");
    expect(messages.body.messages).toEqual(mock.world.messages({ identity: "+1" }));
    expect((await control("GET", `messages/${message_id}`)).body).toEqual(messages.body.messages[0]);
    expect((await control("GET", "messages/none")).status).toBe(404);
    expect((await control("GET", "messages?channel=FAX")).status).toBe(400);
    const people = await control("GET", "people?search=BICYCLE");
    expect(people.body).toMatchObject({
      total: 1,
      people: [{ identities: [{ channel: "SMS", identity: "1", opted_out: false }], last_message: { id: message_id } }],
    });
    const [{ id, app_id }] = people.body.people;
    expect((await control("GET", `people?person_id=${id}&app_id=${app_id}`)).body.total).toBe(1);
    expect((await control("GET", `people?person_id=${id}&app_id=other`)).body.total).toBe(0);
    const batches = await control("GET", "batches");
    expect(batches.body.batches).toMatchObject([
      { id: batch.body.batch_id, status: "PROCESSED", recipients: 1, counts: { READ: 1 } },
    ]);
    await expect
      .poll(async () => (await control("GET", `callbacks?message_id=${message_id}`)).body.callbacks)
      .toMatchObject([
        { trigger: "MESSAGE_DELIVERY", state: "TAKEN", signed: true, url: shop.url, attempts: [{ status: 200 }] },
        { trigger: "MESSAGE_DELIVERY", state: "TAKEN", message_id },
      ]);
    const requests = await control("GET", `requests?message_id=${message_id}`);
    expect(requests.body.requests).toMatchObject([
      { operation_id: "Messages_SendMessage", method: "POST", status: 200, body: textTo("SMS:+1", "Your bicycle") },
    ]);
    const all =
      JSON.stringify((await control("GET", "requests")).body) +
      JSON.stringify((await control("GET", "callbacks")).body);
    expect(all).not.toMatch(/hush|hidden|Bearer/);
  });

  test("replies, sets states, opts out, and shows how a message falls back", async () => {
    const { mock, call, control } = await stage({ clock: "manual" });
    const choices = [{ text_message: { text: "Monday" }, postback_data: "mo" }];
    const message = { choice_message: { text_message: { text: "Which day?" }, choices } };
    const { body } = await call("POST", "messages:send", { app_id: "app", recipient: to("RCS:1", "SMS:1"), message });

    const reply = await control("POST", "replies", { channel: "RCS", identity: "1", text: "Hello" });
    expect(reply.body).toMatchObject({ status: "RECEIVED", contact_message: { text_message: { text: "Hello" } } });
    expect(
      (await control("POST", "replies", { channel: "RCS", identity: "1", text: "a", media_message: { url: "u" } }))
        .status,
    ).toBe(400);
    const path = `messages/${body.message_id}/status`;
    const switched = await control("POST", path, { status: "SWITCHING_CHANNEL", reason: { code: "CHANNEL_FAILURE" } });
    expect(switched.body.history.map(({ status }: { status: string }) => status)).toEqual([
      "QUEUED",
      "SWITCHING_CHANNEL",
    ]);
    await mock.world.advance(1000);
    expect((await control("GET", `messages/${body.message_id}`)).body).toMatchObject({
      status: "DELIVERED",
      channel_identity: { channel: "SMS" },
    });
    expect((await control("POST", path, { status: "READ" })).body.status).toBe("READ");
    expect((await control("POST", path, { status: "FAILED" })).status).toBe(409);
    expect((await control("POST", path, { status: "OPENED" })).status).toBe(400);
    const renderings = await control("GET", `messages/${body.message_id}/renderings`);
    expect(renderings.body.renderings).toContainEqual({
      channel: "SMS",
      is_native: false,
      text: "Which day?\n1. Monday",
    });
    const out = await control("POST", "opt-outs", { channel: "SMS", identity: "1", opted_out: true });
    expect(out.body.identities).toContainEqual({ channel: "SMS", identity: "1", opted_out: true });
  });

  test("adds and removes faults, moves the clock, and says how things are", async () => {
    const { call, control } = await stage({ clock: "manual", seed: 7 });

    const fault = await control("POST", "faults", { kind: "status", status: 429, retry_after_s: 2, project_id: "p" });
    expect((await call("GET", "apps")).headers.get("retry-after")).toBe("2");
    expect((await control("GET", "faults")).body.faults).toEqual([{ ...fault.body, hits: 1 }]);
    expect((await control("DELETE", `faults/${fault.body.id}`)).status).toBe(204);
    expect((await control("DELETE", `faults/${fault.body.id}`)).status).toBe(404);
    expect((await control("POST", "faults", { kind: "status", operation: "None" })).status).toBe(400);
    await control("POST", "faults", { kind: "delay" });
    expect((await control("DELETE", "faults")).status).toBe(204);
    expect((await control("POST", "clock/advance", { ms: 1500 })).body).toEqual({
      mode: "manual",
      now: "2026-01-01T00:00:01.500Z",
    });
    const state = await control("GET", "state");
    expect(state.body).toMatchObject({ seed: 7, clock: { mode: "manual" }, counts: { faults: 0 }, apps: [] });
    expect(state.body.urls.inbox).toMatch(/^http:/);
    const real = await stage();
    expect((await real.control("POST", "clock/advance", { ms: 1 })).status).toBe(409);
    await expect(real.mock.world.advance(1)).rejects.toThrow("the clock is the real one");
  });

  test("sends what changes as events", async () => {
    const { mock, call } = await stage();
    const response = await fetch(`${mock.inbox}/api/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const until = async (part: string) => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? expect.unreachable("the stream ended");
    };

    await until('"type":"hello"');
    await call("POST", "messages:send", textTo("SMS:1"));
    await until('"type":"messages"');
    await until('"operation_id":"Messages_SendMessage"');
    mock.world.fault({ kind: "delay", delayMs: 0 });
    await until('"type":"faults"');
    mock.world.reset();
    await until('"type":"reload"');

    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events = text
      .split("\n\n")
      .filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)));
    expect(events.find(({ type }) => type === "messages").messages[0].app_message.text_message.text).toBe("Hello");
    await reader?.cancel();
  });

  test.each([
    ["a Host that is not of this machine", { host: "evil.example" }, 403],
    ["a foreign Origin", { origin: "http://evil.example" }, 403],
    ["the Origin of a file", { origin: "null" }, 403],
    ["localhost", { host: "localhost:4014" }, 200],
  ])("meets %s", async (_, headers, status) => {
    const { mock } = await stage();
    const got = await new Promise<number | undefined>((resolve, reject) => {
      request(`${mock.inbox}/api/state`, { headers }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });

    expect(got).toBe(status);
  });

  test("lets no page of elsewhere read it, and serves no file but those of the page", async () => {
    const { mock } = await stage();

    const state = await fetch(`${mock.inbox}/api/state`);
    expect(state.headers.get("access-control-allow-origin")).toBeNull();
    expect(state.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/package.json", "/.env", "/a/../../x.js"]) {
      expect((await fetch(mock.inbox + path)).status).toBe(404);
    }
    expect((await fetch(`${mock.inbox}/`, { method: "POST" })).status).toBe(405);
    expect((await fetch(`${mock.inbox}/api/none`)).status).toBe(404);
  });
});

describe("snapshots", () => {
  test("fit another mock: what was to come comes there, under the same ids", async () => {
    const one = await stage({ clock: "manual", seed: 3 });
    await one.call("POST", "messages:send", textTo("SMS:1"));
    await one.mock.world.advance(2);
    const snapshot = one.mock.world.snapshot();
    const two = await stage({ clock: "manual", seed: 3 });

    two.mock.world.restore(JSON.parse(JSON.stringify(snapshot)));
    await Promise.all([one.mock.world.advance(100), two.mock.world.advance(100)]);
    const next = await Promise.all([one, two].map(({ call }) => call("POST", "messages:send", textTo("SMS:2"))));

    const known = ({ mock }: typeof one) => mock.world.messages().map(({ request_id: _, ...message }) => message);
    expect(known(two)).toEqual(known(one));
    expect(two.mock.world.messages()[0]?.status).toBe("DELIVERED");
    expect(next[0]?.body).toEqual(next[1]?.body);
    expect(() => two.mock.world.restore({ version: 99 })).toThrow("not a snapshot of version 1");
    const put = await two.control("PUT", "snapshot", (await one.control("GET", "snapshot")).body);
    expect([put.status, put.body.counts.messages]).toEqual([200, 2]);
  });

  test("make the same world from the same seed", async () => {
    async function ids(seed: number): Promise<unknown[]> {
      const { mock, call } = await stage({ clock: "manual", seed });
      await call("POST", "messages:send", textTo("SMS:1"));
      await mock.world.advance(1000);
      return mock.world.messages();
    }

    expect(await ids(4)).toEqual(await ids(4));
    expect(await ids(4)).not.toEqual(await ids(5));
  });

  test("hold no secret that was given at the start", async () => {
    const { mock, call } = await stage({ webhooks: [{ target: "http://127.0.0.1:9/", secret: "of-the-start" }] });
    await call("POST", "messages:send", textTo("SMS:1"));

    expect(JSON.stringify(mock.world.snapshot())).not.toContain("of-the-start");
  });
});

describe("a file", () => {
  test("keeps a world across restarts, for its owner alone; a reset leads back to how it was at the start", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "world-")), "world.json");
    const first = await stage({ data: file });
    await first.call("POST", "messages:send", textTo("SMS:1"));
    await first.mock.close();
    const second = await stage({ data: file });
    await second.call("POST", "messages:send", textTo("SMS:2"));

    expect(second.mock.world.messages()).toHaveLength(2);
    second.mock.world.reset();
    expect(second.mock.world.messages().map(({ channel_identity }) => channel_identity.identity)).toEqual(["1"]);
    await second.mock.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, "utf8")).messages).toHaveLength(1);
  });

  test("is written while the mock runs", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "world-")), "world.json");
    const { call } = await stage({ data: file });
    await call("POST", "messages:send", textTo("SMS:1"));

    await expect
      .poll(async () => JSON.parse(await readFile(file, "utf8").catch(() => "{}")).messages?.length, {
        timeout: 20_000,
      })
      .toBe(1);
  });

  test("that holds something else ends the start with one clear sentence", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "world-")), "world.json");
    await writeFile(file, "oops");
    await expect(startMock({ apis: ["auth"], data: file })).rejects.toThrow(`data in ${file} is not JSON`);
    await writeFile(file, "{}");
    await expect(startMock({ apis: ["auth"], data: file })).rejects.toThrow("this is not a snapshot of version 1");
  });
});

describe("the world in a test's hands", () => {
  test("keeps the newest messages and counts the others", async () => {
    const { mock, call, control } = await stage({ maxMessages: 3 });
    for (let at = 0; at < 5; at++) await call("POST", "messages:send", textTo(`SMS:${at}`));

    expect(mock.world.messages().map(({ channel_identity }) => channel_identity.identity)).toEqual(["2", "3", "4"]);
    const { counts } = (await control("GET", "state")).body;
    expect([counts.messages, counts.dropped_messages, counts.people]).toEqual([3, 2, 3]);
    expect((await call("GET", "contacts")).body.contacts).toHaveLength(3);
  });

  test("drops no message of a batch that is still on its way", async () => {
    const shop = await program();
    const { mock, call } = await stage({ maxMessages: 100, webhooks: [{ target: shop.url }] });
    const recipients = Array.from({ length: 300 }, (_, at) => ({ recipient: to(`SMS:${at}`) }));
    const { body } = await call("POST", "batch/messages", {
      app_id: "app",
      message: { text_message: { text: "Hi" } },
      recipient_and_params: recipients,
      processing_strategy: "DISPATCH_ONLY",
    });

    await shop.next(({ payload }) => payload.batch_status === "BATCH_STATUS_PROCESSED");
    await expect
      .poll(
        () =>
          new Set(
            shop.came.filter(({ payload }) => payload.status === "DELIVERED").map(({ payload }) => payload.message_id),
          ).size,
        { timeout: 60_000 },
      )
      .toBe(300);
    expect(mock.world.messages({ batchId: body.batch_id })).toHaveLength(100);
    expect((await call("GET", "apps/app")).body.queue_stats.outbound_size).toBe(0);
  });

  test("waits for a message, and says what there is when it does not come", async () => {
    const { mock, call } = await stage();
    await call("POST", "messages:send", textTo("SMS:1"));
    await mock.world.waitForMessage({ status: "DELIVERED" });

    await expect(mock.world.waitForMessage({ status: "READ" }, { timeoutMs: 20 })).rejects.toThrow(
      'no message matches {"status":"READ"} within 20 ms; there are SMS 1 DELIVERED',
    );
    expect(() => mock.world.messages({ chanel: "SMS" } as never)).toThrow("the filter has chanel");
  });

  test("needs to know the app where more than one may be meant", async () => {
    const { mock, call } = await stage();
    const reply = { channel: "SMS", identity: "1", text: "Hi" };

    expect(() => mock.world.reply(reply)).toThrow("no app has written to SMS 1: give project and app");
    await call("POST", "messages:send", textTo("SMS:1"));
    await call("POST", "messages:send", { ...textTo("SMS:1"), app_id: "other" });
    expect(() => mock.world.reply(reply)).toThrow("more than one app may be meant by SMS 1");
    expect(mock.world.reply({ ...reply, appId: "other" }).app_id).toBe("other");
    expect(mock.world.reply({ ...reply, projectId: "new", appId: "new" }).project_id).toBe("new");
    expect(() => mock.world.reply({ ...reply, channel: "FAX" })).toThrow("reply: channel is");
  });

  test("lets a ttl run out while a message waits", async () => {
    const { mock, call } = await stage({ clock: "manual", messagesPerSecond: 0.1 });
    await call("POST", "messages:send", { ...textTo("SMS:1"), ttl: "5s" });
    await call("POST", "messages:send", { ...textTo("SMS:2"), ttl: "5s" });

    await mock.world.advance(60_000);

    expect(mock.world.messages().map(({ status, reason }) => [status, reason?.code])).toEqual([
      ["DELIVERED", undefined],
      ["FAILED", "MESSAGE_EXPIRED"],
    ]);
  });

  test("gives callbacks to webhooks of the start, to a callback_url, and gives up after the last pause", async () => {
    const shop = await program("of-the-start");
    const other = await program("of-the-app");
    const { mock, call, control } = await stage({
      webhooks: [{ target: shop.url, secret: "of-the-start", triggers: ["MESSAGE_DELIVERY"], appId: "app" }],
    });
    await call("POST", "messages:send", textTo("SMS:1"));
    await call("PATCH", "apps/app", { callback_settings: { secret_for_overridden_callback_urls: "of-the-app" } });
    await call("POST", "messages:send", { ...textTo("SMS:2"), callback_url: other.url });
    await call("POST", "messages:send", { ...textTo("SMS:3"), app_id: "another" });
    await mock.world.waitForMessage({ identity: "3", status: "DELIVERED" });
    await other.next(({ payload }) => payload.status === "DELIVERED");
    await shop.next(({ payload }) => payload.status === "DELIVERED");

    expect(other.came.map(({ isSigned, payload }) => [isSigned, payload.channel_identity.identity])).toEqual([
      [true, "2"],
      [true, "2"],
    ]);
    expect(shop.came.map(({ isSigned, payload }) => [isSigned, payload.channel_identity.identity])).toEqual([
      [true, "1"],
      [true, "1"],
    ]);
    shop.statuses.push(500, 500, 500);
    const sent = await call("POST", "messages:send", textTo("SMS:4"));
    mock.world.setStatus(sent.body.message_id, "READ");
    await expect
      .poll(async () => (await control("GET", `callbacks?message_id=${sent.body.message_id}`)).body.callbacks)
      .toMatchObject([{ state: "GIVEN_UP", attempts: [{ status: 500 }, { status: 500 }, { status: 500 }] }]);
  });
});
