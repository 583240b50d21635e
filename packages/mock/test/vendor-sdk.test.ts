import { readFile } from "node:fs/promises";
import { SinchClient } from "@sinch/sdk-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Exchange, type Mock, startMock } from "../src/index.ts";

const exchanges: Exchange[] = [];
let mock: Mock;
let sinch: SinchClient["conversation"];

beforeAll(async () => {
  mock = await startMock({ checked: true, onExchange: (exchange) => exchanges.push(exchange) });
  const client = new SinchClient({
    projectId: "sdk",
    keyId: "any",
    keySecret: "thing",
    authHostname: mock.auth,
    conversationHostname: mock.conversation,
    conversationTemplatesHostname: mock.templates,
  });
  sinch = client.conversation;
});
afterAll(() => mock.close());

const recipient = { identified_by: { channel_identities: [{ channel: "SMS" as const, identity: "+46700000009" }] } };

test("the README shows how to make its client, by a program that runs", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, program] = /^```ts file=test\/examples\/vendor-sdk\.ts\n(.*?)^```$/ms.exec(readme) ?? [];

  expect(program).toBe(await readFile(new URL("examples/vendor-sdk.ts", import.meta.url), "utf8"));
  await expect(import("./examples/vendor-sdk.ts")).resolves.toBeDefined();
});

describe("the vendor's own SDK", () => {
  let contactId = "";

  test("keeps apps and webhooks", async () => {
    const bearer = { claimed_identity: "plan", token: "token" };
    const app = await sinch.app.create({
      appCreateRequestBody: {
        display_name: "Shop",
        channel_credentials: [{ channel: "SMS", static_bearer: bearer }],
        processing_mode: "CONVERSATION",
      },
    });
    const id = app.id ?? "";
    await sinch.app.update({ app_id: id, appUpdateRequestBody: { display_name: "Store" } });
    expect((await sinch.app.get({ app_id: id })).display_name).toBe("Store");
    expect((await sinch.app.list({})).apps?.map((one) => one.id)).toEqual([id]);

    const target = "http://127.0.0.1:9/callbacks";
    const webhook = await sinch.webhooks.create({
      webhookCreateRequestBody: { app_id: id, target, target_type: "HTTP", triggers: ["MESSAGE_DELIVERY"] },
    });
    expect((await sinch.webhooks.get({ webhook_id: webhook.id ?? "" })).target).toBe(target);
    expect((await sinch.webhooks.list({ app_id: id })).webhooks).toHaveLength(1);
    await sinch.webhooks.delete({ webhook_id: webhook.id ?? "" });
    expect((await sinch.webhooks.list({ app_id: id })).webhooks).toEqual([]);
    await sinch.app.delete({ app_id: id });
    await expect(sinch.app.get({ app_id: id })).rejects.toThrow(/404/);
  });

  test("keeps contacts", async () => {
    const made = await sinch.contact.create({
      contactCreateRequestBody: {
        channel_identities: [{ channel: "SMS", identity: "+46700000009" }],
        language: "SV",
        display_name: "Zoe",
      },
    });
    contactId = made.id ?? "";
    await sinch.contact.update({ contact_id: contactId, updateContactRequestBody: { email: "zoe@example.com" } });

    const read = await sinch.contact.get({ contact_id: contactId });
    expect([read.display_name, read.email]).toEqual(["Zoe", "zoe@example.com"]);
    const names: (string | undefined)[] = [];
    for await (const one of sinch.contact.list({ page_size: 10 })) names.push(one.display_name);
    expect(names).toEqual(["Zoe"]);
  });

  test("sends messages and events, and reads them back", async () => {
    const { message_id } = await sinch.messages.sendTextMessage({
      sendMessageRequestBody: { app_id: "sdk-app", recipient, message: { text_message: { text: "Hello Zoe" } } },
    });
    await mock.world.waitForMessage({ identity: "+46700000009", status: "DELIVERED" });
    mock.world.reply({ channel: "SMS", identity: "46700000009", text: "Hello shop" });

    expect((await sinch.messages.get({ message_id: message_id ?? "" })).contact_id).toBe(contactId);
    const listed = await sinch.messages.list({ app_id: "sdk-app", page_size: 10 });
    expect(listed.data.map(({ direction }) => direction)).toEqual(["TO_APP", "TO_CONTACT"]);
    const last = await sinch.messages.listLastMessagesByChannelIdentity({
      listLastMessagesByChannelIdentityRequestBody: { channel_identities: ["46700000009"] },
    });
    expect(last.data).toHaveLength(1);
    const event = await sinch.events.sendComposingEvent({
      sendEventRequestBody: { app_id: "sdk-app", recipient, event: { composing_event: {} } },
    });
    expect((await sinch.events.get({ event_id: event.event_id ?? "" })).contact_id).toBe(contactId);
    expect((await sinch.events.list({ contact_id: contactId })).data).toHaveLength(1);
    await sinch.messages.delete({ message_id: message_id ?? "" });
    await expect(sinch.messages.get({ message_id: message_id ?? "" })).rejects.toThrow(/404/);
  });

  test("keeps conversations", async () => {
    const [recent] = (await sinch.conversation.listRecent({ app_id: "sdk-app", page_size: 10 })).data;
    const id = recent?.conversation?.id ?? "";
    expect((await sinch.conversation.get({ conversation_id: id })).contact_id).toBe(contactId);
    await sinch.conversation.update({ conversation_id: id, updateConversationRequestBody: { metadata: "vip" } });
    await sinch.conversation.stopActive({ conversation_id: id });
    const [stopped] = (await sinch.conversation.list({ app_id: "sdk-app" })).data;
    expect([stopped?.active, stopped?.metadata]).toEqual([false, "vip"]);
  });

  test("converts, looks up, and keeps templates", async () => {
    const transcoded = await sinch.transcoding.transcodeMessage({
      transcodeMessageRequestBody: {
        app_id: "sdk-app",
        app_message: { text_message: { text: "Hi" } },
        channels: ["SMS"],
      },
    });
    expect(transcoded.transcoded_message?.SMS).toContain("Hi");
    const lookup = await sinch.capability.lookup({ lookupCapabilityRequestBody: { app_id: "sdk-app", recipient } });
    expect(lookup.request_id).toMatch(/\w{26}/);
    const translation = { language_code: "en-US", version: "1", text_message: { text: "Hello ${name}" } };
    const made = await sinch.templatesV2.create({
      createTemplateRequestBody: { default_translation: "en-US", translations: [translation] },
    });
    const template_id = made.id ?? "";
    expect((await sinch.templatesV2.get({ template_id })).version).toBe(1);
    expect((await sinch.templatesV2.list({})).templates).toHaveLength(1);
    expect((await sinch.templatesV2.listTranslations({ template_id })).translations).toHaveLength(1);
    await sinch.templatesV2.delete({ template_id });
    expect((await sinch.templatesV2.list({})).templates).toEqual([]);
  });

  test("made more than twenty kinds of calls, and none that the descriptions forbid", () => {
    const kinds = new Set(exchanges.filter(({ status }) => status === 200).map(({ operationId }) => operationId));

    expect(kinds.size).toBeGreaterThanOrEqual(20);
    expect(exchanges.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });
});
