import { usedApp } from "./apps.ts";
import { type Address, stored } from "./channels.ts";
import { knownConversation } from "./conversations.ts";
import type { Message, Mode } from "./data.ts";
import { notifyOfInbound } from "./inbound.ts";
import type { JsonObject } from "./json.ts";
import { keepMessage, touched } from "./messages.ts";
import { WorldProblem } from "./problem.ts";
import { putConversation } from "./store.ts";
import type { Handler } from "./world.ts";

const MONTH_MS = 30 * 24 * 3_600_000;

interface InjectBody {
  readonly channel_identity: Address;
  readonly contact_id: string;
  readonly direction: "TO_APP" | "TO_CONTACT";
  readonly accept_time: string;
  readonly sender_id?: string;
  readonly processing_mode?: Mode;
  readonly metadata?: string;
  readonly app_message?: JsonObject;
  readonly contact_message?: JsonObject;
}

/** The handler that puts a message from elsewhere into a conversation. */
export const injectHandlers: Readonly<Record<string, Handler>> = {
  Conversation_InjectMessage(world, { projectId, path, body, requestId }) {
    const sent = body as InjectBody;
    const conversation = knownConversation(world, projectId, path.conversation_id ?? "");
    if (sent.contact_id !== conversation.contactId) {
      throw new WorldProblem(400, `the conversation is with ${conversation.contactId}`, "contact_id");
    }
    if ((sent.direction === "TO_APP") !== (sent.contact_message !== undefined)) {
      throw new WorldProblem(400, "app_message goes with TO_CONTACT, contact_message with TO_APP", "direction");
    }
    const acceptMs = injectedMs(sent.accept_time, world.nowMs());
    usedApp(world, projectId, conversation.appId);
    const address = stored(sent.channel_identity);
    const message: Message = {
      id: world.random.id(world.nowMs()),
      projectId,
      appId: conversation.appId,
      personId: conversation.contactId,
      direction: sent.direction,
      mode: "CONVERSATION",
      contactId: conversation.contactId,
      conversationId: conversation.id,
      addresses: [address],
      at: 0,
      acceptMs,
      metadata: sent.metadata ?? "",
      senderId: sent.sender_id,
      injected: true,
      requestId,
      content:
        sent.contact_message === undefined
          ? { app_message: sent.app_message ?? {} }
          : { contact_message: sent.contact_message },
      steps: [
        {
          status: sent.direction === "TO_APP" ? "RECEIVED" : "DELIVERED",
          atMs: acceptMs,
          channel: address.channel,
        },
      ],
      plan: 0,
      isWaiting: false,
    };
    if (acceptMs >= conversation.lastMessageMs) putConversation(world.store, touched(conversation, message));
    keepMessage(world, message);
    if (sent.direction === "TO_APP") notifyOfInbound(world, message, conversation);
    return {};
  },
};

/**
 * When something that is injected happened.
 *
 * @throws {WorldProblem} It is not in the last 30 days.
 */
export function injectedMs(acceptTime: string, nowMs: number): number {
  const ms = Date.parse(acceptTime);
  if (ms > nowMs) throw new WorldProblem(400, "accept_time is not earlier than now", "accept_time");
  if (ms < nowMs - MONTH_MS) throw new WorldProblem(400, "accept_time is more than 30 days ago", "accept_time");
  return ms;
}
