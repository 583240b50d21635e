import { usedApp } from "./apps.ts";
import { batchTimeMs } from "./batch-time.ts";
import { notify } from "./callbacks.ts";
import { createContact, deleteContact, fieldsFrom } from "./contacts.ts";
import type { App, Batch } from "./data.ts";
import type { JsonObject } from "./json.ts";
import { acceptMessage } from "./messages.ts";
import { hasPlaces, withParameters } from "./parameters.ts";
import { notFound, WorldProblem } from "./problem.ts";
import { modeFor, type RecipientBody, type Target, targetOf } from "./recipients.ts";
import { checkChannels, checkRoom } from "./send.ts";
import { keyOf, putConsent } from "./store.ts";
import { unsentMessage } from "./unsent.ts";
import type { Handler, World } from "./world.ts";

interface BatchBody {
  readonly app_id: string;
  readonly message: JsonObject;
  readonly recipient_and_params: readonly BatchRecipient[];
  readonly processing_strategy?: string;
  readonly batch_metadata?: JsonObject;
  readonly message_metadata?: JsonObject;
  readonly conversation_metadata?: JsonObject;
  readonly send_after?: string;
  readonly channel_priority_order?: readonly string[];
  readonly ttl?: string;
  readonly correlation_id?: string;
}

interface BatchRecipient {
  readonly recipient: RecipientBody;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly message_metadata?: JsonObject;
  readonly conversation_metadata?: JsonObject;
}

/** The handlers of the Batch API. */
export const batchHandlers: Readonly<Record<string, Handler>> = {
  Batch_SendBatch(world, { projectId, body, requestId }) {
    const sent = body as BatchBody;
    const nowMs = world.nowMs();
    const sendAfterMs = batchTimeMs(sent.send_after, nowMs);
    const app = usedApp(world, projectId, sent.app_id);
    checkChannels(app, sent.channel_priority_order);
    const isScheduled = sent.send_after !== undefined && sendAfterMs > nowMs;
    if (!isScheduled) checkRoom(world, app, sent.recipient_and_params.length);
    const batch: Batch = {
      id: world.random.id(nowMs),
      projectId,
      appId: app.id,
      status: isScheduled ? "SCHEDULED" : "READY",
      acceptMs: nowMs,
      sendAfterMs,
      isScheduled,
      recipients: sent.recipient_and_params.length,
      metadata: sent.batch_metadata ?? {},
      message: sent.message,
      requestId,
      body: sent,
      made: 0,
      counts: {},
    };
    world.store.batches.set(batch.id, batch);
    world.queue.add(isScheduled ? sendAfterMs : nowMs + world.rules.delaysMs.submit, "batch", batch.id);
    world.changed({ batch });
    return { batch_id: batch.id, send_after: timeOf(sendAfterMs) };
  },
  Batch_GetBatchStatus(world, { projectId, path }) {
    const batch = world.store.batches.get(path.batch_id ?? "");
    if (batch?.projectId !== projectId) throw notFound("batch", path.batch_id ?? "");
    return batchView(batch);
  },
  Batch_GetBatchStatusesByMetadata(world, { projectId, query }) {
    const key = query.get("metadataKey") ?? "";
    const value = query.get("metadataValue");
    const lag = world.faults.meet({ operation: "Batch_GetBatchStatusesByMetadata", projectId }, "lag");
    const newestMs = lag === undefined ? Number.POSITIVE_INFINITY : world.nowMs() - (lag.delayMs ?? 1000);
    return [...world.store.batches.values()]
      .filter((batch) => batch.projectId === projectId && batch.acceptMs <= newestMs)
      .filter(({ metadata }) => Object.hasOwn(metadata, key) && metadata[key] === value)
      .map(batchView);
  },
  Batch_CancelBatch(world, { projectId, body }) {
    const { batch_id } = body as { batch_id: string };
    const batch = world.store.batches.get(batch_id);
    if (batch?.projectId === projectId && batch.status === "SCHEDULED") {
      batch.body = undefined;
      moveBatch(world, batch, "CANCELLED");
    }
    return undefined;
  },
  Batch_CreateContacts(world, { projectId, body }) {
    const { contacts } = body as { contacts: readonly JsonObject[] };
    for (const contact of contacts) createContact(world, projectId, fieldsFrom(contact));
    return undefined;
  },
  Batch_DeleteContacts(world, { projectId, body }) {
    for (const id of (body as { contact_ids: readonly string[] }).contact_ids) {
      const contact = world.store.contacts.get(id);
      if (contact?.projectId === projectId) deleteContact(world, contact);
    }
    return undefined;
  },
  Batch_InsertConsents(world, { projectId, body }) {
    const { app_id, consent_records } = body as {
      app_id: string;
      consent_records: readonly { identification: string; consent_type?: string }[];
    };
    const app = usedApp(world, projectId, app_id);
    for (const { identification, consent_type: list = "OPT_OUT_ALL" } of consent_records) {
      for (const identity of identitiesOf(world, identification)) {
        const isKnown = world.store.index.optOuts.get(keyOf(projectId, app.id, identity))?.has(list) ?? false;
        const operation = isKnown ? "OPERATION_UPDATE" : "OPERATION_INSERT";
        const record = { projectId, appId: app.id, identity, list, operation, atMs: world.nowMs() } as const;
        putConsent(world.store, { ...record, origin: "ORIGIN_API" });
      }
    }
    return { batch_id: world.random.id(world.nowMs()) };
  },
};

/** How many messages of a batch are made in one go, before requests get their turn. */
const MESSAGES_AT_ONCE = 100;

/** How long a batch waits for messages on their way to make room, in milliseconds. */
const WAIT_MS = 50;

/** Messages that are kept for their number must not be dropped while they are still on their way. */
function isBusy({ queue, rules }: World): boolean {
  return queue.size > rules.maxMessages / 2;
}

/** Makes messages of a batch whose time has come, and plans to make the rest. */
export function sendBatch(world: World, id: string): void {
  const batch = world.store.batches.get(id);
  if (batch?.body === undefined) return;
  if (isBusy(world)) {
    world.queue.add(world.nowMs() + WAIT_MS, "batch", id);
    return;
  }
  if (batch.status === "SCHEDULED") batch.status = "READY";
  const sent = batch.body as BatchBody;
  const app = world.store.apps.get(keyOf(batch.projectId, batch.appId)) ?? usedApp(world, batch.projectId, batch.appId);
  const end = batch.made + MESSAGES_AT_ONCE;
  const isTemplate = hasPlaces(sent.message);
  for (const one of sent.recipient_and_params.slice(batch.made, end)) sendTo(world, app, batch, sent, one, isTemplate);
  batch.made = end;
  if (end < batch.recipients) {
    world.queue.add(world.nowMs(), "batch", id);
    return;
  }
  batch.body = undefined;
  moveBatch(world, batch, "PROCESSED");
}

function sendTo(
  world: World,
  app: App,
  batch: Batch,
  sent: BatchBody,
  { recipient, parameters = {}, message_metadata, conversation_metadata }: BatchRecipient,
  isTemplate: boolean,
): void {
  const message = isTemplate ? withParameters(sent.message, parameters) : sent.message;
  const ofBatch = { _batch_id: batch.id };
  const outgoing = {
    message,
    metadata: JSON.stringify({ ...sent.message_metadata, ...message_metadata, ...ofBatch }),
    conversationMetadata: { ...sent.conversation_metadata, ...conversation_metadata, ...ofBatch },
    correlationId: sent.correlation_id,
    ttl: sent.ttl,
    batchId: batch.id,
    requestId: batch.requestId,
  };
  let target: Target;
  try {
    checkRoom(world, app, 1);
    target = targetOf(world, app, recipient, modeFor(app, sent.processing_strategy), sent.channel_priority_order);
  } catch (error) {
    if (!(error instanceof WorldProblem)) throw error;
    unsentMessage(world, app, recipient, outgoing, error);
    return;
  }
  acceptMessage(world, app, target, outgoing);
}

/** Moves a batch to a state; webhooks hear of it. The name of the state of a cancelled batch in callbacks is ours. */
function moveBatch(world: World, batch: Batch, status: "PROCESSED" | "CANCELLED"): void {
  batch.status = status;
  world.changed({ batch });
  const { projectId, appId, id, metadata, sendAfterMs } = batch;
  const data = { send_after: timeOf(sendAfterMs), batch_metadata: metadata };
  notify(world, {
    trigger: "BATCH_STATUS_UPDATE",
    projectId,
    appId,
    subject: id,
    batchId: id,
    payload: () => ({
      batch_id: id,
      batch_status: `BATCH_STATUS_${status}`,
      batch_type: "BATCH_TYPE_MESSAGES",
      additional_data: { message_batch_data: data },
    }),
  });
}

function batchView({ id, metadata, status, sendAfterMs }: Batch): JsonObject {
  return { batch_id: id, meta_data: metadata, status, send_after: timeOf(sendAfterMs) };
}

/** To the second, as samples have it. */
function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function identitiesOf({ store }: World, identification: string): readonly string[] {
  const contact = store.contacts.get(identification);
  if (contact === undefined) return [identification.replace(/^\+(?=\d+$)/, "")];
  return contact.fields.channel_identities.map(({ identity }) => identity);
}
