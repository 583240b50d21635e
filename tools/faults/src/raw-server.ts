import { once } from "node:events";
import { type AddressInfo, createServer as createPlainServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Moment, NOTHING_YET, type RequestParts, requestReader } from "./request-reader.ts";
import type { Identity } from "./self-signed.ts";

/** One attempt of a client, as the server saw it. What had not come yet when the server acted is empty. */
export interface Arrival extends RequestParts {
  /** Which one at this server, from 1. */
  readonly number: number;
  /** Which connection it came on, from 1. */
  readonly connection: number;
  /** When the server acted on it, on the clock of `performance.now()`. */
  readonly atMs: number;
  readonly seen: Moment;
}

/** What the server does with one arrival. */
export interface Behaviour {
  /** How much it waits for before it acts. */
  readonly at: Moment;
  act(socket: Socket, arrival: Arrival): void;
}

/**
 * Decides what becomes of an arrival. Asked at each moment until it has a response, and at the latest when all has come.
 *
 * @returns What the server does now; `undefined` to wait for more.
 */
export type Script = (arrival: Arrival) => Behaviour | undefined;

/** A server on a port of its own that behaves as its script says. */
export interface RawServer {
  readonly url: string;
  /** How many connections are open. */
  openConnections(): number;
  /** Refuses connections from now on; those that are open stay. */
  stopListening(): void;
  /** Takes connections again, on the same port. */
  listenAgain(): Promise<void>;
  /** Closes what is open, in good order or by a reset, and takes further connections. */
  endConnections(how: "close" | "reset"): void;
  /** Stops, and resets what is open. */
  close(): Promise<void>;
}

/** Ends a connection with a TCP reset: what the client sent last may be lost, and its reads fail. */
export function reset(socket: Socket): void {
  // A reset below TLS would need the handle that Node hides.
  if ("encrypted" in socket) socket.destroy();
  else socket.resetAndDestroy();
}

/**
 * Starts a server on 127.0.0.1 whose every response is written byte by byte by the behaviours of a script.
 *
 * @param tls Speaks TLS with it.
 */
export async function startRawServer(script: Script, tls?: Identity): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let arrivals = 0;

  const onConnection = (socket: Socket): void => {
    const connection = ++connections;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));

    let taken = false;
    const reach = (seen: Moment, request: RequestParts): void => {
      if (seen === "first byte") taken = false;
      if (taken) return;
      const arrival = { number: arrivals + 1, connection, atMs: performance.now(), seen, ...request };
      const behaviour = script(arrival);
      if (!behaviour) return;
      taken = true;
      arrivals++;
      behaviour.act(socket, arrival);
    };
    reach("connection", NOTHING_YET);
    socket.on("data", requestReader(reach));
  };

  const server: Server = tls ? createTlsServer(tls, onConnection) : createPlainServer(onConnection);
  server.on("tlsClientError", () => {});
  const listen = async (port: number): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    openConnections: () => sockets.size,
    stopListening: () => void server.close(),
    listenAgain: () => listen(port),
    endConnections(how) {
      for (const socket of sockets) how === "reset" ? reset(socket) : socket.end();
    },
    async close() {
      for (const socket of sockets) reset(socket);
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
