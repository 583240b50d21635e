import { APIS, type Api, apiNames, isApi } from "./apis.ts";
import type { OnExchange } from "./exchange.ts";
import type { OpenServer } from "./server.ts";

/** What to start, and where. */
export interface MockOptions<A extends Api = Api> {
  /** The APIs to serve. @default all */
  readonly apis?: readonly A[];
  /** The address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /** The port of each API, `0` for a free one; ports of APIs that are not served are passed over. @default free ports */
  readonly ports?: Partial<Readonly<Record<Api, number>>>;
  /**
   * Called for each request, before its response goes out. Preflights and what is not HTTP are left out. If it throws, the
   * response is 500 and says so.
   */
  readonly onExchange?: OnExchange;
}

/** A running mock: the base URL of each API that it serves, without a slash at the end. */
export type Mock<A extends Api = Api> = Readonly<Record<A, string>> & {
  /** Ends all connections and frees the ports. May be called again, which does nothing. */
  close(): Promise<void>;
};

/**
 * Starts a local Sinch, which responds as the descriptions of the APIs say. Nothing is stored: the responses are the
 * examples of the descriptions. A request that the description forbids is refused, and the response says why.
 *
 * @param options.apis The APIs to serve. @default all
 * @param options.host The address to listen on. @default "127.0.0.1"
 * @param options.ports The port of each API. @default free ports
 * @param options.onExchange Called for each request, before its response goes out.
 * @returns The base URL of each API, such as `http://127.0.0.1:49152`, and `close()`.
 * @throws {Error} An option is wrong, or a port is in use; nothing is left listening.
 */
export async function startMock<const A extends Api = Api>(options: MockOptions<A> = {}): Promise<Mock<A>> {
  const apis = checkedApis(options.apis);
  const { host = "127.0.0.1", ports = {}, onExchange } = options;
  checkPorts(ports);
  if (typeof host !== "string" || host === "") throw new Error("startMock: host is empty, expected an address");
  if (onExchange !== undefined && typeof onExchange !== "function") {
    throw new Error("startMock: onExchange is not a function");
  }

  // Prism takes a second to load, which a program that only sends callbacks need not wait for.
  const { openServer } = await import("./server.ts");
  const attempts = await Promise.allSettled(
    apis.map(async (api) => {
      const port = ports[api] ?? 0;
      const server = await openServer(api, host, port, onExchange).catch((error: unknown) => {
        throw startError(error, host, port);
      });
      return [api, server] as const;
    }),
  );
  const servers = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
  const close = () => closeAll(servers.map(([, server]) => server));
  const failed = attempts.find((attempt) => attempt.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const urls = Object.fromEntries(servers.map(([api, { url }]) => [api, url]));
  return { ...urls, close } as Mock<A>;
}

async function closeAll(servers: readonly OpenServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

function checkedApis(apis: unknown): readonly Api[] {
  if (apis === undefined) return APIS;
  const names: readonly unknown[] = Array.isArray(apis) ? apis : [apis];
  if (names.length === 0) throw new Error(`startMock: apis is empty, expected ${apiNames()}`);
  const checked = names.map((name) => {
    if (typeof name === "string" && isApi(name)) return name;
    throw new Error(`startMock: apis contains ${JSON.stringify(name)}, expected ${apiNames()}`);
  });
  return [...new Set(checked)];
}

function checkPorts(ports: Partial<Record<string, unknown>>): void {
  for (const [api, port] of Object.entries(ports)) {
    if (!isApi(api)) throw new Error(`startMock: ports contains "${api}", expected ${apiNames()}`);
    const isPort =
      port === undefined || (typeof port === "number" && Number.isInteger(port) && port >= 0 && port < 65536);
    if (!isPort) throw new Error(`startMock: ports.${api} is ${String(port)}, expected a whole number from 0 to 65535`);
  }
}

/** Says in terms of the options why a server did not open; keeps the system's `code` in the cause. */
function startError(error: unknown, host: string, port: number): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return new Error(`port ${port} is in use: stop what listens there, or choose another port`, { cause: error });
    case "EACCES":
      return new Error(`port ${port} may not be listened on: choose one from 1024 upwards`, { cause: error });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new Error(`startMock: host is "${host}", expected an address of this machine`, { cause: error });
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}
