import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import { isSinchFetchError } from "@sinch-fetch/http";
import createClient from "openapi-fetch";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { ConversationRegion, SinchClient } from "../src/contenders/vendor-sdk/sdk.ts";
import { message } from "../src/message.ts";

/** A way to the API: it sends a message, or reads one. */
interface Peer {
  send(): Promise<unknown>;
  read(): Promise<unknown>;
}

/** The peers, by their column of the README's table. */
const PEERS: Record<string, (baseUrl: string) => Peer> = {
  "sinch-fetch": (baseUrl) => {
    const auth = oauth2({ keyId: "key", keySecret: "secret", tokenUrl: `${baseUrl}/oauth2/token` });
    const { messages } = createConversationClient({ projectId: "p", baseUrl, auth, timeoutMs: 2000 });
    return { send: () => messages.send(message), read: () => messages.get("m") };
  },
  "Sinch's Node SDK": (baseUrl) => {
    const { conversation } = new SinchClient({
      projectId: "p",
      keyId: "key",
      keySecret: "secret",
      conversationRegion: ConversationRegion.UNITED_STATES,
      conversationHostname: baseUrl,
      authHostname: baseUrl,
    });
    return {
      send: () => conversation.messages.send({ sendMessageRequestBody: message }),
      read: () => conversation.messages.get({ message_id: "m" }),
    };
  },
  "types and openapi-fetch": (baseUrl) => {
    const client = createClient<Record<string, Record<string, object>>>({ baseUrl });
    const dataOf = async ({ error, response }: { error?: unknown; response: Response }): Promise<void> => {
      if (!response.ok) throw new Error(JSON.stringify(error));
    };
    return {
      send: async () => dataOf(await client.request("post", "/messages:send" as never, { body: message } as never)),
      read: async () => dataOf(await client.request("get", "/messages/m" as never)),
    };
  },
};

/** An API that treats the first request in its own way, and those after it well. */
async function api(first: (response: ServerResponse) => void): Promise<{ baseUrl: string; requests: () => number }> {
  let requests = 0;
  const json = { "content-type": "application/json" };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      if (request.url === "/oauth2/token") {
        response.writeHead(200, json).end('{"access_token":"t","token_type":"bearer","expires_in":3600}');
      } else if (requests++ === 0) first(response);
      else response.writeHead(200, json).end('{"message_id":"m","id":"m"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests };
}

const withStatus =
  (status: number) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, { "content-type": "application/json", "retry-after": "0" }).end("{}");

/** The rows of the README's table: what the API does to the first request of which call. */
const ROWS = [
  { row: "A read meets a 503", call: "read", first: withStatus(503) },
  { row: "A read loses its connection", call: "read", first: (response: ServerResponse) => response.destroy() },
  { row: "A send meets a 429", call: "send", first: withStatus(429) },
  { row: "A send loses its connection", call: "send", first: (response: ServerResponse) => response.destroy() },
  { row: "A send succeeds without a `message_id`", call: "send", first: withStatus(200) },
  { row: "The API stays silent", call: "send", first: () => {} },
] as const;

let readme: string;
beforeAll(async () => {
  readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  // The SDK logs each error.
  for (const level of ["log", "debug", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
});

describe.each(ROWS)("the README's row: $row", ({ row, call, first }) => {
  const line = (): string[] =>
    readme
      .split("\n")
      .find((text) => text.startsWith(`| ${row}`))
      ?.split("|")
      .slice(2, -1)
      .map((cell) => cell.trim()) ?? [];

  test.each(Object.keys(PEERS).map((name, index) => ({ name, index })))("is true of $name", async ({ name, index }) => {
    const { baseUrl, requests } = await api(first);
    const peer = PEERS[name]?.(baseUrl);

    const came = await Promise.race([
      Promise.resolve(peer?.[call]()).then(
        () => (requests() > 1 ? "sent again" : "taken for a success"),
        (error: unknown) =>
          isSinchFetchError(error) ? `\`${error.name}\`, outcome \`"${error.outcome}"\`` : "an error",
      ),
      new Promise<string>((resolve) => setTimeout(resolve, 4000, "waits on")),
    ]);

    expect(came).toBe(line()[index]);
  });
});

test("the SDK has no client of the Batch API", () => {
  const client = new SinchClient({ projectId: "p", keyId: "key", keySecret: "secret" });

  expect(Object.keys(client.conversation).filter((name) => /batch/i.test(name))).toEqual([]);
  expect(readme).toContain("| The Batch API");
});
