import { isCallbackError, parseCallback, type RawBody, verifyCallback } from "@sinch-fetch/conversation/callbacks";
import express from "express";

const app = express();

// The raw body, since that is what is signed: no express.json() may come before.
app.post("/callbacks", express.raw({ type: () => true, limit: "1mb" }), async (request, response) => {
  const rawBody: RawBody = request.body ?? "";
  try {
    await verifyCallback(request.headers, rawBody, process.env.SINCH_WEBHOOK_SECRET ?? "");
  } catch (error) {
    if (!isCallbackError(error)) throw error;
    response.status(401).send(error.message);
    return;
  }
  const event = parseCallback(rawBody);
  if (event.trigger === "MESSAGE_DELIVERY") {
    console.log(event.message_delivery_report.message_id, event.message_delivery_report.status);
  } else if (event.trigger === "MESSAGE_INBOUND") {
    console.log(event.message.contact_message?.text_message?.text);
  }
  response.sendStatus(200);
});

app.listen(3000);
