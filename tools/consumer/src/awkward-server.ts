import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request that was read to its end, and whose connection was closed then without a response. */
interface Drop {
  readonly path: string;
  readonly connection: "new" | "used";
}

/** Pages ask from another origin. */
const CORS = { "access-control-allow-origin": "*", "access-control-expose-headers": "*" };
const JSON_TYPE = { "content-type": "application/json" };

/**
 * Opens a server on a free port of this machine that responds in the ways that calls have to bear.
 *
 * @returns Base URLs, by what is awkward about them; and each POST whose connection was dropped.
 */
export async function openAwkwardServer() {
  const drops: Drop[] = [];
  const used = new WeakSet<Socket>();
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === "OPTIONS") return allow(request, response);
    const [, place = "", ...rest] = (request.url ?? "").split("/");
    const connection = used.has(request.socket) ? "used" : "new";
    used.add(request.socket);
    const body = await textOf(request);
    if (place === "stalling") {
      response.writeHead(200, { ...CORS, ...JSON_TYPE }).write("{");
    } else if (place === "redirecting") {
      response.writeHead(307, { ...CORS, location: `/redirected/${rest.join("/")}` }).end();
    } else if (place === "dropping" && request.method === "POST") {
      drops.push({ path: `/${rest.join("/")}`, connection });
      request.socket.destroy();
    } else {
      // A redirect must have brought everything along.
      const isWhole = request.headers.authorization !== undefined && (request.method !== "POST" || body !== "");
      response.writeHead(isWhole ? 200 : 400, { ...CORS, ...JSON_TYPE }).end('{"batch_id":"of-the-trial"}');
    }
  };
  const server = createServer((request, response) => {
    // A client may leave in the middle of its own request.
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    stalling: `${url}/stalling`,
    redirecting: `${url}/redirecting`,
    dropping: `${url}/dropping`,
    drops,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function allow({ headers }: IncomingMessage, response: ServerResponse): void {
  const allowed = headers["access-control-request-headers"] ?? "*";
  response.writeHead(204, { ...CORS, "access-control-allow-headers": allowed, "access-control-allow-methods": "*" });
  response.end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  return text;
}
