import type { CallbackRules } from "./callbacks.ts";
import type { Batch, Callback, Message } from "./data.ts";
import type { Faults } from "./faults.ts";
import type { Queue } from "./queue.ts";
import type { Random } from "./random.ts";
import type { Store } from "./store.ts";

/** What the transitions of the world work with: plain data, the time, the things to come, chance and faults. */
export interface World {
  readonly store: Store;
  readonly queue: Queue;
  readonly random: Random;
  readonly faults: Faults;
  readonly rules: WorldRules;
  /** The time, in milliseconds since 1970. */
  nowMs(): number;
  /** Says that something is new or has changed. */
  changed(change: Change): void;
}

/** Something that is new or has changed. */
export type Change =
  | { readonly message: Message }
  | { readonly batch: Batch }
  | { readonly callback: Callback }
  | { readonly kind: "faults" | "clock" | "reload" };

/** How the world behaves. */
export interface WorldRules extends CallbackRules {
  /** Whether an app must have been created to be used. */
  readonly strictApps: boolean;
  /** How long each step of a delivery takes, in milliseconds. */
  readonly delaysMs: Readonly<Record<"submit" | "queue" | "deliver" | "read", number>>;
  /** Messages a second that leave each app; `undefined` for no limit. */
  readonly messagesPerSecond: number | undefined;
  /** How many messages of an app may wait. */
  readonly queueLimit: number;
  /** How many messages are kept. */
  readonly maxMessages: number;
}

/** A request that its description allows, for the world to obey. */
export interface Call {
  readonly projectId: string;
  /** The values in the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The record of the request. */
  readonly requestId: string;
}

/** Obeys a request and returns the body of the response; a failure is thrown as a `WorldProblem`. */
export type Handler = (world: World, call: Call) => unknown;
