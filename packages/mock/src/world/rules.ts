import type { JsonObject } from "./json.ts";

/** A webhook that is registered from the start, for all projects and apps or for one. */
export interface StartWebhook {
  /** The URL that callbacks are posted to. */
  readonly target: string;
  /** The secret that signs them. @default not signed */
  readonly secret?: string | undefined;
  /** The triggers that it is called for. @default all */
  readonly triggers?: readonly string[] | undefined;
  /** Only callbacks of this project. */
  readonly projectId?: string | undefined;
  /** Only callbacks of this app. */
  readonly appId?: string | undefined;
}

/** How callbacks go out. */
export interface CallbackRules {
  readonly webhooks: readonly StartWebhook[];
  /** The pauses before further attempts, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  /** Says what is wrong with a callback; one that is wrong is not posted. */
  readonly checkCallback: (trigger: string, body: JsonObject) => string | undefined;
}

/** How the world behaves. */
export interface WorldRules extends CallbackRules {
  /** Whether an app must be created before it is used. */
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
