import type { CallbackHandlers } from "@sinch-fetch/conversation/callbacks";

const handled = new Set<string>();

export const on: CallbackHandlers = {
  MESSAGE_DELIVERY({ message_delivery_report: { message_id, status, channel_identity } }) {
    const event = [message_id, status, channel_identity?.channel].join("/");
    if (handled.has(event)) return;
    console.log(message_id, status);
    handled.add(event);
  },
};
