/// <reference types="node" />
import { serve } from "@hono/node-server";
import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import { Hono } from "hono";
import { on } from "./on.ts";

const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });
const app = new Hono();

app.post("/callbacks", (context) => handle(context.req.raw));
serve({ fetch: app.fetch, port: 3000 }, ({ port }) => console.log(`callbacks: http://127.0.0.1:${port}/callbacks`));
