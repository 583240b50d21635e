import type { Address } from "./channels.ts";

/** What can go wrong, see `specs/mock`. */
export const FAULT_KINDS = [
  "lost-before",
  "lost-after",
  "status",
  "delay",
  "lag",
  "failed",
  "callback-twice",
  "callback-late",
] as const;

/** What goes wrong. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What goes wrong, and where. */
export interface FaultSettings {
  /** What goes wrong. */
  readonly kind: FaultKind;
  /** Only this operation, by its id, such as `Batch_SendBatch`. */
  readonly operation?: string | undefined;
  /** Only this project. */
  readonly projectId?: string | undefined;
  /** Only this channel of a recipient. */
  readonly channel?: string | undefined;
  /** Only this address of a recipient. */
  readonly identity?: string | undefined;
  /** How many times. @default until it is removed */
  readonly times?: number | undefined;
  /** The fraction of cases, from 0 to 1, chosen at random from the seed. @default 1 */
  readonly share?: number | undefined;
  /** The status of the response, for `status`. @default 503 */
  readonly status?: number | undefined;
  /** The `Retry-After` header of the response in seconds, for `status`. */
  readonly retryAfterS?: number | undefined;
  /** The delay in milliseconds, for `delay`, `lag` and `callback-late`. @default 1000 */
  readonly delayMs?: number | undefined;
  /** The reason code of a failed delivery, for `failed`; the message of the response, for `status`. */
  readonly reason?: string | undefined;
}

/** A fault in force. */
export interface Fault extends FaultSettings {
  readonly id: string;
  readonly hits: number;
}

/** What a fault is looked for. */
export interface Case {
  readonly operation?: string | undefined;
  readonly projectId?: string | undefined;
  /** The addresses that are concerned; one that fits is enough. */
  readonly addresses?: readonly Address[] | undefined;
}

/** The faults in force. */
export interface Faults {
  add(settings: FaultSettings): Fault;
  remove(id: string): boolean;
  clear(): void;
  all(): readonly Fault[];
  /** Returns whether a fault of one of these kinds is in force. */
  has(...kinds: readonly FaultKind[]): boolean;
  /** The first fault of these kinds that fits and is drawn; it counts as met. */
  meet(one: Case, ...kinds: readonly FaultKind[]): Fault | undefined;
}

interface Held {
  readonly settings: FaultSettings;
  readonly id: string;
  hits: number;
}

/**
 * Makes the list of faults.
 *
 * @param draw A number from 0 up to 1, for shares.
 * @param changed Called when the list changes.
 */
export function createFaults(draw: () => number, newId: () => string, changed: () => void): Faults {
  const held: Held[] = [];

  function drop(fault: Held): void {
    held.splice(held.indexOf(fault), 1);
  }

  return {
    add(settings) {
      const fault: Held = { settings, id: newId(), hits: 0 };
      held.push(fault);
      changed();
      return viewOf(fault);
    },
    remove(id) {
      const fault = held.find((one) => one.id === id);
      if (fault === undefined) return false;
      drop(fault);
      changed();
      return true;
    },
    clear() {
      held.length = 0;
      changed();
    },
    all: () => held.map(viewOf),
    has: (...kinds) => held.some(({ settings }) => kinds.includes(settings.kind)),
    meet(one, ...kinds) {
      const fault = held.find(
        ({ settings }) =>
          kinds.includes(settings.kind) &&
          fits(settings, one) &&
          (settings.share === undefined || draw() < settings.share),
      );
      if (fault === undefined) return undefined;
      fault.hits++;
      if (fault.settings.times !== undefined && fault.hits >= fault.settings.times) drop(fault);
      changed();
      return viewOf(fault);
    },
  };
}

function viewOf({ settings, id, hits }: Held): Fault {
  return { ...settings, id, hits };
}

function fits({ operation, projectId, channel, identity }: FaultSettings, one: Case): boolean {
  if (operation !== undefined && operation !== one.operation) return false;
  if (projectId !== undefined && projectId !== one.projectId) return false;
  if (channel === undefined && identity === undefined) return true;
  const isMeant = (address: Address) =>
    (channel === undefined || address.channel === channel) &&
    (identity === undefined || withoutPlus(address.identity) === withoutPlus(identity));
  return one.addresses?.some(isMeant) ?? false;
}

function withoutPlus(identity: string): string {
  return identity.replace(/^\+(?=\d+$)/, "");
}
