/// <reference types="node" />
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import express from "express";
import { on } from "./on.ts";

const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });
const app = express();

// Before express.json(), which would keep nothing of the raw body.
app.post("/callbacks", toNodeHandler(handle));
app.use(express.json());
app.listen(3000).on("listening", () => console.log("callbacks: http://127.0.0.1:3000/callbacks"));
