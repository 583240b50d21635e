/** What the compiler must refuse, one mistake each. Compiled in the consumer's project, and never run. */
import { basic, oauth2 } from "@sinch-fetch/auth";
import { type BatchClient, createBatchClient, type SendBatchRequest } from "@sinch-fetch/batch";
import { type ConversationClient, createConversationClient, type SendMessageRequest } from "@sinch-fetch/conversation";
import { startMock } from "@sinch-fetch/mock";

const auth = oauth2({ keyId: "id", keySecret: "secret" });
const recipient = { contact_id: "id" };
const message = { text_message: { text: "hi" } };
const text_message = { text: "hi" };
const url_message = { title: "hi", url: "https://example.com" };
const one = { app_id: "id", recipient, message };
const many = { app_id: "id", message, recipient_and_params: [{ recipient }] };
// What the mistakes below are made in compiles without them.
export const good: [SendMessageRequest, SendBatchRequest] = [one, many];

export function options(): void {
  // @ts-expect-error no credential
  createConversationClient({ projectId: "id" });
  // @ts-expect-error no credential
  createBatchClient({ projectId: "id" });
  // @ts-expect-error no project
  createConversationClient({ auth });
  // @ts-expect-error no such region
  createConversationClient({ projectId: "id", auth, region: "se" });
  // @ts-expect-error no such region
  createBatchClient({ projectId: "id", auth, region: "EU" });
  // @ts-expect-error the Batch API does not take Basic
  createBatchClient({ projectId: "id", auth: basic({ keyId: "id", keySecret: "secret" }) });
  // @ts-expect-error not a credential
  createConversationClient({ projectId: "id", auth: "token" });
  // @ts-expect-error no such option
  createConversationClient({ projectId: "id", auth, timeout: 5 });
  // @ts-expect-error not a number
  createBatchClient({ projectId: "id", auth, timeoutMs: "5s" });
  // @ts-expect-error no secret
  oauth2({ keyId: "id" });
  // @ts-expect-error no such API
  startMock({ apis: ["sms"] });
}

export function sendOne({ messages }: ConversationClient): void {
  // @ts-expect-error two kinds of message
  messages.send({ ...one, message: { text_message, media_message: { url: "" } } });
  // @ts-expect-error an empty message
  messages.send({ ...one, message: {} });
  // @ts-expect-error a message of no kind
  messages.send({ ...one, message: { agent: { display_name: "Ada" } } });
  // @ts-expect-error an unknown kind of message
  messages.send({ ...one, message: { video_message: { url: "" } } });
  // @ts-expect-error no such channel
  messages.send({ ...one, channel_priority_order: ["RCS", "SMSS"] });
  // @ts-expect-error no such channel
  messages.send({ ...one, recipient: { identified_by: { channel_identities: [{ channel: "sms", identity: "1" }] } } });
  // @ts-expect-error no such channel
  messages.send({ ...one, message: { text_message, explicit_channel_message: { SMSS: "" } } });
  // @ts-expect-error no such channel
  messages.send({ ...one, message: { text_message, explicit_channel_omni_message: { SMSS: { text_message } } } });
  // @ts-expect-error both ways to say who
  messages.send({ ...one, recipient: { contact_id: "id", identified_by: { channel_identities: [] } } });
  // @ts-expect-error nobody
  messages.send({ ...one, recipient: {} });
  // @ts-expect-error no app
  messages.send({ recipient, message });
  // @ts-expect-error no recipient
  messages.send({ app_id: "id", message });
  // @ts-expect-error no message
  messages.send({ app_id: "id", recipient });
  // @ts-expect-error no text
  messages.send({ ...one, message: { text_message: {} } });
  // @ts-expect-error an unknown field
  messages.send({ ...one, priority: 1 });
  // @ts-expect-error an unknown field, one level down
  messages.send({ ...one, recipient: { contact_id: "id", name: "Ada" } });
  // @ts-expect-error an unknown field, two levels down
  messages.send({ ...one, message: { text_message: { text: "hi", bold: true } } });
  // @ts-expect-error an unknown field in a list
  messages.send({ ...one, message: { card_message: { title: "Sale", choices: [{ text_message, color: "red" }] } } });
  // @ts-expect-error two kinds of choice
  messages.send({ ...one, message: { choice_message: { choices: [{ text_message, url_message }] } } });
  // @ts-expect-error a number
  messages.send({ ...one, ttl: 3600 });
  // @ts-expect-error a value that the API does not list: requests are closed
  messages.send({ ...one, queue: "LOW_PRIORITY" });
  // @ts-expect-error no body
  messages.send();
  // @ts-expect-error no such call option
  messages.send(one, { retries: 5 });
  // @ts-expect-error no such method
  messages.post(one);
}

export function injectOne({ conversations }: ConversationClient): void {
  const rest = {
    contact_id: "id",
    channel_identity: { channel: "SMS", identity: "1" },
    direction: "TO_APP",
    accept_time: "2026-11-22T12:00:00Z",
  } as const;
  conversations.injectMessage("id", { ...rest, contact_message: { text_message } });
  // @ts-expect-error messages of both sides
  conversations.injectMessage("id", { ...rest, contact_message: { text_message }, app_message: { text_message } });
  // @ts-expect-error a message of neither side
  conversations.injectMessage("id", rest);
  // @ts-expect-error no conversation
  conversations.injectMessage({ ...rest, contact_message: { text_message } });
  // @ts-expect-error no such direction
  conversations.injectMessage("id", { ...rest, contact_message: { text_message }, direction: "BOTH" });
}

export function sendMany({ messages }: BatchClient): void {
  // @ts-expect-error two kinds of message
  messages.send({ ...many, message: { text_message, media_message: { url: "" } } });
  // @ts-expect-error an empty message
  messages.send({ ...many, message: {} });
  // @ts-expect-error no such channel
  messages.send({ ...many, channel_priority_order: ["SMSS"] });
  // @ts-expect-error no such channel
  messages.send({ ...many, message: { text_message, explicit_channel_message: { SMSS: "" } } });
  // @ts-expect-error nobody
  messages.send({ app_id: "id", message });
  // @ts-expect-error a recipient where a recipient and their parameters are expected
  messages.send({ ...many, recipient_and_params: [recipient] });
  // @ts-expect-error an unknown field
  messages.send({ ...many, queue: "NORMAL_PRIORITY" });
  // @ts-expect-error an unknown field, one level down
  messages.send({ ...many, recipient_and_params: [{ recipient, params: {} }] });
  // @ts-expect-error a number for a text
  messages.send({ ...many, recipient_and_params: [{ recipient, parameters: { count: 1 } }] });
  // @ts-expect-error a number
  messages.send({ ...many, ttl: 10 });
  // @ts-expect-error a date that is not text
  messages.send({ ...many, send_after: new Date() });
  // @ts-expect-error no batch
  messages.cancel({});
  // @ts-expect-error nothing at all
  messages.cancel();
  // @ts-expect-error metadata beside the id
  messages.cancel({ batch_id: "id", batch_metadata: { any: "text" } });
  // @ts-expect-error metadata in place of the id
  messages.cancel({ batch_metadata: { any: "text" } });
  // @ts-expect-error no batch
  messages.get();
  // @ts-expect-error there is no query
  messages.get("id", { page_size: 10 });
}

export function onTheWire(conversation: ConversationClient, batch: BatchClient): void {
  // @ts-expect-error the client has bound the project
  conversation.POST("/v1/projects/{project_id}/messages:send", { body: one });
  // @ts-expect-error no such method on this path
  conversation.GET("/messages:send", {});
  // @ts-expect-error no body
  conversation.POST("/messages:send", {});
  // @ts-expect-error two kinds of message
  conversation.POST("/messages:send", { body: { ...one, message: { text_message, media_message: { url: "" } } } });
  // @ts-expect-error no such channel
  batch.POST("/messages", { body: { ...many, channel_priority_order: ["SMSS"] } });
  // @ts-expect-error metadata in place of the id
  batch.DELETE("/messages", { body: { batch_metadata: { any: "text" } } });
  // @ts-expect-error no path parameter
  batch.GET("/messages/{batch_id}", {});
}
