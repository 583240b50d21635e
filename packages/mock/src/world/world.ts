import type { RecordedRequest } from "../schemas.gen.ts";
import type { Batch, Callback, Message } from "./data.ts";
import type { Faults } from "./faults.ts";
import type { Queue } from "./queue.ts";
import type { Random } from "./random.ts";
import type { WorldRules } from "./rules.ts";
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
  | { readonly request: RecordedRequest }
  | { readonly kind: "faults" | "clock" | "reload" };

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
