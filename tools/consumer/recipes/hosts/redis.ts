/// <reference types="node" />
import { once } from "node:events";
import { createServer } from "node:http";
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import { nonceStore } from "../redis.ts";

const handle = callbackHandler({
  secret: process.env.SINCH_WEBHOOK_SECRET ?? "",
  nonceStore,
  on: {
    async MESSAGE_DELIVERY({ message_delivery_report: report }) {
      console.log("begins", report.message_id);
      if (report.status === "FAILED") throw new Error("the database is down");
      await once(server, "finish");
    },
  },
});
const respond = toNodeHandler(handle);

/** A GET ends the work that is under way. */
const server = createServer((request, response) => {
  if (request.method !== "GET") respond(request, response);
  else response.end(String(server.emit("finish")));
}).listen(3000);
