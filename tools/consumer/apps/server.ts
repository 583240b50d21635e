import { toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import express from "express";
import { receive } from "./receive.ts";
import { sendText } from "./sinch.ts";

const app = express();

// Before express.json(), which would keep nothing of the raw body.
app.post("/callbacks", toNodeHandler(receive));
app.use(express.json());
app.post("/messages", async (request, response) => {
  response.json({ message_id: await sendText(request.body.to, request.body.text) });
});
app.listen(3000, () => console.log("listening on http://127.0.0.1:3000"));
