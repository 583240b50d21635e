import type { Person } from "../schemas.gen.ts";
import { isObject } from "./json.ts";
import { appMessageOf, worldMessage } from "./message-view.ts";
import { textOf } from "./renderings.ts";
import { keyOf, type PersonRecord } from "./store.ts";
import type { World } from "./world.ts";

/** Which people are meant; a member that is left out narrows nothing. */
export interface PersonFilter {
  readonly projectId: string | null;
  readonly appId: string | null;
  readonly personId: string | null;
  readonly search: string | null;
}

/** Whom messages went to or came from, the one with the newest message first. */
export function peopleOf(world: World, { projectId, appId, personId, search }: PersonFilter): readonly PersonRecord[] {
  const wanted = (search ?? "").trim().toLowerCase();
  return [...world.store.index.people.values()]
    .reverse()
    .filter(
      (one) =>
        (projectId === null || one.projectId === projectId) &&
        (appId === null || one.appId === appId) &&
        (personId === null || one.id === personId) &&
        isFound(world, one, wanted),
    );
}

/** A person as the control API returns one. */
export function personView({ store }: World, person: PersonRecord): Person {
  const { projectId, appId, id } = person;
  const contact = store.contacts.get(id);
  const last = store.messages.get(person.lastMessageId);
  const named = contact?.fields.display_name ?? "";
  const view: unknown = {
    id,
    project_id: projectId,
    app_id: appId,
    ...(contact !== undefined && { contact_id: id }),
    display_name: named === "Unknown" ? "" : named,
    identities: [...person.addresses.values()].map(({ channel, identity }) => ({
      channel,
      identity,
      opted_out: (store.index.optOuts.get(keyOf(projectId, appId, identity))?.size ?? 0) > 0,
    })),
    message_count: person.messages,
    ...(last !== undefined && { last_message: worldMessage(last) }),
  };
  return view as Person;
}

function isFound({ store }: World, person: PersonRecord, wanted: string): boolean {
  if (wanted === "") return true;
  const named = store.contacts.get(person.id)?.fields.display_name ?? "";
  const addresses = [...person.addresses.values()].map(({ identity }) => identity);
  // Ids are of zeros for the most part, so that only their beginnings say something.
  if ([person.id, person.appId, person.projectId].some((id) => id.toLowerCase().startsWith(wanted))) return true;
  if ([named, ...addresses].some((text) => text.toLowerCase().includes(wanted))) return true;
  for (const message of store.messages.values()) {
    if (message.personId !== person.id || message.appId !== person.appId) continue;
    const content = "contact_message" in message.content ? message.content.contact_message : appMessageOf(message);
    if (isObject(content) && textOf(content).toLowerCase().includes(wanted)) return true;
  }
  return false;
}
