import { channelsOf, modeOf } from "./apps.ts";
import { type Address, stored, traitsOf } from "./channels.ts";
import { contactWith, createPassingContact, knownContact } from "./contacts.ts";
import type { App, Contact, Mode } from "./data.ts";
import { WorldProblem } from "./problem.ts";
import { keyOf } from "./store.ts";
import type { World } from "./world.ts";

/** A recipient, as a request names one. */
export interface RecipientBody {
  readonly contact_id?: string;
  readonly identified_by?: { readonly channel_identities: readonly Address[] };
}

/** Whom something goes to, and on which addresses, in order. */
export interface Target {
  readonly mode: Mode;
  /** In conversation mode only. */
  readonly contact: Contact | undefined;
  readonly addresses: readonly Address[];
  readonly personId: string;
}

/** The mode that a request is processed in. */
export function modeFor(app: App, strategy: unknown): Mode {
  return strategy === "DISPATCH_ONLY" ? "DISPATCH" : modeOf(app);
}

/**
 * Finds whom a request means, and in conversation mode makes the contact that is not there yet.
 *
 * @param order The channels to try, in this order. @default the order of the addresses; for a contact: the channel of the
 * active conversation, what the contact prefers, the order of the app
 * @throws {WorldProblem} The contact is unknown, or there is no address on these channels.
 */
export function targetOf(
  world: World,
  app: App,
  recipient: RecipientBody,
  mode: Mode,
  order: readonly string[] = [],
): Target {
  const given = recipient.identified_by?.channel_identities.map(stored);
  if (mode === "DISPATCH") {
    if (given === undefined) {
      throw new WorldProblem(400, "a contact_id cannot be used in dispatch mode; use identified_by", "recipient");
    }
    const addresses = ordered(given, order);
    const [first] = addresses;
    return { mode, contact: undefined, addresses, personId: first === undefined ? "" : personIdOf(first) };
  }
  const known =
    given === undefined
      ? knownContact(world, app.projectId, recipient.contact_id ?? "")
      : contactWith(world, app.projectId, app.id, given);
  const addresses = ordered(given ?? ownAddresses(world, app, known), order);
  const contact = known ?? createPassingContact(world, app.projectId, app.id, given ?? []);
  return { mode, contact, addresses, personId: contact.id };
}

/** Names somebody of whom no contact is kept. */
export function personIdOf({ channel, identity }: Address): string {
  return `${channel}:${identity}`;
}

function ordered(addresses: readonly Address[], order: readonly string[]): readonly Address[] {
  const meant =
    order.length === 0 ? addresses : order.flatMap((channel) => addresses.filter((one) => one.channel === channel));
  if (meant.length === 0) throw new WorldProblem(400, "the recipient has no address on these channels", "recipient");
  return meant;
}

function ownAddresses({ store }: World, app: App, contact: Contact | undefined): readonly Address[] {
  if (contact === undefined) return [];
  const { channel_identities, channel_priority } = contact.fields;
  const own = channel_identities.filter(({ channel, app_id }) => !traitsOf(channel).isOfApp || app_id === app.id);
  const activeId = store.index.activeIds.get(keyOf(app.projectId, app.id, contact.id));
  const active = store.conversations.get(activeId ?? "")?.activeChannel;
  const order = [...(active === undefined ? [] : [active]), ...channel_priority, ...channelsOf(app)];
  const rank = ({ channel }: Address) => (order.includes(channel) ? order.indexOf(channel) : order.length);
  return own.map(({ channel, identity }) => ({ channel, identity })).sort((a, b) => rank(a) - rank(b));
}
