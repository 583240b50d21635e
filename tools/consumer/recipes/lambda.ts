/// <reference types="node" />
import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { on } from "./on.ts";

const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  if (event.version !== "2.0") throw new Error(`the payload format is ${event.version}, expected 2.0`);
  const { method } = event.requestContext.http;
  const body = method === "POST" ? Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8") : undefined;
  const init = { method, headers: event.headers as Record<string, string>, body };
  const response = await handle(new Request("https://localhost/", init));
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
