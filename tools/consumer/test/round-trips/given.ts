/** What programs have at hand. Compiled in the consumer's project, and never run. */
import type { BatchClient } from "@sinch-fetch/batch";
import type { ConversationClient } from "@sinch-fetch/conversation";
import type { CallbackEvents } from "@sinch-fetch/conversation/callbacks";
import type { TemplatesClient } from "@sinch-fetch/templates";

export declare const conversation: ConversationClient;
export declare const batch: BatchClient;
export declare const templates: TemplatesClient;
/** A callback of each trigger. */
export declare const callback: CallbackEvents;
export declare const [app_id, id]: [app_id: string, id: string];
export declare const recipient: { contact_id: string };
export declare const text_message: { text: string };
