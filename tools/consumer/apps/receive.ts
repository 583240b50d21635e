import { type CallbackHandlers, callbackHandler } from "@sinch-fetch/conversation/callbacks";

const on: CallbackHandlers = {
  MESSAGE_DELIVERY({ message_delivery_report: report }) {
    console.log(report.message_id, report.status);
  },
  MESSAGE_INBOUND({ message }) {
    console.log("received", message.contact_message?.text_message?.text);
  },
};

/** Checks the signature of a callback, and handles it. A build loads this file without the secret. */
export function receive(request: Request): Promise<Response> {
  return callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on })(request);
}
