/// <reference types="node" />
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import express from "express";
import { on } from "../on.ts";

const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });

express().use(express.json()).post("/callbacks", toNodeHandler(handle)).listen(3000);
