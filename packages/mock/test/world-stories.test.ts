import { expect, test } from "vitest";
import { program, statesIn } from "./webhook.ts";
import { stage, textTo, to } from "./world-client.ts";

const secret = "of-the-webhook";

test("a conversation goes both ways: choices are sent, one is tapped, its postback is handled, the reply is read", async () => {
  const { mock, call } = await stage();
  const shop = await program(secret);
  const webhook = await call("POST", "webhooks", {
    app_id: "shop",
    target: shop.url,
    secret,
    triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY", "MESSAGE_SUBMIT"],
  });
  expect(webhook.status).toBe(200);
  const send = (message: object, metadata?: string) =>
    call("POST", "messages:send", {
      app_id: "shop",
      recipient: to("WHATSAPP:+46700000001"),
      message,
      ...(metadata && { message_metadata: metadata }),
    });
  shop.on = async ({ kind, payload }) => {
    const choice = payload.contact_message?.choice_response_message;
    if (kind === "message" && choice?.postback_data === "day:monday") {
      await send({ text_message: { text: "Monday it is." } });
    }
  };

  const choices = ["monday", "tuesday"].map((day) => ({ text_message: { text: day }, postback_data: `day:${day}` }));
  const asked = await send({ choice_message: { text_message: { text: "Which day?" }, choices } }, "booking=7");
  await mock.world.waitForMessage({ identity: "46700000001", status: "READ" });
  const tapped = mock.world.reply({
    channel: "WHATSAPP",
    identity: "46700000001",
    choice_response_message: { message_id: asked.body.message_id, postback_data: "day:monday" },
  });
  const inbound = await shop.next(({ kind }) => kind === "message");
  const last = await shop.next(
    ({ payload }) => payload.status === "READ" && payload.message_id !== asked.body.message_id,
  );

  expect(inbound.payload).toMatchObject({
    id: tapped.id,
    direction: "TO_APP",
    channel_identity: { channel: "WHATSAPP", identity: "46700000001", app_id: "" },
    metadata: "booking=7",
    processing_mode: "CONVERSATION",
  });
  const { body } = await call("GET", `messages?contact_id=${tapped.contact_id}&page_size=10`);
  expect(body.messages.map((one: { direction: string }) => one.direction)).toEqual([
    "TO_CONTACT",
    "TO_APP",
    "TO_CONTACT",
  ]);
  expect(body.messages[0]).toMatchObject({
    id: last.payload.message_id,
    app_message: { text_message: { text: "Monday it is." } },
    conversation_id: tapped.conversation_id,
  });
  expect(shop.came.every((one) => one.isSigned)).toBe(true);
  expect(shop.came.map(({ kind }) => kind).filter((kind) => kind === "message_submit_notification")).toHaveLength(2);
  expect(statesIn(shop.came, asked.body.message_id)).toEqual([
    "WHATSAPP QUEUED_ON_CHANNEL",
    "WHATSAPP DELIVERED",
    "WHATSAPP READ",
  ]);
});

test("a message fails over to the next channel under the same id", async () => {
  const { mock, call } = await stage();
  const shop = await program(secret);
  await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["MESSAGE_SUBMIT", "MESSAGE_DELIVERY"] });
  mock.world.fault({ kind: "failed", channel: "RCS", reason: "RECIPIENT_NOT_REACHABLE" });

  const sent = await call("POST", "messages:send", {
    app_id: "app",
    recipient: to("SMS:46700000001", "RCS:46700000001"),
    message: { text_message: { text: "On its way." } },
    channel_priority_order: ["RCS", "SMS"],
    correlation_id: "parcel-8",
  });
  await shop.next(({ payload }) => payload.status === "DELIVERED");

  expect(statesIn(shop.came)).toEqual([
    "RCS QUEUED_ON_CHANNEL",
    "RCS SWITCHING_CHANNEL",
    "SMS QUEUED_ON_CHANNEL",
    "SMS DELIVERED",
  ]);
  const submitted = shop.came.filter(({ kind }) => kind === "message_submit_notification");
  expect(submitted.map(({ payload }) => payload.channel_identity.channel)).toEqual(["RCS", "SMS"]);
  const reports = shop.came.filter(({ kind }) => kind === "message_delivery_report");
  expect(new Set(reports.map(({ payload }) => payload.message_id))).toEqual(new Set([sent.body.message_id]));
  expect(reports[1]?.payload.reason).toMatchObject({
    code: "RECIPIENT_NOT_REACHABLE",
    sub_code: "UNSPECIFIED_SUB_CODE",
  });
  expect(shop.came.every(({ body, isSigned }) => body.correlation_id === "parcel-8" && !isSigned)).toBe(true);
});

test("a batch is scheduled, found, and cancelled in time; after its time, cancelling changes nothing", async () => {
  const { mock, call } = await stage({ clock: "manual" });
  const shop = await program(secret);
  await call("POST", "webhooks", {
    app_id: "app",
    target: shop.url,
    secret,
    triggers: ["BATCH_STATUS_UPDATE", "MESSAGE_DELIVERY"],
  });
  const batch = (sendAfter: string) => ({
    app_id: "app",
    message: { text_message: { text: "Hello ${name}, ${unknown}" } },
    recipient_and_params: [
      { recipient: to("SMS:1"), parameters: { name: "Ada" }, message_metadata: { n: "1", kind: "own" } },
      { recipient: to("SMS:2"), parameters: { name: "Bo" } },
    ],
    batch_metadata: { campaign: "spring" },
    message_metadata: { kind: "all" },
    send_after: sendAfter,
  });

  const first = await call("POST", "batch/messages", batch("2026-01-01T00:12:30Z"));
  const second = await call("POST", "batch/messages", batch("2026-01-01T00:00:59Z"));
  expect(first.body.send_after).toBe("2026-01-01T00:15:00Z");
  expect(second.body.send_after).toBe("2026-01-01T00:00:59Z");
  const found = await call("GET", "batch/messages?metadataKey=campaign&metadataValue=spring");
  expect(found.body.map(({ status }: { status: string }) => status)).toEqual(["SCHEDULED", "SCHEDULED"]);

  const cancel = await call("DELETE", "batch/messages", { batch_id: first.body.batch_id });
  await mock.world.advance(59_500);
  const late = await call("DELETE", "batch/messages", { batch_id: second.body.batch_id });
  const unknown = await call("DELETE", "batch/messages", { batch_id: "unknown" });
  await mock.world.advance(3_600_000);

  expect([cancel.status, late.status, unknown.status]).toEqual([200, 200, 200]);
  const status = async (id: string) => (await call("GET", `batch/messages/${id}`)).body.status;
  expect([await status(first.body.batch_id), await status(second.body.batch_id)]).toEqual(["CANCELLED", "PROCESSED"]);
  const updates = shop.came.filter(({ kind }) => kind === "batch_status_update_notification");
  expect(updates.map(({ payload }) => [payload.batch_id, payload.batch_status])).toEqual([
    [first.body.batch_id, "BATCH_STATUS_CANCELLED"],
    [second.body.batch_id, "BATCH_STATUS_PROCESSED"],
  ]);
  expect(updates[0]?.payload.additional_data.message_batch_data.batch_metadata).toEqual({ campaign: "spring" });
  const messages = mock.world.messages({ batchId: second.body.batch_id });
  expect(messages.map(({ status: state, app_message }) => [state, app_message])).toEqual([
    ["DELIVERED", { text_message: { text: "Hello Ada, ${unknown}" } }],
    ["DELIVERED", { text_message: { text: "Hello Bo, ${unknown}" } }],
  ]);
  expect(mock.world.messages()).toHaveLength(2);
  const receipt = shop.came.find(({ payload }) => payload.message_id === messages[0]?.id);
  expect(JSON.parse(receipt?.payload.metadata)).toEqual({ kind: "own", n: "1", _batch_id: second.body.batch_id });
});

test("a flaky network loses no message and sends none twice", async () => {
  const { mock, call } = await stage({ seed: 5 });
  const shop = await program(secret);
  await call("POST", "webhooks", { app_id: "app", target: shop.url, secret, triggers: ["MESSAGE_DELIVERY"] });
  shop.statuses.push(500, 503, 200);
  mock.world.fault({ kind: "callback-twice", times: 1 });
  mock.world.fault({ kind: "lost-before", operation: "Messages_SendMessage", times: 1 });
  mock.world.fault({ kind: "status", operation: "Messages_SendMessage", status: 503, retryAfterS: 0, times: 1 });
  mock.world.fault({ kind: "lost-after", operation: "Messages_SendMessage", times: 1 });

  const outcomes: unknown[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    outcomes.push(
      await call("POST", "messages:send", textTo("SMS:46700000001")).then(
        ({ status }) => status,
        () => "lost",
      ),
    );
  }
  const delivered = await shop.next(({ payload }) => payload.status === "DELIVERED");

  expect(outcomes).toEqual(["lost", 503, "lost"]);
  expect(mock.world.messages()).toHaveLength(1);
  expect(delivered.payload.message_id).toBe(mock.world.messages()[0]?.id);
  const queued = () => shop.came.filter(({ payload }) => payload.status === "QUEUED_ON_CHANNEL");
  await expect.poll(queued).toHaveLength(4);
  const firsts = queued();
  expect(new Set(firsts.map(({ nonce }) => nonce)).size).toBe(4);
  expect(new Set(firsts.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});
