import type { WorldMessage } from "../schemas.gen.ts";
import { type Address, channelIdentity } from "./channels.ts";
import type { Message, Status } from "./data.ts";
import type { JsonObject } from "./json.ts";

/** The address that a message is being tried on, or that it came from. */
export function addressOf({ addresses, at }: Message): Address {
  return addresses[at] ?? { channel: "SMS", identity: "" };
}

/** How far a message is. */
export function statusOf({ steps }: Message): Status {
  return steps.at(-1)?.status ?? "QUEUED";
}

/** A message as the Conversation API returns it. */
export function messageView(message: Message, withMetadata = true): JsonObject {
  return {
    id: message.id,
    ...(message.mode === "CONVERSATION" && {
      conversation_id: message.conversationId,
      contact_id: message.contactId,
    }),
    channel_identity: channelIdentity(addressOf(message), message.appId),
    direction: message.direction,
    ...message.content,
    accept_time: new Date(message.acceptMs).toISOString(),
    metadata: withMetadata ? message.metadata : "",
    injected: message.injected ?? false,
    ...(message.senderId !== undefined && { sender_id: message.senderId }),
    processing_mode: message.mode,
  };
}

/** A message as the control API returns it. */
export function worldMessage(message: Message): WorldMessage {
  const { steps } = message;
  const reason = steps.at(-1)?.reason;
  // Its content was checked against the description when it came in.
  const view: unknown = {
    ...messageView(message),
    project_id: message.projectId,
    app_id: message.appId,
    person_id: message.personId,
    status: statusOf(message),
    ...(reason !== undefined && { reason }),
    ...(message.batchId !== undefined && { batch_id: message.batchId }),
    ...(message.correlationId !== undefined && { correlation_id: message.correlationId }),
    ...(message.requestId !== undefined && { request_id: message.requestId }),
    history: steps.map(({ status, atMs, channel, reason: why }) => ({
      status,
      time: new Date(atMs).toISOString(),
      channel,
      ...(why !== undefined && { reason: why }),
    })),
  };
  return view as WorldMessage;
}

/** The content of a message that an app sent. */
export function appMessageOf({ content }: Message): JsonObject {
  return "app_message" in content ? content.app_message : {};
}
