/// <reference types="node" />
import { Controller, Post, Req, Res } from "@nestjs/common";
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import type { Request, Response } from "express";
import { on } from "./on.ts";

const respond = toNodeHandler(callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on }));

@Controller("callbacks")
export class CallbacksController {
  @Post() receive(@Req() request: Request, @Res() response: Response) {
    respond(request, response);
  }
}
