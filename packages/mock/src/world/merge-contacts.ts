import { contactView, knownContact, notifyOf } from "./contacts.ts";
import type { Contact, ContactFields } from "./data.ts";
import { WorldProblem } from "./problem.ts";
import { keyOf, putContact, putConversation, removeContact } from "./store.ts";
import type { Handler, World } from "./world.ts";

/** The handler that merges one contact into another. */
export const mergeHandlers: Readonly<Record<string, Handler>> = {
  Contact_MergeContact: (world, { projectId, path, body }) => {
    const { source_id } = body as { source_id: string };
    const staying = knownContact(world, projectId, path.destination_id ?? "");
    const going = knownContact(world, projectId, source_id);
    if (staying.id === going.id) throw new WorldProblem(400, "a contact cannot be merged into itself", "source_id");

    const merged: Contact = { ...staying, isPassing: false, fields: mergedFields(staying.fields, going.fields) };
    removeContact(world.store, going);
    putContact(world.store, merged);
    moveConversations(world, going, merged);
    notifyOf(world, "CONTACT_MERGE", merged, {
      preserved_contact: contactView(merged),
      deleted_contact: contactView(going),
    });
    return contactView(merged);
  },
};

/** Addresses move for channels that the other lacks, and what is empty there is filled. */
function mergedFields(staying: ContactFields, going: ContactFields): ContactFields {
  const has = new Set(staying.channel_identities.map(({ channel }) => channel));
  const moved = going.channel_identities.filter(({ channel }) => !has.has(channel));
  const hasName = staying.display_name !== "" && staying.display_name !== "Unknown";
  const priority = staying.channel_priority;
  const added = moved.map(({ channel }) => channel).filter((channel) => !priority.includes(channel));
  return {
    channel_identities: [...staying.channel_identities, ...moved],
    channel_priority: priority.length > 0 ? [...priority, ...added] : priority,
    display_name: hasName ? staying.display_name : going.display_name,
    email: staying.email || going.email,
    external_id: staying.external_id || going.external_id,
    metadata: staying.metadata || going.metadata,
    language: staying.language === "UNSPECIFIED" ? going.language : staying.language,
  };
}

/** Where both had an active conversation with one app, the messages move to that of the contact that stays. */
function moveConversations({ store }: World, going: Contact, staying: Contact): void {
  for (const conversation of [...store.conversations.values()]) {
    if (conversation.contactId !== going.id) continue;
    const { projectId, appId } = conversation;
    const activeId = store.index.activeIds.get(keyOf(projectId, appId, staying.id));
    store.index.activeIds.delete(keyOf(projectId, appId, going.id));
    if (activeId === undefined) putConversation(store, { ...conversation, contactId: staying.id });
    else store.conversations.delete(conversation.id);
    for (const message of store.messages.values()) {
      if (message.conversationId !== conversation.id) continue;
      message.contactId = staying.id;
      message.conversationId = activeId ?? conversation.id;
    }
  }
}
