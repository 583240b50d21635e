import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Starts a server that gives these responses one after another, the last one again and again, until the test ends. */
export async function startServer(...responses: readonly { status?: number; body?: object }[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const { status = 200, body = {} } = responses[requests.length] ?? responses.at(-1) ?? {};
    requests.push(request);
    request.resume().on("end", () => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests };
}
