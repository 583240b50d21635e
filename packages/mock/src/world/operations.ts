import { appHandlers } from "./apps.ts";
import { batchHandlers } from "./batches.ts";
import { capabilityHandlers } from "./capability.ts";
import { consentHandlers } from "./consents.ts";
import { contactHandlers } from "./contacts.ts";
import { conversationHandlers } from "./conversations.ts";
import { eventHandlers } from "./events.ts";
import { injectHandlers } from "./inject.ts";
import { mergeHandlers } from "./merge-contacts.ts";
import { settingsHandlers } from "./project-settings.ts";
import { sendHandlers } from "./send.ts";
import { messageHandlers } from "./stored-messages.ts";
import { templateHandlers } from "./templates.ts";
import { transcodeHandlers } from "./transcode.ts";
import { webhookHandlers } from "./webhooks.ts";
import type { Handler } from "./world.ts";

/** What the world obeys, by the id of the operation. What is not here gets an example as its response. */
export const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...appHandlers,
    ...batchHandlers,
    ...capabilityHandlers,
    ...consentHandlers,
    ...contactHandlers,
    ...conversationHandlers,
    ...eventHandlers,
    ...injectHandlers,
    ...mergeHandlers,
    ...messageHandlers,
    ...sendHandlers,
    ...settingsHandlers,
    ...templateHandlers,
    ...transcodeHandlers,
    ...webhookHandlers,
  }),
);
