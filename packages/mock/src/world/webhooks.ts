import { usedApp } from "./apps.ts";
import type { Webhook } from "./data.ts";
import { isObject, type JsonObject, updated } from "./json.ts";
import { maskOf } from "./paging.ts";
import { notFound, WorldProblem } from "./problem.ts";
import type { Call, Handler, World } from "./world.ts";

const MAX_PER_APP = 5;

/** The handlers of the operations on webhooks. */
export const webhookHandlers: Readonly<Record<string, Handler>> = {
  Webhooks_ListWebhooks: (world, { projectId, path }) => ({
    webhooks: webhooksOf(world, projectId, path.app_id ?? "").map(webhookView),
  }),
  Webhooks_CreateWebhook(world, { projectId, body }) {
    const fields = body as JsonObject & { app_id: string; target: string };
    usedApp(world, projectId, fields.app_id);
    const others = webhooksOf(world, projectId, fields.app_id);
    if (others.length >= MAX_PER_APP) throw new WorldProblem(400, `an app has ${MAX_PER_APP} webhooks at most`);
    checkTarget(fields.target, others);
    const id = world.random.id(world.nowMs());
    const defaults = { target_type: "HTTP", triggers: [], secret: "", client_credentials: null };
    const webhook: Webhook = { id, projectId, fields: { ...defaults, ...fields } };
    world.store.webhooks.set(id, webhook);
    return webhookView(webhook);
  },
  Webhooks_GetWebhook: (world, call) => webhookView(knownWebhook(world, call)),
  Webhooks_UpdateWebhook(world, call) {
    const webhook = knownWebhook(world, call);
    const fields = updated(webhook.fields, isObject(call.body) ? call.body : {}, maskOf(call));
    usedApp(world, call.projectId, fields.app_id);
    const others = webhooksOf(world, call.projectId, fields.app_id).filter(({ id }) => id !== webhook.id);
    checkTarget(fields.target, others);
    webhook.fields = fields;
    return webhookView(webhook);
  },
  Webhooks_DeleteWebhook(world, call) {
    world.store.webhooks.delete(knownWebhook(world, call).id);
    return {};
  },
};

function webhooksOf({ store }: World, projectId: string, appId: string): readonly Webhook[] {
  return [...store.webhooks.values()].filter((one) => one.projectId === projectId && one.fields.app_id === appId);
}

function knownWebhook({ store }: World, { projectId, path }: Call): Webhook {
  const webhook = store.webhooks.get(path.webhook_id ?? "");
  if (webhook?.projectId !== projectId) throw notFound("webhook", path.webhook_id ?? "");
  return webhook;
}

function checkTarget(target: string, others: readonly Webhook[]): void {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new WorldProblem(400, "target is not an http or https URL", "target");
  }
  if (/^conversation-api\..*\.sinch\.com$/.test(url.hostname)) {
    throw new WorldProblem(400, "target is a host of the service itself", "target");
  }
  if (others.some(({ fields }) => fields.target === target)) {
    throw new WorldProblem(400, "target is that of another webhook of the app", "target");
  }
}

function webhookView({ id, fields }: Webhook): JsonObject {
  return { id, ...fields };
}
