import { notify } from "./callbacks.ts";
import { type Address, addressKey, stored, traitsOf } from "./channels.ts";
import type { Contact, ContactAddress, ContactFields } from "./data.ts";
import { isObject, type JsonObject, updated } from "./json.ts";
import { maskOf, pageAsked } from "./paging.ts";
import { notFound, WorldProblem } from "./problem.ts";
import { keyOf, putContact, removeContact } from "./store.ts";
import type { Handler, World } from "./world.ts";

const EMPTY: ContactFields = {
  channel_identities: [],
  channel_priority: [],
  display_name: "Unknown",
  email: "",
  external_id: "",
  metadata: "",
  language: "UNSPECIFIED",
};
/** The channels on which a phone number is one and the same. */
const PHONE_CHANNELS = ["SMS", "MMS", "RCS"];

/** The handlers of the operations on contacts. */
export const contactHandlers: Readonly<Record<string, Handler>> = {
  Contact_ListContacts(world, call) {
    const { query, projectId } = call;
    const [externalId, channel, identity] = ["external_id", "channel", "identity"].map((name) => query.get(name));
    if ((channel ?? null) === null && (identity ?? null) !== null)
      throw new WorldProblem(400, "identity needs channel");
    if ((channel ?? null) !== null && (identity ?? null) === null)
      throw new WorldProblem(400, "channel needs identity");
    if ((externalId ?? null) !== null && (channel ?? null) !== null) {
      throw new WorldProblem(400, "external_id excludes channel and identity");
    }
    const address = stored({ channel: channel ?? "", identity: identity ?? "" });
    const found = contactsOf(world, projectId).filter(
      ({ fields }) =>
        (!externalId || fields.external_id === externalId) &&
        (!channel || fields.channel_identities.some((one) => isSame(one, address))),
    );
    const page = pageAsked(found, call);
    return { contacts: page.items.map(contactView), next_page_token: page.token };
  },
  Contact_CreateContact: (world, { projectId, body }) => contactView(createContact(world, projectId, fieldsFrom(body))),
  Contact_GetContact: (world, call) => contactView(knownContact(world, call.projectId, call.path.contact_id ?? "")),
  Contact_UpdateContact(world, call) {
    const contact = knownContact(world, call.projectId, call.path.contact_id ?? "");
    const { id: _, ...changes } = fieldsFrom(call.body);
    return contactView(changeContact(world, contact, updated(contact.fields, changes, maskOf(call))));
  },
  Contact_DeleteContact(world, call) {
    deleteContact(world, knownContact(world, call.projectId, call.path.contact_id ?? ""));
    return {};
  },
  Contact_GetChannelProfile(world, { projectId, body }) {
    const { recipient, channel } = body as { recipient: JsonObject; channel: string };
    const contact =
      typeof recipient.contact_id === "string" ? knownContact(world, projectId, recipient.contact_id) : undefined;
    const named = contact?.fields.display_name ?? "Unknown";
    return { profile_name: named === "Unknown" ? `Somebody on ${channel}` : named };
  },
  Contact_ListIdentityConflicts(world, call) {
    const owners = new Map<string, { channels: Set<string>; contact_ids: Set<string> }>();
    for (const { id, fields } of contactsOf(world, call.projectId)) {
      for (const { channel, identity } of fields.channel_identities) {
        if (!PHONE_CHANNELS.includes(channel)) continue;
        const owner = owners.get(identity) ?? { channels: new Set(), contact_ids: new Set() };
        owner.channels.add(channel);
        owner.contact_ids.add(id);
        owners.set(identity, owner);
      }
    }
    const conflicts = [...owners].filter(([, { contact_ids }]) => contact_ids.size > 1);
    const page = pageAsked(conflicts, call);
    return {
      conflicts: page.items.map(([identity, { channels, contact_ids }]) => ({
        identity,
        channels: [...channels],
        contact_ids: [...contact_ids],
      })),
      next_page_token: page.token,
    };
  },
};

/** A contact as the API returns it. */
export function contactView({ id, fields }: Contact): JsonObject {
  return { id, ...fields, display_name: fields.display_name || "Unknown" };
}

/**
 * The contact with an id.
 *
 * @throws {WorldProblem} The project has none.
 */
export function knownContact({ store }: World, projectId: string, id: string): Contact {
  const contact = store.contacts.get(id);
  if (contact === undefined || contact.projectId !== projectId) throw notFound("contact", id);
  return contact;
}

/** The contact that has one of some addresses; the oldest of several. */
export function contactWith(
  world: World,
  projectId: string,
  appId: string,
  addresses: readonly Address[],
): Contact | undefined {
  for (const address of addresses) {
    const [id] = world.store.index.contactIds.get(keyOf(projectId, addressKey(address, appId))) ?? [];
    if (id !== undefined) return world.store.contacts.get(id);
  }
  return undefined;
}

/** Stores a new contact; webhooks hear of it. */
export function createContact(world: World, projectId: string, fields: JsonObject, isPassing = false): Contact {
  const id = world.random.id(world.nowMs());
  const contact: Contact = { id, projectId, isPassing, fields: { ...EMPTY, ...fields } };
  putContact(world.store, contact);
  notifyOf(world, "CONTACT_CREATE", contact, { contact: contactView(contact) });
  notifyOfDuplicates(world, contact);
  return contact;
}

/** Makes the contact that traffic brings about. */
export function createPassingContact(
  world: World,
  projectId: string,
  appId: string,
  addresses: readonly Address[],
): Contact {
  const channel_identities = addresses.map((address) => ownAddress(address, appId));
  return createContact(world, projectId, { channel_identities }, true);
}

/** Gives a contact other fields; webhooks hear of it. */
export function changeContact(world: World, contact: Contact, fields: ContactFields): Contact {
  const changed: Contact = { ...contact, isPassing: false, fields };
  putContact(world.store, changed);
  notifyOf(world, "CONTACT_UPDATE", changed, { contact: contactView(changed) });
  return changed;
}

/** Forgets a contact; webhooks hear of it. Its conversations stay. */
export function deleteContact(world: World, contact: Contact): void {
  removeContact(world.store, contact);
  notifyOf(world, "CONTACT_DELETE", contact, { contact: contactView(contact) });
}

/** Contacts belong to the project: their callbacks name no app, and go to the webhooks of all. */
export function notifyOf(world: World, trigger: string, contact: Contact, payload: JsonObject): void {
  notify(world, { trigger, projectId: contact.projectId, appId: "", subject: contact.id, payload: () => payload });
}

/** What a request holds of a contact, its addresses as they are stored. */
export function fieldsFrom(body: unknown): JsonObject {
  if (!isObject(body)) return {};
  const { channel_identities: given } = body;
  if (!Array.isArray(given)) return body;
  const channel_identities = given.map((one: ContactAddress) => ownAddress(stored(one), one.app_id));
  return { ...body, channel_identities };
}

function contactsOf({ store }: World, projectId: string): readonly Contact[] {
  return [...store.contacts.values()].filter((contact) => contact.projectId === projectId);
}

function ownAddress({ channel, identity }: Address, appId: string | undefined): ContactAddress {
  return { channel, identity, app_id: traitsOf(channel).isOfApp ? (appId ?? "") : "" };
}

function notifyOfDuplicates(world: World, contact: Contact): void {
  const { projectId } = contact;
  const shared = contact.fields.channel_identities.flatMap((address) => {
    const ids = world.store.index.contactIds.get(keyOf(projectId, addressKey(address, address.app_id))) ?? new Set();
    return ids.size < 2 ? [] : [{ channel: address.channel, contact_ids: [...ids], identity: address.identity }];
  });
  if (shared.length === 0) return;
  notifyOf(world, "CONTACT_IDENTITIES_DUPLICATION", contact, { duplicated_identities: shared });
}

function isSame(a: Address, b: Address): boolean {
  return a.channel === b.channel && a.identity === b.identity;
}
