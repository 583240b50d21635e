import { channelsOf, usedApp } from "./apps.ts";
import type { App } from "./data.ts";
import type { JsonObject } from "./json.ts";
import { acceptMessage } from "./messages.ts";
import { WorldProblem } from "./problem.ts";
import { modeFor, type RecipientBody, targetOf } from "./recipients.ts";
import type { Handler, World } from "./world.ts";

interface SendBody {
  readonly app_id: string;
  readonly recipient: RecipientBody;
  readonly message: JsonObject;
  readonly callback_url?: string;
  readonly channel_priority_order?: readonly string[];
  readonly message_metadata?: string;
  readonly conversation_metadata?: JsonObject;
  readonly conversation_metadata_update_strategy?: string;
  readonly ttl?: string;
  readonly processing_strategy?: string;
  readonly correlation_id?: string;
  readonly message_content_type?: string;
}

/** The handler that sends one message. */
export const sendHandlers: Readonly<Record<string, Handler>> = {
  Messages_SendMessage(world, { projectId, body, requestId }) {
    const sent = body as SendBody;
    const app = usedApp(world, projectId, sent.app_id);
    checkChannels(app, sent.channel_priority_order);
    checkRoom(world, app, 1);
    const mode = modeFor(app, sent.processing_strategy);
    const target = targetOf(world, app, sent.recipient, mode, sent.channel_priority_order);
    const message = acceptMessage(world, app, target, {
      message: sent.message,
      metadata: sent.message_metadata,
      conversationMetadata: sent.conversation_metadata,
      isMetadataPatch: sent.conversation_metadata_update_strategy === "MERGE_PATCH",
      correlationId: sent.correlation_id,
      ttl: sent.ttl,
      callbackUrl: sent.callback_url,
      contentType: sent.message_content_type,
      requestId,
    });
    return { message_id: message.id, accepted_time: new Date(message.acceptMs).toISOString() };
  },
};

/** Each channel that is to be tried must be set up in the app. */
export function checkChannels(app: App, order: readonly string[] = []): void {
  const missing = order.find((channel) => !channelsOf(app).includes(channel));
  if (missing === undefined) return;
  throw new WorldProblem(400, `${missing} is not set up in the app ${app.id}`, "channel_priority_order");
}

/** The queue of an app takes so many messages and no more. Which status the service has for that is not published. */
export function checkRoom({ rules }: World, app: App, messages: number): void {
  if (app.waiting + messages <= rules.queueLimit) return;
  throw new WorldProblem(429, `the queue of the app ${app.id} is full: it takes ${rules.queueLimit} messages`);
}
