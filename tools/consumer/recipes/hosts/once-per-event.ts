/// <reference types="node" />
import { createServer } from "node:http";
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import { on } from "../once-per-event.ts";

createServer(toNodeHandler(callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on }))).listen(3000);
