import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request that a receiver got. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of callbacks, on a port of its own. */
export interface Receiver {
  readonly url: string;
  /** What it got, in order. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/**
 * Opens a receiver. It answers by path: `/200` with that status, `/silent` never, `/cut` with half a body, and any other
 * with 200.
 */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    received.push({ method, url, headers, body: await text(request) });
    if (url === "/silent") return;
    if (url === "/cut") {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
      return;
    }
    const status = Number(/^\/(\d{3})/.exec(url ?? "")?.[1] ?? "200");
    response.writeHead(status, status === 302 ? { location: "/200" } : {});
    response.end(`answered with ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Tells whether a signature is right, by other means than those that signed. */
export async function isSigned({ headers, body }: Received, secret: string): Promise<boolean> {
  const header = (name: string) => headers[`x-sinch-webhook-signature${name}`]?.toString() ?? "";
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  const signature = Uint8Array.from(atob(header("")), (character) => character.charCodeAt(0));
  const signed = encoder.encode([body, header("-nonce"), header("-timestamp")].join("."));
  return crypto.subtle.verify("HMAC", key, signature, signed);
}
