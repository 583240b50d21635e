/// <reference types="node" />
import { createServer } from "node:http";
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import { on } from "./on.ts";

const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });

createServer(toNodeHandler(handle)).listen(3000, () => console.log("callbacks: http://127.0.0.1:3000"));
