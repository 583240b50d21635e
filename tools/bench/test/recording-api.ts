import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { ACCESS_TOKEN } from "../src/message.ts";

/** What of a request decides what it does. */
export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** An API and token endpoint that keeps what reaches the API. */
export async function recordingApi(): Promise<{ baseUrl: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    const body = await text(request);
    response.setHeader("content-type", "application/json");
    if (path === "/oauth2/token") {
      response.end(JSON.stringify({ access_token: ACCESS_TOKEN, token_type: "bearer", expires_in: 3600 }));
      return;
    }
    received.push({
      method,
      path,
      authorization: headers.authorization,
      contentType: headers["content-type"],
      body,
    });
    response.end(JSON.stringify({ message_id: "id-of-the-message" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, received };
}
