import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { on } from "./on.ts";

const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const body = event.body && Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  const init = { method: event.requestContext.http.method, headers: event.headers as Record<string, string>, body };
  const response = await handle(new Request("https://localhost/", init));
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
