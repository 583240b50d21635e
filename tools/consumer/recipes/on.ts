import type { CallbackHandlers } from "@sinch-fetch/conversation/callbacks";

export const on: CallbackHandlers = {
  MESSAGE_DELIVERY({ message_delivery_report: report }) {
    console.log(report.message_id, report.status);
  },
  MESSAGE_INBOUND({ message }) {
    console.log(message.contact_message?.text_message?.text);
  },
};
