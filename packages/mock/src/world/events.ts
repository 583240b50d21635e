import { usedApp } from "./apps.ts";
import { notify } from "./callbacks.ts";
import { type Address, channelIdentity, stored, traitsOf } from "./channels.ts";
import { activeConversation, knownConversation } from "./conversations.ts";
import type { Mode, WorldEventRecord } from "./data.ts";
import { injectedMs } from "./inject.ts";
import type { JsonObject } from "./json.ts";
import { pageAsked } from "./paging.ts";
import { notFound } from "./problem.ts";
import { modeFor, type RecipientBody, targetOf } from "./recipients.ts";
import type { Call, Handler, World } from "./world.ts";

interface SendEventBody {
  readonly app_id: string;
  readonly recipient: RecipientBody;
  readonly event: JsonObject;
  readonly callback_url?: string;
  readonly channel_priority_order?: readonly string[];
  readonly event_metadata?: string;
}

interface InjectEventBody {
  readonly accept_time: string;
  readonly app_event: JsonObject;
  readonly channel_identity?: Address;
  readonly processing_mode?: Mode;
}

/** The handlers of the operations on events. */
export const eventHandlers: Readonly<Record<string, Handler>> = {
  Events_SendEvent(world, { projectId, body }) {
    const sent = body as SendEventBody;
    const app = usedApp(world, projectId, sent.app_id);
    const order = sent.channel_priority_order?.slice(0, 1);
    const { mode, contact, addresses } = targetOf(world, app, sent.recipient, modeFor(app, undefined), order);
    const conversation = contact && activeConversation(world, projectId, app.id, contact.id);
    const [address = { channel: "SMS", identity: "" }] = addresses;
    const event: WorldEventRecord = {
      id: world.random.id(world.nowMs()),
      projectId,
      appId: app.id,
      mode,
      contactId: contact?.id ?? "",
      conversationId: conversation?.id ?? "",
      address,
      acceptMs: world.nowMs(),
      event: sent.event,
      metadata: sent.event_metadata ?? "",
      callbackUrl: sent.callback_url,
      toCome:
        traitsOf(address.channel).last === "QUEUED_ON_CHANNEL"
          ? ["QUEUED_ON_CHANNEL"]
          : ["QUEUED_ON_CHANNEL", "DELIVERED"],
    };
    world.store.events.set(event.id, event);
    world.queue.add(world.nowMs() + world.rules.delaysMs.queue, "event", event.id);
    return { event_id: event.id, accepted_time: new Date(event.acceptMs).toISOString() };
  },
  Events_GetEvent: (world, call) => eventView(knownEvent(world, call)),
  Events_ListEvents(world, call) {
    const conversationId = call.query.get("conversation_id");
    const contactId = call.query.get("contact_id");
    const found = [...world.store.events.values()]
      .filter(
        (event) =>
          event.projectId === call.projectId &&
          (conversationId === null || event.conversationId === conversationId) &&
          (contactId === null || event.contactId === contactId),
      )
      .reverse();
    const page = pageAsked(found, call);
    return { events: page.items.map(eventView), next_page_token: page.token };
  },
  Events_DeleteEvents(world, call) {
    world.store.events.delete(knownEvent(world, call).id);
    return {};
  },
  Events_InjectEvent(world, { projectId, path, body }) {
    const sent = body as InjectEventBody;
    const conversation = knownConversation(world, projectId, path.conversation_id ?? "");
    const [own] = world.store.contacts.get(conversation.contactId)?.fields.channel_identities ?? [];
    const address = stored(sent.channel_identity ?? own ?? { channel: "SMS", identity: "" });
    const event: WorldEventRecord = {
      id: world.random.id(world.nowMs()),
      projectId,
      appId: conversation.appId,
      mode: "CONVERSATION",
      contactId: conversation.contactId,
      conversationId: conversation.id,
      address,
      acceptMs: injectedMs(sent.accept_time, world.nowMs()),
      event: sent.app_event,
      metadata: "",
      toCome: [],
    };
    world.store.events.set(event.id, event);
    return { event_id: event.id, accepted_time: new Date(world.nowMs()).toISOString() };
  },
};

/** Reports the next state of an event. */
export function stepEvent(world: World, id: string): void {
  const event = world.store.events.get(id);
  const status = event?.toCome.shift();
  if (event === undefined || status === undefined) return;
  notify(world, {
    trigger: "EVENT_DELIVERY",
    projectId: event.projectId,
    appId: event.appId,
    subject: id,
    url: event.callbackUrl,
    payload: () => ({
      event_id: id,
      status,
      channel_identity: channelIdentity(event.address, event.appId),
      contact_id: event.contactId,
      metadata: event.metadata,
      processing_mode: event.mode,
    }),
  });
  if (event.toCome.length > 0) world.queue.add(world.nowMs() + world.rules.delaysMs.deliver, "event", id);
}

function knownEvent({ store }: World, { projectId, path }: Call): WorldEventRecord {
  const event = store.events.get(path.event_id ?? "");
  if (event?.projectId !== projectId) throw notFound("event", path.event_id ?? "");
  return event;
}

function eventView(event: WorldEventRecord): JsonObject {
  return {
    id: event.id,
    direction: "TO_CONTACT",
    ...(event.mode === "CONVERSATION" && { conversation_id: event.conversationId, contact_id: event.contactId }),
    channel_identity: channelIdentity(event.address, event.appId),
    accept_time: new Date(event.acceptMs).toISOString(),
    processing_mode: event.mode,
    app_event: event.event,
  };
}
