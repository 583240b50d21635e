import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { receive } from "./receive.ts";
import { sendText } from "./sinch.ts";

type Call = Pick<APIGatewayProxyEventV2, "routeKey" | "headers" | "body" | "isBase64Encoded">;

export async function handler(event: Call): Promise<APIGatewayProxyStructuredResultV2> {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (event.routeKey === "POST /callbacks") {
    const headers = event.headers as Record<string, string>;
    const response = await receive(new Request("https://localhost/", { method: "POST", headers, body }));
    return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  }
  if (event.routeKey !== "POST /messages") return { statusCode: 404 };
  const { to, text } = JSON.parse(body.toString());
  const message_id = await sendText(to, text);
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ message_id }) };
}
