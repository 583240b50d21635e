import { modeOf } from "./apps.ts";
import { notify } from "./callbacks.ts";
import { type Address, channelIdentity, stored } from "./channels.ts";
import { contactWith, createPassingContact } from "./contacts.ts";
import { activeConversation } from "./conversations.ts";
import type { App, Conversation, Message } from "./data.ts";
import { isObject, type JsonObject } from "./json.ts";
import { addressOf } from "./message-view.ts";
import { keepMessage, touched } from "./messages.ts";
import { choiceIn, setOptOut } from "./opt-outs.ts";
import { personIdOf } from "./recipients.ts";
import { keyOf, putConversation } from "./store.ts";
import type { World } from "./world.ts";

/** Channels that report which number a contact wrote to. */
const WITH_SENDER = new Set(["SMS", "MMS"]);
/** A number set aside for fiction. */
const SENDER = "12025550100";

/** Receives a message from a contact; the webhooks hear of it. */
export function receiveMessage(world: World, app: App, from: Address, content: JsonObject): Message {
  const nowMs = world.nowMs();
  const address = stored(from);
  const mode = modeOf(app);
  const contact =
    mode === "DISPATCH"
      ? undefined
      : (contactWith(world, app.projectId, app.id, [address]) ??
        createPassingContact(world, app.projectId, app.id, [address]));
  const conversation = contact === undefined ? undefined : activeConversation(world, app.projectId, app.id, contact.id);
  const message: Message = {
    id: world.random.id(nowMs),
    projectId: app.projectId,
    appId: app.id,
    personId: contact?.id ?? personIdOf(address),
    direction: "TO_APP",
    mode,
    contactId: contact?.id ?? "",
    conversationId: conversation?.id ?? "",
    addresses: [address],
    at: 0,
    acceptMs: nowMs,
    metadata: metadataFor(world, content),
    senderId: WITH_SENDER.has(address.channel) ? SENDER : undefined,
    content: { contact_message: { reply_to: null, ...content } },
    steps: [{ status: "RECEIVED", atMs: nowMs, channel: address.channel }],
    plan: 0,
    isWaiting: false,
  };
  if (conversation !== undefined) {
    putConversation(world.store, { ...touched(conversation, message), activeChannel: address.channel });
  }
  keepMessage(world, message);
  notifyOfInbound(world, message, conversation);

  const { text_message: text } = content;
  const isOut = isObject(text) ? choiceIn(String(text.text)) : undefined;
  if (isOut !== undefined) {
    setOptOut(world, { projectId: app.projectId, appId: app.id, address, contactId: message.contactId, mode }, isOut);
  }
  return message;
}

/** Calls the webhooks for a message from a contact, really sent or injected. */
export function notifyOfInbound(world: World, message: Message, conversation: Conversation | undefined): void {
  const { id, projectId, appId, mode } = message;
  const app = world.store.apps.get(keyOf(projectId, appId));
  const isReported = conversation !== undefined && app?.fields.conversation_metadata_report_view === "FULL";
  notify(world, {
    trigger: "MESSAGE_INBOUND",
    projectId,
    appId,
    subject: message.personId,
    messageId: id,
    envelope: {
      event_time: new Date(message.acceptMs).toISOString(),
      message_metadata: isReported ? JSON.stringify(conversation.metadataJson) : "",
      ...(conversation?.correlationId && { correlation_id: conversation.correlationId }),
    },
    payload: () => ({
      id,
      direction: "TO_APP",
      ...message.content,
      channel_identity: channelIdentity(addressOf(message), appId),
      conversation_id: message.conversationId,
      contact_id: message.contactId,
      metadata: message.metadata,
      accept_time: new Date(message.acceptMs).toISOString(),
      ...(message.senderId !== undefined && { sender_id: message.senderId }),
      processing_mode: mode,
      injected: message.injected ?? false,
    }),
  });
}

/** The response to a choice carries the metadata of the message that offered it. */
function metadataFor({ store }: World, { choice_response_message: choice }: JsonObject): string {
  return isObject(choice) ? (store.messages.get(String(choice.message_id))?.metadata ?? "") : "";
}
