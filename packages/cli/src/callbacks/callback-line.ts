import type { CallbackEvent } from "@sinch-fetch/conversation/callbacks";
import { plain } from "../output.ts";

/** Says in one line what a callback is about: time, trigger, whom it concerns, and what became of it. */
export function callbackLine(event: CallbackEvent, at: Date): string {
  const parts = [at.toISOString().slice(11, 19), event.trigger, ...detailsOf(event)];
  return plain(parts.filter((part) => part !== undefined && part !== "").join("  "));
}

function detailsOf(event: CallbackEvent): readonly (string | undefined)[] {
  if (event.trigger === "MESSAGE_DELIVERY") {
    const { status, message_id, channel_identity, reason } = event.message_delivery_report;
    return [
      String(status),
      whoOf(channel_identity),
      message_id,
      reason?.code && `${reason.code} ${reason.description ?? ""}`,
    ];
  }
  if (event.trigger === "MESSAGE_INBOUND") {
    const { channel_identity, contact_message, id } = event.message;
    const { text_message, choice_response_message } = Object(contact_message);
    return [whoOf(channel_identity), id, text_message?.text ?? choice_response_message?.postback_data];
  }
  if (event.trigger === "OPT_OUT" || event.trigger === "OPT_IN") {
    const { channel, identity } = Object(
      "opt_out_notification" in event ? event.opt_out_notification : event.opt_in_notification,
    );
    return [whoOf({ channel, identity })];
  }
  return [];
}

function whoOf(identity: { readonly channel?: unknown; readonly identity?: unknown } | null | undefined): string {
  return identity ? `${identity.channel ?? ""} ${identity.identity ?? ""}`.trim() : "";
}
