import { createServer } from "node:http";
import { Readable } from "node:stream";
import { callbackHandler } from "@sinch-fetch/conversation/callbacks";

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

const server = createServer(async (incoming, outgoing) => {
  if (incoming.method !== "POST") {
    outgoing.writeHead(405, { allow: "POST" }).end();
    return;
  }
  const { method, headers } = incoming;
  const init = { method, headers, body: Readable.toWeb(incoming), duplex: "half" } as RequestInit;
  const response = await handle(new Request("http://localhost/callbacks", init));
  outgoing.writeHead(response.status).end(await response.text());
});
server.listen(3000);
