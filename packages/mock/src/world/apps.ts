import { CHANNEL_NAMES, type Channel } from "./channels.ts";
import type { App, Mode } from "./data.ts";
import { isObject, type JsonObject, updated } from "./json.ts";
import { maskOf } from "./paging.ts";
import { notFound } from "./problem.ts";
import { keyOf } from "./store.ts";
import type { Handler, World } from "./world.ts";

/** What the service gives an app that says nothing else. */
const DEFAULTS: JsonObject = {
  conversation_metadata_report_view: "NONE",
  processing_mode: "DISPATCH",
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 180 },
  dispatch_retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 0 },
  smart_conversation: { enabled: false },
  callback_settings: { secret_for_overridden_callback_urls: "" },
  message_retry_settings: null,
  delivery_report_based_fallback: null,
  persist_message_status: { enabled: false },
  message_search: { enabled: false },
};

const BEARER = { static_bearer: { claimed_identity: "local", token: "local" } };

/** Credentials of the kind that each channel has, for an app that was made at its first use. */
const CREDENTIALS: Readonly<Record<Channel, JsonObject>> = {
  WHATSAPP: BEARER,
  RCS: BEARER,
  SMS: BEARER,
  MESSENGER: { static_token: { token: "local" } },
  VIBERBM: BEARER,
  MMS: { mms_credentials: { account_id: "local", api_key: "local" } },
  INSTAGRAM: { instagram_credentials: { token: "local" } },
  TELEGRAM: { telegram_credentials: { token: "local" } },
  KAKAOTALK: { kakaotalk_credentials: { kakaotalk_plus_friend_id: "local", kakaotalk_sender_key: "local" } },
  KAKAOTALKCHAT: { kakaotalkchat_credentials: { kakaotalk_plus_friend_id: "local" } },
  LINE: { line_credentials: { token: "local", secret: "local" } },
  WECHAT: { wechat_credentials: { app_id: "local", app_secret: "local", token: "local", aes_key: "local" } },
  APPLEBC: { applebc_credentials: { business_chat_account_id: "local" } },
};

/** What the vendor's text names for a second, where no pace was set. */
const DEFAULT_RATE = 25;

/** The handlers of the operations on apps. */
export const appHandlers: Readonly<Record<string, Handler>> = {
  App_ListApps: (world, { projectId }) => ({
    apps: [...world.store.apps.values()].filter((app) => app.projectId === projectId).map((app) => appView(world, app)),
  }),
  App_CreateApp(world, { projectId, body }) {
    const id = world.random.id(world.nowMs());
    return appView(world, putApp(world, projectId, id, isObject(body) ? body : {}));
  },
  App_GetApp: (world, call) => appView(world, knownApp(world, call.projectId, call.path.app_id ?? "")),
  App_UpdateApp(world, call) {
    const app = knownApp(world, call.projectId, call.path.app_id ?? "");
    const body = isObject(call.body) ? call.body : {};
    app.fields = updated(app.fields, { ...body, ...credentialsOf(body) }, maskOf(call));
    return appView(world, app);
  },
  App_DeleteApp(world, call) {
    const app = knownApp(world, call.projectId, call.path.app_id ?? "");
    world.store.apps.delete(keyOf(app.projectId, app.id));
    for (const webhook of world.store.webhooks.values()) {
      if (webhook.projectId === app.projectId && webhook.fields.app_id === app.id) {
        world.store.webhooks.delete(webhook.id);
      }
    }
    return {};
  },
};

/**
 * The app that a request uses. One that was never created is made, with all channels and in conversation mode, so that
 * whatever is sent can be read back.
 *
 * @throws {WorldProblem} Apps must be created, and this one was not.
 */
export function usedApp(world: World, projectId: string, id: string): App {
  const app = world.store.apps.get(keyOf(projectId, id));
  if (app !== undefined) return app;
  if (world.rules.strictApps) throw notFound("app", id);
  const channel_credentials = CHANNEL_NAMES.map((channel) => ({ channel, ...CREDENTIALS[channel] }));
  return putApp(world, projectId, id, { display_name: id, processing_mode: "CONVERSATION", channel_credentials });
}

/** The mode of an app. */
export function modeOf(app: App): Mode {
  return app.fields.processing_mode === "CONVERSATION" ? "CONVERSATION" : "DISPATCH";
}

/** The channels of an app, in its order. */
export function channelsOf(app: App): readonly string[] {
  const credentials: readonly unknown[] = Array.isArray(app.fields.channel_credentials)
    ? app.fields.channel_credentials
    : [];
  return credentials.map((one) => (isObject(one) ? String(one.channel) : ""));
}

function putApp(world: World, projectId: string, id: string, fields: JsonObject): App {
  const own = { ...DEFAULTS, ...fields, ...credentialsOf(fields) };
  const app: App = { id, projectId, fields: own, waiting: 0, nextLeaveMs: 0 };
  world.store.apps.set(keyOf(projectId, id), app);
  return app;
}

function knownApp(world: World, projectId: string, id: string): App {
  const app = world.store.apps.get(keyOf(projectId, id));
  if (app === undefined) throw notFound("app", id);
  return app;
}

/** Credentials work at once here, where the service has to set a channel up first. */
function credentialsOf({ channel_credentials: given }: JsonObject): JsonObject {
  if (!Array.isArray(given)) return {};
  const credentials = given.filter(isObject).map((one) => ({
    callback_secret: "",
    credential_ordinal_number: 0,
    ...one,
    state: { status: "ACTIVE", description: "" },
  }));
  return { channel_credentials: credentials };
}

function appView({ rules }: World, app: App): JsonObject {
  const outbound = rules.messagesPerSecond ?? DEFAULT_RATE;
  return {
    id: app.id,
    ...app.fields,
    rate_limits: { inbound: DEFAULT_RATE, outbound, webhooks: DEFAULT_RATE },
    queue_stats: { outbound_size: app.waiting, outbound_limit: rules.queueLimit },
  };
}
