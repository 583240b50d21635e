import type { Person, PersonIdentity, WorldMessage } from "../../../src/schemas.gen.ts";
import { addressLabel } from "./channels.ts";

/** Returns the path of a person in the page's address. */
export function personPath({ project_id, app_id, id }: Person): readonly [string, string, string] {
  return [project_id, app_id, id];
}

/** Returns the path of the person that a message went to or came from. */
export function personPathOf({ project_id, app_id, person_id }: WorldMessage): readonly [string, string, string] {
  return [project_id, app_id, person_id];
}

/** Returns whether a message belongs to the person with this path. */
export function isFrom(message: WorldMessage, path: readonly string[]): boolean {
  return personPathOf(message).every((part, index) => part === path[index]);
}

/** Returns what a person is called: a name, or else an address. */
export function personName({ display_name, identities, id }: Person): string {
  const [first] = identities;
  if (display_name !== "") return display_name;
  return first === undefined ? id : addressLabel(first.channel, first.identity);
}

/** Returns the address of a person whose messages are shown: on the channel asked for, or that of the newest message. */
export function shownIdentity(person: Person, channel: string | undefined): PersonIdentity | undefined {
  const wanted = channel ?? person.last_message?.channel_identity.channel;
  return person.identities.find((one) => one.channel === wanted) ?? person.identities[0];
}
