import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { handler } from "./lambda.ts";

createServer(async (request, response) => {
  const body = (await buffer(request)).toString("base64");
  const headers = request.headers as Record<string, string>;
  const event = { routeKey: `${request.method} ${request.url}`, headers, body, isBase64Encoded: true };
  const result = await handler(event);
  response.writeHead(result.statusCode ?? 200, result.headers as Record<string, string>).end(result.body);
}).listen(3000, () => console.log("listening on http://127.0.0.1:3000"));
