import type { CallbackEvent, CallbackHandlers } from "@sinch-fetch/conversation/callbacks";
import { webhookTriggers } from "@sinch-fetch/conversation/values";

/** Makes functions of `callbackHandler` that do the same for every trigger, known or not. */
export function listenersOf(onEvent: (event: CallbackEvent) => Promise<void>): CallbackHandlers {
  return Object.fromEntries([...webhookTriggers, "UNKNOWN"].map((trigger) => [trigger, onEvent]));
}
