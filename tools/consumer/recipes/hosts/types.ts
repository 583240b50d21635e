/// <reference types="node" />
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { NestMiddleware, RawBodyRequest } from "@nestjs/common";
import type { NodeRequest, NodeResponse, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import type { Request, RequestHandler, Response } from "express";
import type { FastifyReply, FastifyRequest, RawReplyDefaultExpression, RawRequestDefaultExpression } from "fastify";

/** Compiles if the first type can be used as the second. */
type Fits<Given extends Wanted, Wanted> = Given;
type Handler = ReturnType<typeof toNodeHandler>;

/** What the platform and the frameworks give to a handler. */
export type Requests =
  | Fits<IncomingMessage, NodeRequest>
  | Fits<Http2ServerRequest, NodeRequest>
  | Fits<Request, NodeRequest>
  | Fits<Request<{ id: string }, unknown, Buffer>, NodeRequest>
  | Fits<RawBodyRequest<Request>, NodeRequest>
  | Fits<FastifyRequest["raw"], NodeRequest>
  | Fits<RawRequestDefaultExpression, NodeRequest>;
export type Responses =
  | Fits<ServerResponse, NodeResponse>
  | Fits<Http2ServerResponse, NodeResponse>
  | Fits<Response, NodeResponse>
  | Fits<FastifyReply["raw"], NodeResponse>
  | Fits<RawReplyDefaultExpression, NodeResponse>;
/** Where they take one. */
export type Handlers =
  | Fits<Handler, RequestListener>
  | Fits<Handler, RequestHandler>
  | Fits<Handler, NestMiddleware["use"]>;

// @ts-expect-error: Fastify's own request is not that of node:http, and does not pass for it
export type FastifyOwn = Fits<FastifyRequest, NodeRequest>;
// @ts-expect-error: neither is its reply
export type FastifyReplyOwn = Fits<FastifyReply, NodeResponse>;
// @ts-expect-error: nor is a Request of the platform
export type PlatformOwn = Fits<globalThis.Request, NodeRequest>;
