import { usedApp } from "./apps.ts";
import { notify } from "./callbacks.ts";
import { knownContact } from "./contacts.ts";
import type { Conversation } from "./data.ts";
import { isObject, type JsonObject, mergePatch } from "./json.ts";
import { messageView } from "./message-view.ts";
import { maskOf, pageAsked } from "./paging.ts";
import { notFound, WorldProblem } from "./problem.ts";
import { keyOf, putConversation, removeMessage } from "./store.ts";
import type { Handler, World } from "./world.ts";

/** The handlers of the operations on conversations, apart from injecting. */
export const conversationHandlers: Readonly<Record<string, Handler>> = {
  Conversation_ListConversations(world, call) {
    const { query } = call;
    const [appId, contactId, activeChannel] = ["app_id", "contact_id", "active_channel"].map((name) => query.get(name));
    if (!appId && !contactId) throw new WorldProblem(400, "app_id or contact_id is needed");
    const found = conversationsOf(world, call.projectId).filter(
      (one) =>
        (!appId || one.appId === appId) &&
        (!contactId || one.contactId === contactId) &&
        (!activeChannel || one.activeChannel === activeChannel) &&
        (!query.has("only_active") || one.active === (query.get("only_active") === "true")),
    );
    const page = pageAsked(found, call);
    return {
      conversations: page.items.map(conversationView),
      next_page_token: page.token,
      total_size: found.length,
    };
  },
  Conversation_CreateConversation(world, { projectId, body }) {
    const { app_id, contact_id, ...fields } = body as { app_id: string; contact_id: string } & JsonObject;
    usedApp(world, projectId, app_id);
    knownContact(world, projectId, contact_id);
    const conversation = startConversation(world, projectId, app_id, contact_id, { active: true, ...fields });
    return conversationView(conversation);
  },
  Conversation_GetConversation: (world, call) =>
    conversationView(knownConversation(world, call.projectId, call.path.conversation_id ?? "")),
  Conversation_UpdateConversation(world, call) {
    const conversation = knownConversation(world, call.projectId, call.path.conversation_id ?? "");
    const mask = maskOf(call);
    const body = isObject(call.body) ? call.body : {};
    const named = Object.entries(body).filter(([name]) => mask.length === 0 || mask.includes(name));
    const changes: JsonObject = Object.fromEntries(named);
    const { metadata_json: patch } = changes;
    const isPatch = call.query.get("metadata_update_strategy") === "MERGE_PATCH" && isObject(patch);
    const merged = isPatch ? { metadata_json: mergePatch(conversation.metadataJson, patch) } : {};
    const changed = withFields(conversation, { ...changes, ...merged });
    putConversation(world.store, changed);
    if (conversation.active && !changed.active) notifyOf(world, "CONVERSATION_STOP", changed);
    return conversationView(changed);
  },
  Conversation_DeleteConversation(world, call) {
    const conversation = knownConversation(world, call.projectId, call.path.conversation_id ?? "");
    putConversation(world.store, { ...conversation, active: false });
    world.store.conversations.delete(conversation.id);
    for (const message of [...world.store.messages.values()]) {
      if (message.conversationId === conversation.id) removeMessage(world.store, message);
    }
    world.changed({ kind: "reload" });
    notifyOf(world, "CONVERSATION_DELETE", conversation);
    return {};
  },
  Conversation_StopActiveConversation(world, call) {
    const conversation = knownConversation(world, call.projectId, call.path.conversation_id ?? "");
    if (conversation.active) stopConversation(world, conversation);
    return {};
  },
  Conversation_ListRecentConversations(world, call) {
    const appId = call.query.get("app_id");
    const onlyActive = call.query.get("only_active") === "true";
    const found = conversationsOf(world, call.projectId)
      .filter((one) => one.appId === appId && (!onlyActive || one.active))
      .sort((a, b) => b.lastMessageMs - a.lastMessageMs);
    if (call.query.get("order") === "ASC") found.reverse();
    const page = pageAsked(found, call);
    const conversations = page.items.map((one) => {
      const last = world.store.messages.get(one.lastMessageId ?? "");
      return { conversation: conversationView(one), ...(last !== undefined && { last_message: messageView(last) }) };
    });
    return { conversations, next_page_token: page.token, total_size: found.length };
  },
};

/**
 * The conversation with an id.
 *
 * @throws {WorldProblem} The project has none.
 */
export function knownConversation({ store }: World, projectId: string, id: string): Conversation {
  const conversation = store.conversations.get(id);
  if (conversation === undefined || conversation.projectId !== projectId) throw notFound("conversation", id);
  return conversation;
}

/** The active conversation of an app and a contact; a new one, if there is none. */
export function activeConversation(world: World, projectId: string, appId: string, contactId: string): Conversation {
  const id = world.store.index.activeIds.get(keyOf(projectId, appId, contactId));
  const active = id === undefined ? undefined : world.store.conversations.get(id);
  return active ?? startConversation(world, projectId, appId, contactId, { active: true });
}

/** A conversation as the API returns it. */
export function conversationView(conversation: Conversation): JsonObject {
  const { id, appId, contactId, active, activeChannel, lastMessageMs } = conversation;
  return {
    id,
    app_id: appId,
    contact_id: contactId,
    last_received: new Date(lastMessageMs).toISOString(),
    ...(activeChannel !== undefined && { active_channel: activeChannel }),
    active,
    metadata: conversation.metadata,
    metadata_json: conversation.metadataJson,
    correlation_id: conversation.correlationId,
  };
}

function conversationsOf({ store }: World, projectId: string): Conversation[] {
  return [...store.conversations.values()].filter((conversation) => conversation.projectId === projectId);
}

/** An app and a contact have at most one active conversation: an earlier one stops. */
function startConversation(world: World, projectId: string, appId: string, contactId: string, fields: JsonObject) {
  const conversation = withFields(
    {
      id: world.random.id(world.nowMs()),
      projectId,
      appId,
      contactId,
      active: true,
      activeChannel: undefined,
      lastMessageMs: 0,
      lastMessageId: undefined,
      metadata: "",
      metadataJson: {},
      correlationId: "",
    },
    fields,
  );
  const earlier = world.store.index.activeIds.get(keyOf(projectId, appId, contactId));
  const active = earlier === undefined ? undefined : world.store.conversations.get(earlier);
  if (conversation.active && active !== undefined) stopConversation(world, active);
  putConversation(world.store, conversation);
  notifyOf(world, "CONVERSATION_START", conversation);
  return conversation;
}

function stopConversation(world: World, conversation: Conversation): void {
  const stopped = { ...conversation, active: false };
  putConversation(world.store, stopped);
  notifyOf(world, "CONVERSATION_STOP", stopped);
}

function withFields(conversation: Conversation, fields: JsonObject): Conversation {
  const { app_id, contact_id, active, active_channel, metadata, metadata_json, correlation_id } = fields;
  return {
    ...conversation,
    ...(typeof app_id === "string" && { appId: app_id }),
    ...(typeof contact_id === "string" && { contactId: contact_id }),
    ...(typeof active === "boolean" && { active }),
    ...(typeof active_channel === "string" && { activeChannel: active_channel }),
    ...(typeof metadata === "string" && { metadata }),
    ...(isObject(metadata_json) && { metadataJson: metadata_json }),
    ...(typeof correlation_id === "string" && { correlationId: correlation_id }),
  };
}

function notifyOf(world: World, trigger: string, conversation: Conversation): void {
  const { projectId, appId, id } = conversation;
  const payload = () => ({ conversation: conversationView(conversation) });
  notify(world, { trigger, projectId, appId, subject: id, payload });
}
