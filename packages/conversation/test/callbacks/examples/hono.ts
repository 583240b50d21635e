import { serve } from "@hono/node-server";
import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import { Hono } from "hono";

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

const app = new Hono();
app.post("/callbacks", (context) => handle(context.req.raw));
serve({ fetch: app.fetch, port: 3000 });
