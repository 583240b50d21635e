/// <reference types="node" />
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";
import fastify from "fastify";
import { on } from "./on.ts";

const respond = toNodeHandler(callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on }));
const app = fastify();
app.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
  scope.post("/callbacks", (request, reply) => respond(request.raw, reply.hijack().raw));
});
console.log(`callbacks: ${await app.listen({ port: 3000 })}/callbacks`);
