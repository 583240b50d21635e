import type { Callback } from "./data.ts";
import { isObject, type JsonObject } from "./json.ts";
import { keyOf } from "./store.ts";
import type { World } from "./world.ts";

/** The property of a callback that holds its payload, by trigger. */
const PAYLOAD_PROPERTIES: Readonly<Record<string, string>> = {
  MESSAGE_INBOUND: "message",
  MESSAGE_SUBMIT: "message_submit_notification",
  MESSAGE_DELIVERY: "message_delivery_report",
  EVENT_INBOUND: "event",
  EVENT_DELIVERY: "event_delivery_report",
  CONVERSATION_START: "conversation_start_notification",
  CONVERSATION_STOP: "conversation_stop_notification",
  CONVERSATION_DELETE: "conversation_delete_notification",
  CONTACT_CREATE: "contact_create_notification",
  CONTACT_UPDATE: "contact_update_notification",
  CONTACT_DELETE: "contact_delete_notification",
  CONTACT_MERGE: "contact_merge_notification",
  CONTACT_IDENTITIES_DUPLICATION: "duplicated_contact_identities_notification",
  CAPABILITY: "capability_notification",
  OPT_IN: "opt_in_notification",
  OPT_OUT: "opt_out_notification",
  BATCH_STATUS_UPDATE: "batch_status_update_notification",
};

/** How many callbacks are kept; those that still wait for a response are kept beyond it. */
const MAX_CALLBACKS = 10_000;

/** Something that webhooks hear of. */
export interface Notice {
  readonly trigger: string;
  readonly projectId: string;
  /** Empty for what belongs to the project. */
  readonly appId: string;
  /** What it is about: callbacks about one thing go out one after the other. */
  readonly subject: string;
  readonly messageId?: string | undefined;
  readonly batchId?: string | undefined;
  /** Where it goes in place of the webhooks. */
  readonly url?: string | undefined;
  readonly envelope?: JsonObject | undefined;
  /** Makes the payload; not called where nobody listens. */
  readonly payload: () => JsonObject;
}

interface Receiver {
  readonly url: string;
  readonly webhook: string | undefined;
}

/** Plans the callbacks for something that happened, one for each webhook that hears of it. */
export function notify(world: World, notice: Notice): void {
  const receivers = notice.url === undefined ? receiversOf(world, notice) : [{ url: notice.url, webhook: undefined }];
  if (receivers.length === 0) return;
  const nowMs = world.nowMs();
  const time = new Date(nowMs).toISOString();
  const body = {
    app_id: notice.appId,
    project_id: notice.projectId,
    accepted_time: time,
    event_time: time,
    message_metadata: "",
    ...notice.envelope,
    [PAYLOAD_PROPERTIES[notice.trigger] ?? "payload"]: notice.payload(),
  };
  for (const receiver of receivers) {
    const late = world.faults.meet({ projectId: notice.projectId }, "callback-late");
    const isTwice = world.faults.meet({ projectId: notice.projectId }, "callback-twice") !== undefined;
    const dueMs = nowMs + (late === undefined ? 0 : (late.delayMs ?? 1000));
    // What comes late does not hold up what comes after it.
    const subject = late === undefined ? notice.subject : `${notice.subject} late`;
    for (let copy = 0; copy < (isTwice ? 2 : 1); copy++) plan(world, { ...notice, subject }, receiver, body, dueMs);
  }
}

/** The secret that a callback is signed with; `undefined` for none. */
export function secretFor(
  { store, rules }: World,
  { webhook, projectId, appId }: Pick<Callback, "webhook" | "projectId" | "appId">,
): string | undefined {
  if (webhook === undefined) {
    const settings = store.apps.get(keyOf(projectId, appId))?.fields.callback_settings;
    return isObject(settings) ? textOf(settings.secret_for_overridden_callback_urls) : undefined;
  }
  const started = /^start (\d+)$/.exec(webhook)?.[1];
  if (started !== undefined) return rules.webhooks[Number(started)]?.secret;
  return textOf(store.webhooks.get(webhook)?.fields.secret);
}

function plan(world: World, notice: Notice, { url, webhook }: Receiver, body: JsonObject, dueMs: number): void {
  const { callbacks } = world.store;
  const id = world.random.id(world.nowMs());
  const { projectId, appId, trigger, subject, messageId, batchId } = notice;
  const callback: Callback = {
    id,
    projectId,
    appId,
    trigger,
    atMs: world.nowMs(),
    url,
    webhook,
    subject,
    isSigned: secretFor(world, { webhook, projectId, appId }) !== undefined,
    ...(messageId !== undefined && { messageId }),
    ...(batchId !== undefined && { batchId }),
    body,
    state: "PENDING",
    nextAttemptMs: dueMs,
    attempts: [],
  };
  callbacks.set(id, callback);
  for (const [oldId, old] of callbacks) {
    if (callbacks.size <= MAX_CALLBACKS || old.state === "PENDING") break;
    callbacks.delete(oldId);
  }
  world.changed({ callback });
  world.queue.add(dueMs, "post", id);
}

function receiversOf({ store, rules }: World, { trigger, projectId, appId }: Notice): readonly Receiver[] {
  const receivers: Receiver[] = [];
  for (const [at, webhook] of rules.webhooks.entries()) {
    if (webhook.projectId !== undefined && webhook.projectId !== projectId) continue;
    if (webhook.appId !== undefined && appId !== "" && webhook.appId !== appId) continue;
    if (webhook.triggers === undefined || webhook.triggers.includes(trigger)) {
      receivers.push({ url: webhook.target, webhook: `start ${at}` });
    }
  }
  for (const { id, projectId: owner, fields } of store.webhooks.values()) {
    if (owner !== projectId || (appId !== "" && fields.app_id !== appId)) continue;
    if (fields.target_type === "DISMISS" || !Array.isArray(fields.triggers)) continue;
    if (fields.triggers.includes(trigger)) receivers.push({ url: fields.target, webhook: id });
  }
  return receivers;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
