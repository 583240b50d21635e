import { activeConversation } from "./conversations.ts";
import type { App, Message } from "./data.ts";
import { planDelivery } from "./delivery.ts";
import { type JsonObject, mergePatch } from "./json.ts";
import type { Target } from "./recipients.ts";
import { putConversation, putMessage, removeMessage } from "./store.ts";
import type { World } from "./world.ts";

/** What is known of a message that an app sends, beside whom it goes to. */
export interface Outgoing {
  readonly message: JsonObject;
  readonly metadata?: string | undefined;
  readonly conversationMetadata?: JsonObject | undefined;
  readonly isMetadataPatch?: boolean;
  readonly correlationId?: string | undefined;
  readonly ttl?: string | undefined;
  readonly callbackUrl?: string | undefined;
  readonly contentType?: string | undefined;
  readonly batchId?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Takes a message over: it joins the active conversation, in conversation mode, and waits to leave. */
export function acceptMessage(world: World, app: App, target: Target, outgoing: Outgoing): Message {
  const nowMs = world.nowMs();
  const { contact, mode, addresses, personId } = target;
  const conversation = contact === undefined ? undefined : activeConversation(world, app.projectId, app.id, contact.id);
  const message: Message = {
    id: world.random.id(nowMs),
    projectId: app.projectId,
    appId: app.id,
    personId,
    direction: "TO_CONTACT",
    mode,
    contactId: contact?.id ?? "",
    conversationId: conversation?.id ?? "",
    addresses,
    at: 0,
    acceptMs: nowMs,
    expiresMs: outgoing.ttl === undefined ? undefined : nowMs + Number.parseInt(outgoing.ttl, 10) * 1000,
    metadata: outgoing.metadata ?? "",
    correlationId: outgoing.correlationId,
    batchId: outgoing.batchId,
    callbackUrl: outgoing.callbackUrl,
    contentType: outgoing.contentType,
    requestId: outgoing.requestId,
    content: { app_message: outgoing.message },
    steps: [{ status: "QUEUED", atMs: nowMs, channel: addresses[0]?.channel ?? "SMS" }],
    plan: 0,
    isWaiting: true,
  };
  if (conversation !== undefined) {
    const { conversationMetadata: metadata } = outgoing;
    const metadataJson =
      metadata === undefined
        ? conversation.metadataJson
        : outgoing.isMetadataPatch
          ? mergePatch(conversation.metadataJson, metadata)
          : metadata;
    const correlationId = outgoing.correlationId ?? conversation.correlationId;
    putConversation(world.store, { ...touched(conversation, message), metadataJson, correlationId });
  }
  keepMessage(world, message);
  planDelivery(world, app, message);
  return message;
}

/** Stores a message; the oldest makes room. */
export function keepMessage(world: World, message: Message): void {
  const { store, rules } = world;
  putMessage(store, message);
  const batch = store.batches.get(message.batchId ?? "");
  const [step] = message.steps;
  if (batch !== undefined && step !== undefined) batch.counts[step.status] = (batch.counts[step.status] ?? 0) + 1;
  while (store.messages.size > rules.maxMessages) {
    const oldest = store.oldest.next();
    if (oldest.done) break;
    removeMessage(store, oldest.value);
    store.dropped++;
  }
  world.changed({ message });
}

/** A conversation with a newest message. */
export function touched<C extends { lastMessageMs: number }>(conversation: C, { id, acceptMs }: Message): C {
  return { ...conversation, lastMessageMs: acceptMs, lastMessageId: id };
}
