import { basic, bearer, oauth2 } from "@sinch-fetch/auth";
import { describe, expectTypeOf, test } from "vitest";
import {
  type AppMessage,
  type ConversationClient,
  createConversationClient,
  isApiError,
  type Recipient,
  type SendMessageRequest,
} from "../src/index.ts";

declare const client: ConversationClient;
const app_id = "app";
const recipient = { contact_id: "contact" };
const message = { text_message: { text: "hi" } };

describe("createConversationClient", () => {
  test("takes either documented scheme", () => {
    createConversationClient({ projectId: "p", auth: basic({ keyId: "k", keySecret: "s" }) });
    createConversationClient({ projectId: "p", auth: bearer("t"), region: "br" });
    createConversationClient({ projectId: "p", auth: oauth2({ keyId: "k", keySecret: "s" }) });
  });

  test("refuses a missing or misspelt option, a wrong region and a credential of another kind", () => {
    const auth = bearer("t");

    // @ts-expect-error projectId is missing
    createConversationClient({ auth });
    // @ts-expect-error auth is missing
    createConversationClient({ projectId: "p" });
    // @ts-expect-error there is no region uk
    createConversationClient({ projectId: "p", auth, region: "uk" });
    // @ts-expect-error the option is called timeoutMs
    createConversationClient({ projectId: "p", auth, timeout: 1 });
    // @ts-expect-error a token alone is not a credential
    createConversationClient({ projectId: "p", auth: "token" });
  });
});

describe("messages.send", () => {
  test("returns the id, which is always there, and the time, which may be missing", async () => {
    const sent = await client.messages.send({ app_id, recipient, message });

    expectTypeOf(sent.message_id).toEqualTypeOf<string>();
    expectTypeOf(sent.accepted_time).toEqualTypeOf<string | undefined>();
  });

  test("refuses two kinds of message, none, and one that is no kind", () => {
    // @ts-expect-error two kinds at once
    const two: AppMessage = { text_message: { text: "hi" }, media_message: { url: "https://example.com/a.png" } };
    // @ts-expect-error no kind
    const none: AppMessage = {};
    // @ts-expect-error no kind, only an agent
    const agentOnly: AppMessage = { agent: { display_name: "Maja" } };
    // @ts-expect-error there is no such kind
    const unknown: AppMessage = { video_message: { url: "https://example.com/a.mp4" } };

    expectTypeOf([two, none, agentOnly, unknown]).toEqualTypeOf<AppMessage[]>();
  });

  test("refuses a field that is missing, unknown or of another type, at any depth", () => {
    // @ts-expect-error app_id is missing
    client.messages.send({ recipient, message });
    // @ts-expect-error text is missing
    client.messages.send({ app_id, recipient, message: { text_message: {} } });
    // @ts-expect-error there is no such field
    client.messages.send({ app_id, recipient, message, priority: 1 });
    // @ts-expect-error there is no such field in a text
    client.messages.send({ app_id, recipient, message: { text_message: { text: "hi", bold: true } } });
    // @ts-expect-error there is no such field in a choice
    client.messages.send({ app_id, recipient, message: { choice_message: { choices: [{ ...message, icon: "x" }] } } });
    // @ts-expect-error ttl is text such as "10s"
    client.messages.send({ app_id, recipient, message, ttl: 10 });
  });

  test("refuses a channel that does not exist, wherever one stands", () => {
    // @ts-expect-error no channel SMOKE
    client.messages.send({ app_id, recipient, message, channel_priority_order: ["SMOKE"] });
    const identities = [{ channel: "SMOKE", identity: "1" }] as const;
    // @ts-expect-error no channel SMOKE
    client.messages.send({ app_id, recipient: { identified_by: { channel_identities: identities } }, message });
    // @ts-expect-error no channel SMOKE
    client.messages.send({ app_id, recipient, message: { ...message, explicit_channel_message: { SMOKE: "{}" } } });
  });

  test("refuses both forms of recipient at once", () => {
    // @ts-expect-error a contact or identities
    const both: Recipient = { contact_id: "c", identified_by: { channel_identities: [] } };

    expectTypeOf(both).toEqualTypeOf<Recipient>();
  });

  test("tells channel specific messages apart by their type", () => {
    const flow: AppMessage = {
      ...message,
      channel_specific_message: { WHATSAPP: { message_type: "FLOWS", message: { flow_id: "1", flow_cta: "Go" } } },
    };
    const wrong: AppMessage = {
      ...message,
      // @ts-expect-error a flow has no payment
      channel_specific_message: { WHATSAPP: { message_type: "FLOWS", message: { payment: {} } } },
    };

    expectTypeOf([flow, wrong]).toEqualTypeOf<AppMessage[]>();
  });

  test("takes known channel properties by name, and any other", () => {
    const request: SendMessageRequest = { app_id, recipient, message };

    request.channel_properties = { SMS_SENDER: "Bakery", SOME_NEW_PROPERTY: "1" };
    // @ts-expect-error values are text
    request.channel_properties = { SMS_FLASH_MESSAGE: true };
  });
});

describe("the wire level", () => {
  test("is typed by path, without the project", async () => {
    const { data, error } = await client.POST("/messages:send", { body: { app_id, recipient, message } });

    expectTypeOf(data?.message_id).toEqualTypeOf<string | undefined>();
    expectTypeOf(error?.error?.status).toEqualTypeOf<string | undefined>();
    // @ts-expect-error the project is bound
    client.POST("/v1/projects/{project_id}/messages:send", {});
    // @ts-expect-error the path needs its id
    client.POST("/conversations/{conversation_id}:inject-message", {});
  });
});

test("an error is narrowed by its guard", () => {
  const error: unknown = undefined;

  if (isApiError(error)) expectTypeOf(error.status).toEqualTypeOf<number>();
});
