import { clearTimeout, setTimeout } from "node:timers";
import type { ContactMessage, WorldMessage } from "../schemas.gen.ts";
import { CHANNEL_NAMES, isChannel } from "./channels.ts";
import type { Core } from "./core.ts";
import type { Reason, Status } from "./data.ts";
import { moveByHand } from "./delivery.ts";
import { checkFault } from "./fault-check.ts";
import type { FaultSettings } from "./faults.ts";
import { FILTER_MEMBERS, type MessageFilter, matcher } from "./filter.ts";
import { receiveMessage } from "./inbound.ts";
import type { JsonObject } from "./json.ts";
import { statusOf, worldMessage } from "./message-view.ts";
import { WorldProblem } from "./problem.ts";
import { appFor } from "./reply-target.ts";

/** Who replies, and to which app if more than one has written to them. */
export interface ReplyFrom {
  /** The channel, such as `SMS`. */
  readonly channel: string;
  /** The contact's address on the channel. */
  readonly identity: string;
  /** The project of the app that gets the message. */
  readonly projectId?: string | undefined;
  /** The app that gets the message. */
  readonly appId?: string | undefined;
}

/** A message from a contact: `text`, or a member of a contact message such as `choice_response_message`. */
export type Reply = ReplyFrom & ({ readonly text: string } | ContactMessage);

/** Something that can be removed. */
export interface Removable {
  /** Removes it. Calling it again does nothing. */
  remove(): void;
}

/** The states that a message can be moved to by hand. */
export type SettableStatus = "QUEUED_ON_CHANNEL" | "DELIVERED" | "READ" | "FAILED" | "SWITCHING_CHANNEL";

/** The world of a local Sinch: what it remembers, and what a test can make happen. */
export interface MockWorld {
  /** Returns the matching messages, sent and received, in the order in which they were accepted. */
  messages(filter?: MessageFilter): WorldMessage[];
  /**
   * Waits for a matching message; an existing one counts.
   *
   * @param options.timeoutMs How long, in milliseconds. @default 5000
   * @throws {Error} No message matched in time; says which messages there are.
   */
  waitForMessage(filter?: MessageFilter, options?: { readonly timeoutMs?: number }): Promise<WorldMessage>;
  /**
   * Replies as a contact and triggers the webhooks. `STOP` opts out; `START` opts in again.
   *
   * @throws {Error} No app has written to the contact, or more than one has.
   */
  reply(reply: Reply): WorldMessage;
  /**
   * Moves a message that an app sent to a state at once, and posts the receipt. Its scheduled steps are dropped.
   *
   * @throws {Error} There is no such message, or its state is final.
   */
  setStatus(messageId: string, status: SettableStatus, reason?: Reason): WorldMessage;
  /**
   * Makes something go wrong, until it has happened `times` times or is removed.
   *
   * @throws {Error} A setting is invalid.
   */
  fault(settings: FaultSettings): Removable;
  /**
   * Advances a manual clock. What becomes due happens in order; resolves when the callback receivers have responded.
   *
   * @throws {Error} The clock is real.
   */
  advance(ms: number): Promise<void>;
  /**
   * Returns the world as plain data, which another mock of the same version can restore. It contains the secrets of
   * created webhooks.
   */
  snapshot(): JsonObject;
  /** Replaces the world with a snapshot. @throws {Error} It is not a snapshot of this version. */
  restore(snapshot: JsonObject): void;
  /** Returns the world to its initial state, without faults. */
  reset(): void;
}

const SETTABLE: readonly string[] = ["QUEUED_ON_CHANNEL", "DELIVERED", "READ", "FAILED", "SWITCHING_CHANNEL"];
const FINAL: readonly Status[] = ["READ", "FAILED"];
const DEFAULT_TIMEOUT_MS = 5000;

/**
 * Makes what a test holds in its hands of a world.
 *
 * @param data Called for the snapshot to begin with, and after a reset.
 */
export function createMockWorld(core: Core, start: () => void = () => {}): MockWorld {
  const { world } = core;
  const messages = (filter: MessageFilter = {}): WorldMessage[] => {
    checkFilter(filter);
    const isMeant = matcher(filter);
    return [...world.store.messages.values()].filter(isMeant).map(worldMessage);
  };

  return {
    messages,
    async waitForMessage(filter = {}, { timeoutMs = DEFAULT_TIMEOUT_MS } = {}) {
      const [found] = messages(filter);
      if (found !== undefined) return found;
      const isMeant = matcher(filter);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          unlisten();
          const states = messages({}).map(
            ({ status, channel_identity: { channel, identity } }) => `${channel} ${identity} ${status}`,
          );
          const seen = states.length === 0 ? "there is none at all" : `there are ${states.slice(-5).join(", ")}`;
          reject(new Error(`no message matches ${JSON.stringify(filter)} within ${timeoutMs} ms; ${seen}`));
        }, timeoutMs);
        const unlisten = core.listen((change) => {
          if (!("message" in change) || !isMeant(change.message)) return;
          clearTimeout(timer);
          unlisten();
          resolve(worldMessage(change.message));
        });
      });
    },
    reply({ channel, identity, projectId, appId, ...content }) {
      if (!isChannel(channel))
        throw new WorldProblem(
          400,
          `reply: channel is ${JSON.stringify(channel)}, expected one of ${CHANNEL_NAMES.join(", ")}`,
        );
      const app = appFor(world, { channel, identity }, { projectId, appId });
      const message = "text" in content ? { text_message: { text: content.text } } : { ...content };
      return worldMessage(receiveMessage(world, app, { channel, identity }, message));
    },
    setStatus(messageId, status, reason) {
      if (!SETTABLE.includes(status))
        throw new WorldProblem(400, `status is ${JSON.stringify(status)}, expected one of ${SETTABLE.join(", ")}`);
      const message = world.store.messages.get(messageId);
      if (message === undefined) throw new WorldProblem(404, `there is no message ${messageId}`);
      if (message.direction === "TO_APP") throw new WorldProblem(409, "the message came from a contact");
      if (FINAL.includes(statusOf(message))) throw new WorldProblem(409, `the message is ${statusOf(message)} already`);
      moveByHand(world, message, status, reason);
      return worldMessage(message);
    },
    fault(settings) {
      checkFault(settings);
      const { id } = world.faults.add(settings);
      return { remove: () => void world.faults.remove(id) };
    },
    async advance(ms) {
      if (core.clock.mode === "real") {
        throw new WorldProblem(409, "the clock is the real one; start the mock with a manual clock to move it");
      }
      if (!(ms >= 0) || Number.isNaN(new Date(core.clock.nowMs() + ms).getTime()))
        throw new WorldProblem(
          400,
          `ms is ${ms}, expected milliseconds from 0 upwards, to a time that a date can have`,
        );
      await core.advance(ms);
    },
    snapshot: core.snapshot,
    restore: core.restore,
    reset() {
      core.reset();
      start();
    },
  };
}

/** A misspelt member would narrow nothing, and a test would pass for the wrong reason. */
function checkFilter(filter: MessageFilter): void {
  const unknown = Object.keys(filter).find((name) => !FILTER_MEMBERS.includes(name));
  if (unknown === undefined) return;
  throw new WorldProblem(400, `the filter has ${unknown}, expected ${FILTER_MEMBERS.join(", ")}`);
}
