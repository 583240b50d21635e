import type { CallOptions } from "@sinch-fetch/http";
import { MESSAGE_TEXT } from "./secrets.ts";
import type { Stage } from "./stage.ts";

const recipient = { contact_id: "contact-1" };
const message = { text_message: { text: MESSAGE_TEXT } };
const channel_identity = { channel: "SMS", identity: "15551234567" } as const;

/** A call of a resource method, with the options of the call. */
export type ResourceCall = (stage: Stage, options?: CallOptions) => Promise<unknown>;

type ConversationCall = (stage: Pick<Stage, "conversation">, options?: CallOptions) => Promise<unknown>;

/** Reads one message: GET. */
export const readMessage: ConversationCall = ({ conversation }, options) =>
  conversation.messages.get("message-1", {}, options);

/** Deletes one message: DELETE without a body. */
export const deleteMessage: ConversationCall = ({ conversation }, options) =>
  conversation.messages.delete("message-1", {}, options);

/** Sends one message: the POST that must not reach anyone twice. */
export const sendMessage: ConversationCall = ({ conversation }, options) =>
  conversation.messages.send({ app_id: "app-1", recipient, message }, options);

/** Sends a batch: a POST that reaches many. */
export const sendBatch: ResourceCall = ({ batch }, options) =>
  batch.messages.send(
    { app_id: "app-1", message, recipient_and_params: [{ recipient, parameters: { name: MESSAGE_TEXT } }] },
    options,
  );

/** Calls that may be made once and not again, by name. */
export const onceOnly: Readonly<Record<string, ResourceCall>> = {
  "conversation.messages.send": sendMessage,
  "conversation.messages.update (PATCH)": ({ conversation }, options) =>
    conversation.messages.update("message-1", { metadata: MESSAGE_TEXT }, options),
  "conversation.conversations.injectMessage": ({ conversation }, options) =>
    conversation.conversations.injectMessage(
      "conversation-1",
      {
        app_message: message,
        channel_identity,
        contact_id: "contact-1",
        direction: "TO_CONTACT",
        accept_time: "2026-01-01T00:00:00Z",
      },
      options,
    ),
  "conversation.conversations.stop (POST without a body)": ({ conversation }, options) =>
    conversation.conversations.stop("conversation-1", {}, options),
  "conversation.capability.query": ({ conversation }, options) =>
    conversation.capability.query({ app_id: "app-1", recipient }, options),
  "batch.messages.send": sendBatch,
  "batch.contacts.create": ({ batch }, options) =>
    batch.contacts.create({ contacts: [{ channel_identities: [channel_identity], language: "EN" }] }, options),
};

/** Calls that may be repeated, by name. */
export const repeatable: Readonly<Record<string, ResourceCall>> = {
  "conversation.messages.get": readMessage,
  "conversation.messages.delete": deleteMessage,
  "conversation.messages.transcode (a POST that only reads)": ({ conversation }, options) =>
    conversation.messages.transcode({ app_id: "app-1", app_message: message, channels: ["SMS"] }, options),
  "conversation.contacts.getChannelProfile (a POST that only reads)": ({ conversation }, options) =>
    conversation.contacts.getChannelProfile({ app_id: "app-1", channel: "MESSENGER", recipient }, options),
  "batch.messages.get": ({ batch }, options) => batch.messages.get("batch-1", {}, options),
  "batch.messages.findByMetadata": ({ batch }, options) =>
    batch.messages.findByMetadata({ metadataKey: "campaign", metadataValue: "spring" }, options),
  "batch.messages.cancel (DELETE with a body)": ({ batch }, options) =>
    batch.messages.cancel({ batch_id: "batch-1" }, options),
};
