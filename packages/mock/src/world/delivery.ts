import { channelsOf } from "./apps.ts";
import { notify } from "./callbacks.ts";
import { channelIdentity, traitsOf } from "./channels.ts";
import type { App, Message, Reason, Status } from "./data.ts";
import type { JsonObject } from "./json.ts";
import { addressOf, appMessageOf, statusOf } from "./message-view.ts";
import { isOptedOut } from "./opt-outs.ts";
import type { Task } from "./queue.ts";
import { keyOf, putConversation } from "./store.ts";
import type { World } from "./world.ts";

/** Plans the first step of a message: it leaves when the pace of its app lets it. */
export function planDelivery(world: World, app: App, message: Message): void {
  const { delaysMs, messagesPerSecond } = world.rules;
  const soonestMs = world.nowMs() + delaysMs.submit;
  const leaveMs = Math.max(soonestMs, app.nextLeaveMs);
  if (messagesPerSecond !== undefined) app.nextLeaveMs = leaveMs + 1000 / messagesPerSecond;
  app.waiting++;
  world.queue.add(leaveMs, "submit", message.id, message.plan);
}

/** Takes the step that a task is about, unless the plan that it belongs to was dropped. */
export function stepDelivery(world: World, { what, id, plan }: Task): void {
  const message = world.store.messages.get(id);
  if (message === undefined || message.plan !== plan) return;
  if (what === "submit") submit(world, message);
  else if (what === "queue") queueOnChannel(world, message);
  else if (what === "deliver") deliver(world, message);
  else if (what === "read") moveTo(world, message, "READ");
}

/** Moves a message to a state by hand; what would have come of itself is dropped. */
export function moveByHand(world: World, message: Message, status: Status, reason?: Reason): void {
  message.plan++;
  leave(world, message);
  if (status !== "SWITCHING_CHANNEL") moveTo(world, message, status, reason);
  else failOrSwitch(world, message, reason ?? { code: "CHANNEL_FAILURE" });
}

function submit(world: World, message: Message): void {
  leave(world, message);
  const refusal = isExpired(world, message) ? EXPIRED : refusalOf(world, message);
  if (refusal !== undefined) {
    failOrSwitch(world, message, refusal);
    return;
  }
  const { channel } = addressOf(message);
  notify(world, {
    ...aboutMessage(message),
    trigger: "MESSAGE_SUBMIT",
    payload: () => ({ ...reportOf(message), submitted_message: appMessageOf(message) }),
  });
  const conversation = world.store.conversations.get(message.conversationId);
  if (conversation !== undefined && conversation.activeChannel !== channel) {
    putConversation(world.store, { ...conversation, activeChannel: channel });
  }
  world.queue.add(world.nowMs() + world.rules.delaysMs.queue, "queue", message.id, message.plan);
}

function queueOnChannel(world: World, message: Message): void {
  moveTo(world, message, "QUEUED_ON_CHANNEL");
  world.queue.add(world.nowMs() + world.rules.delaysMs.deliver, "deliver", message.id, message.plan);
}

function deliver(world: World, message: Message): void {
  const address = addressOf(message);
  const { last } = traitsOf(address.channel);
  const fault = world.faults.meet({ projectId: message.projectId, addresses: [address] }, "failed");
  if (fault !== undefined) {
    const code = fault.reason ?? "CHANNEL_FAILURE";
    failOrSwitch(world, message, { code, description: "The delivery failed, as a fault asked for." });
  } else if (last !== "QUEUED_ON_CHANNEL") {
    moveTo(world, message, "DELIVERED");
    if (last === "READ") {
      world.queue.add(world.nowMs() + world.rules.delaysMs.read, "read", message.id, message.plan);
    }
  }
}

const EXPIRED: Reason = { code: "MESSAGE_EXPIRED", description: "The ttl of the message has run out." };

/** After its ttl, a message is tried on no other channel. */
function failOrSwitch(world: World, message: Message, reason: Reason): void {
  const isLast = message.at + 1 >= message.addresses.length || isExpired(world, message);
  moveTo(world, message, isLast ? "FAILED" : "SWITCHING_CHANNEL", reason);
  if (isLast) return;
  message.at++;
  world.queue.add(world.nowMs() + world.rules.delaysMs.submit, "submit", message.id, message.plan);
}

function refusalOf(world: World, message: Message): Reason | undefined {
  const app = world.store.apps.get(keyOf(message.projectId, message.appId));
  if (app === undefined) return { code: "UNKNOWN_APP", description: "The app was deleted." };
  const { channel, identity } = addressOf(message);
  if (!channelsOf(app).includes(channel)) {
    return { code: "CHANNEL_CONFIGURATION_MISSING", description: `The app has no ${channel}.` };
  }
  if (isOptedOut(world, message.projectId, message.appId, identity, message.contentType)) {
    return { code: "RECIPIENT_NOT_OPTED_IN", description: "The recipient has opted out." };
  }
  return undefined;
}

function isExpired(world: World, { expiresMs }: Message): boolean {
  return expiresMs !== undefined && world.nowMs() > expiresMs;
}

function leave({ store }: World, message: Message): void {
  if (!message.isWaiting) return;
  message.isWaiting = false;
  const app = store.apps.get(keyOf(message.projectId, message.appId));
  if (app !== undefined) app.waiting--;
}

/** Moves a message to a state, and posts the receipt. */
function moveTo(world: World, message: Message, status: Status, reason?: Reason): void {
  const { counts } = world.store.batches.get(message.batchId ?? "") ?? {};
  const before = statusOf(message);
  if (counts !== undefined) {
    counts[before] = (counts[before] ?? 1) - 1;
    if (counts[before] === 0) delete counts[before];
    counts[status] = (counts[status] ?? 0) + 1;
  }
  const { channel } = addressOf(message);
  message.steps.push({ status, atMs: world.nowMs(), channel, ...(reason !== undefined && { reason }) });
  world.changed({ message });
  const why = reason && { reason: { sub_code: "UNSPECIFIED_SUB_CODE", description: "", ...reason } };
  notify(world, {
    ...aboutMessage(message),
    trigger: "MESSAGE_DELIVERY",
    url: message.callbackUrl,
    payload: () => ({ ...reportOf(message), status, ...why }),
  });
}

function aboutMessage({ id, projectId, appId, batchId, correlationId }: Message) {
  const envelope = correlationId === undefined ? undefined : { correlation_id: correlationId };
  return { projectId, appId, subject: id, messageId: id, batchId, envelope };
}

function reportOf(message: Message): JsonObject {
  return {
    message_id: message.id,
    conversation_id: message.conversationId,
    channel_identity: channelIdentity(addressOf(message), message.appId),
    contact_id: message.contactId,
    metadata: message.metadata,
    processing_mode: message.mode,
  };
}
