import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A Sinch that counts what reaches it. */
export type CountingServer = Awaited<ReturnType<typeof openCountingServer>>;

/** Opens a server that gives one access token to whoever asks, and takes every other request as the send of a message. */
export async function openCountingServer(accessToken: string) {
  /** The id that it gave to each message, in the order of the requests. */
  const messageIds: string[] = [];
  let tokenRequests = 0;
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      const isToken = request.url === "/oauth2/token";
      if (isToken) tokenRequests++;
      else messageIds.push(`message-${messageIds.length + 1}`);
      const body = isToken
        ? { access_token: accessToken, token_type: "bearer", expires_in: 3599 }
        : { message_id: messageIds.at(-1), accepted_time: new Date().toISOString() };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    messageIds,
    /** How often it was asked for a token. */
    get tokenRequests() {
      return tokenRequests;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
