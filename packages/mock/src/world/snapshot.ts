import type { Message } from "./data.ts";
import { isObject, type JsonObject } from "./json.ts";
import { WorldProblem } from "./problem.ts";
import type { Task } from "./queue.ts";
import type { RandomState } from "./random.ts";
import { shapeProblem } from "./snapshot-shape.ts";
import { createStore, keyOf, putConsent, putContact, putConversation, putMessage, type Store } from "./store.ts";

/** The form of snapshots; another one does not fit. */
export const SNAPSHOT_VERSION = 1;

/** The collections of a store, in a snapshot a list each. */
const COLLECTIONS = [
  "apps",
  "contacts",
  "conversations",
  "messages",
  "events",
  "batches",
  "webhooks",
  "callbacks",
  "templates",
  "settings",
  "lookups",
] as const;

/** What a world continues from. */
export interface Restored {
  readonly store: Store;
  readonly tasks: readonly Task[];
  readonly random: RandomState;
  readonly nowMs: number;
}

/** Writes a world down as plain data, which shares nothing with it. */
export function snapshotOf(store: Store, tasks: readonly Task[], random: RandomState, nowMs: number): JsonObject {
  const lists = COLLECTIONS.map((name) => [name, [...store[name].values()]]);
  const all = {
    version: SNAPSHOT_VERSION,
    now: new Date(nowMs).toISOString(),
    random,
    ...Object.fromEntries(lists),
    consents: store.consents,
    dropped: store.dropped,
    tasks,
  };
  return JSON.parse(JSON.stringify(all));
}

/**
 * Reads a snapshot. What is missing in it is empty.
 *
 * @throws {Error} It is not a snapshot, or one of another form.
 */
export function restoredFrom(data: unknown): Restored {
  const version = isObject(data) ? data.version : undefined;
  if (!isObject(data) || version !== SNAPSHOT_VERSION) {
    throw new WorldProblem(
      400,
      `this is not a snapshot of version ${SNAPSHOT_VERSION}: its version is ${JSON.stringify(version)}`,
    );
  }
  const problem = shapeProblem(data);
  if (problem !== undefined) {
    throw new WorldProblem(400, `this is not a snapshot of version ${SNAPSHOT_VERSION}: ${problem}`);
  }
  const copy: JsonObject = JSON.parse(JSON.stringify(data));
  const store = createStore();
  const list = <Item>(name: string): readonly Item[] => (Array.isArray(copy[name]) ? copy[name] : []);
  type Of<Name extends keyof Store> = Store[Name] extends Map<string, infer Item> ? Item : never;
  for (const app of list<Of<"apps">>("apps")) store.apps.set(keyOf(app.projectId, app.id), app);
  for (const contact of list<Of<"contacts">>("contacts")) putContact(store, contact);
  for (const conversation of list<Of<"conversations">>("conversations")) putConversation(store, conversation);
  for (const message of list<Message>("messages")) putMessage(store, message);
  for (const event of list<Of<"events">>("events")) store.events.set(event.id, event);
  for (const batch of list<Of<"batches">>("batches")) store.batches.set(batch.id, batch);
  for (const webhook of list<Of<"webhooks">>("webhooks")) store.webhooks.set(webhook.id, webhook);
  for (const callback of list<Of<"callbacks">>("callbacks")) store.callbacks.set(callback.id, callback);
  for (const one of list<Of<"templates">>("templates")) store.templates.set(keyOf(one.projectId, one.id), one);
  for (const settings of list<Of<"settings">>("settings")) store.settings.set(settings.projectId, settings);
  for (const lookup of list<Of<"lookups">>("lookups")) store.lookups.set(lookup.id, lookup);
  for (const record of list<Store["consents"][number]>("consents")) putConsent(store, record);
  store.dropped = typeof copy.dropped === "number" ? copy.dropped : 0;
  const nowMs = Date.parse(String(copy.now));
  return {
    store,
    tasks: list<Task>("tasks"),
    random: isRandomState(copy.random) ? copy.random : { draws: 0, ids: 0 },
    nowMs: Number.isNaN(nowMs) ? 0 : nowMs,
  };
}

function isRandomState(value: unknown): value is RandomState {
  return isObject(value) && typeof value.draws === "number" && typeof value.ids === "number";
}
