import { basic, bearer, oauth2 } from "@sinch-fetch/auth";
import type { CallOptions, Paged } from "@sinch-fetch/http";
import type { Client } from "openapi-fetch";
import { assertType, describe, expectTypeOf, test } from "vitest";
import {
  type AppCreateRequest,
  type AppMessage,
  type AppResponse,
  type AppUpdateRequest,
  type AuditRecordsResponse,
  type ConsentsListType,
  type Contact,
  type ContactCreateRequest,
  type ContactUpdateRequest,
  type Conversation,
  type ConversationClient,
  type ConversationEvent,
  type ConversationMessage,
  type CreateConversationRequest,
  createConversationClient,
  type GetChannelProfileRequest,
  type InjectEventRequest,
  type InjectMessageRequest,
  isApiError,
  type ListAppsResponse,
  type ListConsentIdentitiesResponse,
  type ListContactsResponse,
  type ListConversationsResponse,
  type ListEventsResponse,
  type ListIdentityConflictsResponse,
  type ListLastMessagesByChannelIdentityRequest,
  type ListMessagesResponse,
  type ListRecentConversationsResponse,
  type ListWebhooksResponse,
  type MergeContactRequest,
  type ProjectSettingsRequest,
  type QueryCapabilityRequest,
  type Recipient,
  type SendEventRequest,
  type SendMessageRequest,
  type TranscodeMessageRequest,
  type Unrecognized,
  type UpdateConversationRequest,
  type UpdateMessageRequest,
  type Webhook,
  type WebhookCreateRequest,
  type WebhookUpdateRequest,
} from "../src/index.ts";

declare const client: ConversationClient;
type NoQuery = Readonly<Record<string, never>> | undefined;
type Options = CallOptions | undefined;
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
    // @ts-expect-error a channel's own payload is not content
    const payloadOnly: AppMessage = { explicit_channel_message: { LINE: "{}" } };
    const byChannel = { explicit_channel_omni_message: { SMS: { text_message: { text: "hi" } } } };
    // @ts-expect-error two kinds, beside content by channel
    const twoByChannel: AppMessage = { ...byChannel, text_message: { text: "" }, media_message: { url: "" } };
    // @ts-expect-error there is no such kind
    const unknown: AppMessage = { video_message: { url: "https://example.com/a.mp4" } };

    expectTypeOf([two, none, agentOnly, payloadOnly, twoByChannel, unknown]).toEqualTypeOf<AppMessage[]>();
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

  test("takes content by channel alone, and a reply", () => {
    const byChannel: AppMessage = { explicit_channel_omni_message: { SMS: { text_message: { text: "hi" } } } };
    const reply: AppMessage = { ...message, reply_to: { message_id: "m" } };

    assertType<AppMessage[]>([byChannel, reply]);
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

type Names<Resource extends keyof ConversationClient> = keyof ConversationClient[Resource];

describe("the resources", () => {
  test("have the methods that the design names", () => {
    expectTypeOf<
      | "messages"
      | "events"
      | "conversations"
      | "contacts"
      | "apps"
      | "webhooks"
      | "capability"
      | "consents"
      | "projectSettings"
    >().toExtend<Exclude<keyof ConversationClient, keyof Client<never> | "request" | "withOptions">>();
    expectTypeOf<"send" | "get" | "list" | "update" | "delete" | "listLast" | "transcode">().toExtend<
      Names<"messages">
    >();
    expectTypeOf<"send" | "get" | "list" | "delete">().toExtend<Names<"events">>();
    expectTypeOf<
      "create" | "get" | "list" | "listRecent" | "update" | "delete" | "stop" | "injectMessage" | "injectEvent"
    >().toExtend<Names<"conversations">>();
    expectTypeOf<
      "create" | "get" | "list" | "update" | "delete" | "merge" | "getChannelProfile" | "listIdentityConflicts"
    >().toExtend<Names<"contacts">>();
    expectTypeOf<"create" | "get" | "list" | "update" | "delete">().toExtend<Names<"apps">>();
    expectTypeOf<"create" | "get" | "list" | "update" | "delete">().toExtend<Names<"webhooks">>();
    expectTypeOf<"query">().toExtend<Names<"capability">>();
    expectTypeOf<"listIdentities" | "listAuditRecords">().toExtend<Names<"consents">>();
    expectTypeOf<"create" | "get" | "update" | "delete">().toExtend<Names<"projectSettings">>();
  });

  test("take the body after the path where there is one", () => {
    const { messages, events, conversations, contacts, apps, webhooks, capability, projectSettings } = client;

    expectTypeOf(messages.send).parameters.toEqualTypeOf<[SendMessageRequest, options?: Options]>();
    expectTypeOf(messages.listLast).parameters.toEqualTypeOf<
      [ListLastMessagesByChannelIdentityRequest, options?: Options]
    >();
    expectTypeOf(messages.transcode).parameters.toEqualTypeOf<[TranscodeMessageRequest, options?: Options]>();
    expectTypeOf(events.send).parameters.toEqualTypeOf<[SendEventRequest, options?: Options]>();
    expectTypeOf(conversations.create).parameters.toEqualTypeOf<[CreateConversationRequest, options?: Options]>();
    expectTypeOf(conversations.injectMessage).parameters.toEqualTypeOf<
      [id: string, InjectMessageRequest, options?: Options]
    >();
    expectTypeOf(conversations.injectEvent).parameters.toEqualTypeOf<
      [id: string, InjectEventRequest, options?: Options]
    >();
    expectTypeOf(contacts.create).parameters.toEqualTypeOf<[ContactCreateRequest, options?: Options]>();
    expectTypeOf(contacts.merge).parameters.toEqualTypeOf<[id: string, MergeContactRequest, options?: Options]>();
    expectTypeOf(contacts.getChannelProfile).parameters.toEqualTypeOf<[GetChannelProfileRequest, options?: Options]>();
    expectTypeOf(apps.create).parameters.toEqualTypeOf<[AppCreateRequest, options?: Options]>();
    expectTypeOf(webhooks.create).parameters.toEqualTypeOf<[WebhookCreateRequest, options?: Options]>();
    expectTypeOf(capability.query).parameters.toEqualTypeOf<[QueryCapabilityRequest, options?: Options]>();
    expectTypeOf(projectSettings.create).parameters.toEqualTypeOf<[ProjectSettingsRequest, options?: Options]>();
    expectTypeOf(projectSettings.update).parameters.toEqualTypeOf<[ProjectSettingsRequest, options?: Options]>();
  });

  test("take the query of an operation with a body in its options", () => {
    type Masked = CallOptions<{ update_mask?: string[] | undefined }> | undefined;
    const { messages, conversations, contacts, apps, webhooks } = client;

    expectTypeOf(contacts.update).parameters.toEqualTypeOf<[id: string, ContactUpdateRequest, options?: Masked]>();
    expectTypeOf(apps.update).parameters.toEqualTypeOf<[id: string, AppUpdateRequest, options?: Masked]>();
    expectTypeOf(webhooks.update).parameters.toEqualTypeOf<[id: string, WebhookUpdateRequest, options?: Masked]>();
    expectTypeOf(messages.update).parameter(1).toEqualTypeOf<UpdateMessageRequest>();
    expectTypeOf(conversations.update).parameter(1).toEqualTypeOf<UpdateConversationRequest>();
    messages.update("m", { metadata: "x" }, { query: { messages_source: "DISPATCH_SOURCE" } });
    conversations.update("c", {}, { query: { update_mask: ["active"], metadata_update_strategy: "REPLACE" } });
    // @ts-expect-error the query is not an argument of its own
    contacts.update("c", {}, { update_mask: ["email"] });
    // @ts-expect-error there is no such strategy
    conversations.update("c", {}, { query: { metadata_update_strategy: "KEEP" } });
  });

  test("take a query after the path where there is no body, also where it is empty today", () => {
    const { messages, events, conversations, contacts, apps, webhooks, consents, projectSettings } = client;

    expectTypeOf(events.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(events.delete).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(conversations.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(conversations.delete).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(conversations.stop).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(contacts.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(contacts.delete).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(apps.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(apps.list).parameters.toEqualTypeOf<[query?: NoQuery, options?: Options]>();
    expectTypeOf(apps.delete).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(webhooks.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(webhooks.list).parameters.toEqualTypeOf<[appId: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(webhooks.delete).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(consents.listAuditRecords).parameters.toEqualTypeOf<
      [appId: string, identity: string, query?: NoQuery, options?: Options]
    >();
    expectTypeOf(projectSettings.get).parameters.toEqualTypeOf<[query?: NoQuery, options?: Options]>();
    expectTypeOf(projectSettings.delete).parameters.toEqualTypeOf<[query?: NoQuery, options?: Options]>();
    messages.get("m", { messages_source: "CONVERSATION_SOURCE" }, { timeoutMs: 1 });
    messages.delete("m", { messages_source: "CONVERSATION_SOURCE" }, { timeoutMs: 1 });
    consents.listIdentities("a", "OPT_OUT_ALL", { page_size: 1 }, { timeoutMs: 1 });
    expectTypeOf(consents.listIdentities).parameter(1).toEqualTypeOf<ConsentsListType>();
    // @ts-expect-error there is no such list
    consents.listIdentities("a", "OPT_IN");
    // @ts-expect-error app_id is required
    conversations.listRecent();
    // @ts-expect-error app_id is required
    conversations.listRecent({ only_active: true });
    conversations.listRecent({ app_id, order: "DESC" });
  });

  test("return nothing where the answer holds nothing", () => {
    expectTypeOf(client.messages.delete).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(client.conversations.stop).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(client.conversations.injectMessage).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(client.projectSettings.delete).returns.resolves.toEqualTypeOf<void>();
  });
});

describe("lists", () => {
  test("are iterated over by item and by page, and are no promises", () => {
    const { messages, events, conversations, contacts, apps, webhooks, consents } = client;
    type List<Page, Items extends keyof Page> = Paged<
      NonNullable<Page[Items]> extends (infer Item)[] ? Item : never,
      Page
    >;

    expectTypeOf(messages.list).returns.toEqualTypeOf<Paged<ConversationMessage, ListMessagesResponse>>();
    expectTypeOf(messages.listLast).returns.toEqualTypeOf<Paged<ConversationMessage, ListMessagesResponse>>();
    expectTypeOf(events.list).returns.toEqualTypeOf<Paged<ConversationEvent, ListEventsResponse>>();
    expectTypeOf(conversations.list).returns.toEqualTypeOf<Paged<Conversation, ListConversationsResponse>>();
    expectTypeOf(conversations.listRecent).returns.toEqualTypeOf<
      List<ListRecentConversationsResponse, "conversations">
    >();
    expectTypeOf(contacts.list).returns.toEqualTypeOf<Paged<Contact, ListContactsResponse>>();
    expectTypeOf(contacts.listIdentityConflicts).returns.toEqualTypeOf<
      List<ListIdentityConflictsResponse, "conflicts">
    >();
    expectTypeOf(apps.list).returns.toEqualTypeOf<Paged<AppResponse, ListAppsResponse>>();
    expectTypeOf(webhooks.list).returns.toEqualTypeOf<Paged<Webhook, ListWebhooksResponse>>();
    expectTypeOf(consents.listIdentities).returns.toEqualTypeOf<List<ListConsentIdentitiesResponse, "identities">>();
    expectTypeOf(consents.listAuditRecords).returns.toEqualTypeOf<List<AuditRecordsResponse, "audit_records">>();
    expectTypeOf(contacts.list().pages()).toEqualTypeOf<AsyncIterable<ListContactsResponse>>();
  });
});

describe("values that can become more", () => {
  test("are closed in requests", () => {
    // @ts-expect-error there is no such strategy
    client.contacts.merge("c", { source_id: "1", strategy: "REPLACE" });
    // @ts-expect-error there is no such language
    client.contacts.create({ channel_identities: [], language: "XX" });
    // @ts-expect-error there is no such trigger
    client.webhooks.create({ app_id, target: "https://example.com", triggers: ["MESSAGE_READ"] });
    // @ts-expect-error there is no such channel
    client.contacts.list({ channel: "SMOKE" });
    // @ts-expect-error there is no such direction
    client.messages.list({ direction: "SIDEWAYS" });
  });

  test("are open in answers, and keep the known ones", () => {
    type Language = Exclude<Contact["language"], undefined>;
    type Direction = Exclude<ConversationMessage["direction"], undefined>;
    type Trigger = NonNullable<Webhook["triggers"]>[number];

    expectTypeOf<"SV" | "EN_US">().toExtend<Language>();
    expectTypeOf<Unrecognized>().toExtend<Language>();
    expectTypeOf<string>().not.toExtend<Language>();
    expectTypeOf<"TO_APP">().toExtend<Direction>();
    expectTypeOf<Unrecognized>().toExtend<Direction>();
    expectTypeOf<string>().not.toExtend<Direction>();
    expectTypeOf<"MESSAGE_INBOUND">().toExtend<Trigger>();
    expectTypeOf<Unrecognized>().toExtend<Trigger>();
    expectTypeOf<string>().not.toExtend<Trigger>();
  });

  test("may be null where a response may have null, and go back", () => {
    type Content = NonNullable<ConversationMessage["app_message"]>;

    expectTypeOf<null>().toExtend<Content["agent"]>();
    expectTypeOf<null>().toExtend<AppMessage["agent"]>();
    client.messages.send({ app_id, recipient, message: { ...message, agent: null } });
  });
});

test("what was read goes back by a spread, though nothing offers what the service sets", () => {
  const read = { id: "c", display_name: "Noor" };

  client.contacts.update("c", { ...read, email: "noor@example.com" });
  // @ts-expect-error the service makes the id
  client.contacts.update("c", { id: "c" });
  // @ts-expect-error the service sets the time
  client.conversations.update("c", { last_received: "2026-11-12T15:20:00Z" });
  // @ts-expect-error the service counts
  client.apps.update("a", { queue_stats: {} });
});

test("a channel's credentials are of exactly one kind", () => {
  const static_bearer = { claimed_identity: "i", token: "t" };

  client.apps.create({ display_name: "d", channel_credentials: [{ channel: "SMS", static_bearer }] });
  client.apps.create({
    display_name: "d",
    // @ts-expect-error two kinds at once
    channel_credentials: [{ channel: "SMS", static_bearer, static_token: { token: "t" } }],
  });
  // @ts-expect-error no kind
  client.apps.create({ display_name: "d", channel_credentials: [{ channel: "SMS" }] });
});

test("a channel's credentials are of its own kind", () => {
  const of = (channel_credentials: AppCreateRequest["channel_credentials"]) =>
    client.apps.create({ display_name: "d", channel_credentials });

  of([{ channel: "VIBERBM", static_bearer: { claimed_identity: "i" } }]);
  of([{ channel: "LINE", line_enterprise_credentials: { line_japan: { token: "t", secret: "s" } } }]);
  const sendBack = ({ id, channel_credentials }: AppResponse) => client.apps.update(id, { channel_credentials });
  expectTypeOf(sendBack).returns.resolves.toEqualTypeOf<AppResponse>();
  // @ts-expect-error the kind of Messenger
  of([{ channel: "SMS", static_token: { token: "t" } }]);
  // @ts-expect-error SMS needs the token too
  of([{ channel: "SMS", static_bearer: { claimed_identity: "i" } }]);
  // @ts-expect-error both kinds of LINE
  of([{ channel: "LINE", line_credentials: { token: "t", secret: "s" }, line_enterprise_credentials: {} }]);
  // @ts-expect-error no channel FAX
  of([{ channel: "FAX", static_token: { token: "t" } }]);
});

test("withOptions gives a client of the same type, with any option but the project", () => {
  expectTypeOf(client.withOptions).returns.toEqualTypeOf<ConversationClient>();
  client.withOptions({ region: "eu", timeoutMs: undefined, auth: bearer("t") }).withOptions({ retry: false });
  // @ts-expect-error a client keeps its project
  client.withOptions({ projectId: "p" });
  // @ts-expect-error the option is called timeoutMs
  client.withOptions({ timeout: 1 });
});
