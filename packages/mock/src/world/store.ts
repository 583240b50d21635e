import { addressKey } from "./channels.ts";
import type {
  App,
  Batch,
  Callback,
  ConsentRecord,
  Contact,
  Conversation,
  Lookup,
  Message,
  ProjectSettings,
  Template,
  Webhook,
  WorldEventRecord,
} from "./data.ts";

/** All that a world remembers, and what finds it fast. Only the collections are in a snapshot; the indexes follow. */
export interface Store {
  /** By project and id. */
  readonly apps: Map<string, App>;
  readonly contacts: Map<string, Contact>;
  readonly conversations: Map<string, Conversation>;
  /** In the order in which they were accepted. */
  readonly messages: Map<string, Message>;
  readonly events: Map<string, WorldEventRecord>;
  readonly batches: Map<string, Batch>;
  readonly webhooks: Map<string, Webhook>;
  readonly callbacks: Map<string, Callback>;
  /** By project and id. */
  readonly templates: Map<string, Template>;
  /** By project. */
  readonly settings: Map<string, ProjectSettings>;
  readonly lookups: Map<string, Lookup>;
  /** Every change of the lists, the oldest first. */
  readonly consents: ConsentRecord[];
  /** Messages that were dropped for room. */
  dropped: number;
  /** Goes through the messages as they make room; to begin anew each time would pass all that went before. */
  readonly oldest: Iterator<Message>;
  readonly index: Index;
}

/** What follows from the collections. */
export interface Index {
  /** Contacts by project and address. */
  readonly contactIds: Map<string, Set<string>>;
  /** The active conversation by project, app and contact. */
  readonly activeIds: Map<string, string>;
  /** The people that messages went to or came from, the one with the newest message last. */
  readonly people: Map<string, PersonRecord>;
  /** Lists of those who opted out, by project, app and address. */
  readonly optOuts: Map<string, Set<string>>;
}

/** Somebody whom messages of an app went to or came from. */
export interface PersonRecord {
  readonly projectId: string;
  readonly appId: string;
  readonly id: string;
  messages: number;
  lastMessageId: string;
  readonly addresses: Map<string, { readonly channel: string; readonly identity: string }>;
}

/** Makes an empty store. */
export function createStore(): Store {
  const messages = new Map<string, Message>();
  return {
    apps: new Map(),
    contacts: new Map(),
    conversations: new Map(),
    messages,
    oldest: messages.values(),
    events: new Map(),
    batches: new Map(),
    webhooks: new Map(),
    callbacks: new Map(),
    templates: new Map(),
    settings: new Map(),
    lookups: new Map(),
    consents: [],
    dropped: 0,
    index: { contactIds: new Map(), activeIds: new Map(), people: new Map(), optOuts: new Map() },
  };
}

/** Joins parts to a key. No part of a path or of a body holds a line feed that would make two keys one. */
export function keyOf(...parts: readonly string[]): string {
  return parts.length === 2 ? `${parts[0]}\n${parts[1]}` : parts.join("\n");
}

/** Stores a contact, or what became of one. */
export function putContact({ contacts, index }: Store, contact: Contact): void {
  removeFromIndex(index, contacts.get(contact.id));
  contacts.set(contact.id, contact);
  for (const address of contact.fields.channel_identities) {
    const key = keyOf(contact.projectId, addressKey(address, address.app_id));
    index.contactIds.set(key, (index.contactIds.get(key) ?? new Set()).add(contact.id));
  }
}

/** Forgets a contact. */
export function removeContact({ contacts, index }: Store, contact: Contact): void {
  removeFromIndex(index, contact);
  contacts.delete(contact.id);
}

function removeFromIndex({ contactIds }: Index, contact: Contact | undefined): void {
  if (contact === undefined) return;
  for (const address of contact.fields.channel_identities) {
    const key = keyOf(contact.projectId, addressKey(address, address.app_id));
    const ids = contactIds.get(key);
    ids?.delete(contact.id);
    if (ids?.size === 0) contactIds.delete(key);
  }
}

/** Stores a conversation, or what became of one. */
export function putConversation({ conversations, index }: Store, conversation: Conversation): void {
  const { id, projectId, appId, contactId, active } = conversation;
  const before = conversations.get(id);
  const keyBefore = before === undefined ? "" : keyOf(before.projectId, before.appId, before.contactId);
  if (index.activeIds.get(keyBefore) === id) index.activeIds.delete(keyBefore);
  conversations.set(id, conversation);
  if (active) index.activeIds.set(keyOf(projectId, appId, contactId), id);
}

/** Stores a message and counts it to its person. */
export function putMessage({ messages, index }: Store, message: Message): void {
  messages.set(message.id, message);
  const { projectId, appId, personId: id } = message;
  const key = keyOf(projectId, appId, id);
  const person = index.people.get(key) ?? {
    projectId,
    appId,
    id,
    messages: 0,
    lastMessageId: "",
    addresses: new Map(),
  };
  index.people.delete(key);
  person.messages++;
  person.lastMessageId = message.id;
  for (const address of message.addresses) person.addresses.set(`${address.channel}:${address.identity}`, address);
  index.people.set(key, person);
}

/** Forgets a message; its person too, with the last one. */
export function removeMessage(store: Store, message: Message): void {
  const { messages, index } = store;
  messages.delete(message.id);
  const app = store.apps.get(keyOf(message.projectId, message.appId));
  if (message.isWaiting && app !== undefined) app.waiting--;
  const key = keyOf(message.projectId, message.appId, message.personId);
  const person = index.people.get(key);
  if (person === undefined) return;
  person.messages--;
  if (person.messages > 0) return;
  index.people.delete(key);
  const contact = store.contacts.get(person.id);
  if (contact?.isPassing) removeContact(store, contact);
  const activeKey = keyOf(person.projectId, person.appId, person.id);
  const conversationId = index.activeIds.get(activeKey);
  if (contact?.isPassing && conversationId !== undefined) {
    index.activeIds.delete(activeKey);
    store.conversations.delete(conversationId);
  }
}

/** Keeps a change of a list, and what follows from it. */
export function putConsent({ consents, index }: Store, record: ConsentRecord): void {
  consents.push(record);
  const key = keyOf(record.projectId, record.appId, record.identity);
  const lists = index.optOuts.get(key) ?? new Set();
  if (record.operation === "OPERATION_DELETE") lists.delete(record.list);
  else lists.add(record.list);
  index.optOuts.set(key, lists);
}
