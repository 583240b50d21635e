import { callbackHandler } from "@sinch-fetch/conversation/callbacks";

export async function POST(request: Request): Promise<Response> {
  // Made here and not above, because `next build` loads this file too, where no secret may be at hand.
  const handle = callbackHandler({
    secret: process.env.SINCH_WEBHOOK_SECRET ?? "",
    on: {
      MESSAGE_DELIVERY({ message_delivery_report: report }) {
        console.log(report.message_id, report.status);
      },
      MESSAGE_INBOUND({ message }) {
        console.log(message.contact_message?.text_message?.text);
      },
    },
  });
  return handle(request);
}
