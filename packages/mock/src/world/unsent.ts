import { stored } from "./channels.ts";
import type { App, Message } from "./data.ts";
import { moveByHand } from "./delivery.ts";
import { keepMessage, type Outgoing } from "./messages.ts";
import type { WorldProblem } from "./problem.ts";
import { modeFor, personIdOf, type RecipientBody } from "./recipients.ts";
import type { World } from "./world.ts";

/** The reason codes of what a batch meets only once its messages are made, by the status that a single send would get. */
const REASONS: Readonly<Record<number, string>> = { 400: "BAD_REQUEST", 404: "CONTACT_NOT_FOUND", 429: "RATE_LIMITED" };

/** Keeps a message of a batch that cannot be sent, and reports its failure. */
export function unsentMessage(
  world: World,
  app: App,
  recipient: RecipientBody,
  outgoing: Outgoing,
  { status, message: description }: WorldProblem,
): void {
  const nowMs = world.nowMs();
  const [given] = recipient.identified_by?.channel_identities ?? [];
  const address = given === undefined ? { channel: "SMS", identity: "" } : stored(given);
  const message: Message = {
    id: world.random.id(nowMs),
    projectId: app.projectId,
    appId: app.id,
    personId: recipient.contact_id ?? personIdOf(address),
    direction: "TO_CONTACT",
    mode: modeFor(app, undefined),
    contactId: recipient.contact_id ?? "",
    conversationId: "",
    addresses: [address],
    at: 0,
    acceptMs: nowMs,
    metadata: outgoing.metadata ?? "",
    batchId: outgoing.batchId,
    requestId: outgoing.requestId,
    content: { app_message: outgoing.message },
    steps: [{ status: "QUEUED", atMs: nowMs, channel: address.channel }],
    plan: 0,
    isWaiting: false,
  };
  keepMessage(world, message);
  moveByHand(world, message, "FAILED", { code: REASONS[status] ?? "UNKNOWN", description });
}
