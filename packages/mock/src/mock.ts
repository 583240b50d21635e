import type { OnCallback } from "./callback/callback-attempt.ts";
import { APIS, type Api, apiNames, isApi } from "./description/apis.ts";
import type { OnExchange } from "./exchange/exchange.ts";
import type { OpenServer } from "./serve/server.ts";
import { createServices } from "./serve/services.ts";
import type { MockWorld } from "./world/mock-world.ts";
import { checkWorldOptions, type WorldOptions } from "./world/world-options.ts";

/** Options of {@link startMock}: what to start, and where. */
export interface MockOptions<A extends Api = Api, S extends boolean = true> extends WorldOptions {
  /** The APIs to serve. @default all */
  readonly apis?: readonly A[];
  /** The address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /**
   * The port of each API, and of the page and its API (`inbox`); `0` for a free one. Ports of APIs that are not served
   * are ignored. @default free ports
   */
  readonly ports?: Partial<Readonly<Record<Api | "inbox", number>>>;
  /**
   * Whether the mock remembers: what is sent can be read back, goes through its states, and triggers webhooks.
   * Otherwise, responses are the examples from the descriptions. @default true
   */
  readonly stateful?: S;
  /**
   * Called for each request, before its response is sent, except for preflights and data that is not HTTP. If it
   * throws, the response is 500 and says so.
   */
  readonly onExchange?: OnExchange;
  /** Called for each attempt at a callback of the world, with its result. */
  readonly onCallback?: OnCallback;
}

/** A running mock: the base URL of each API that it serves, without a slash at the end. */
export type Mock<A extends Api = Api, S extends boolean = true> = Readonly<Record<A, string>> & {
  /** Ends all connections and frees the ports. Calling it again does nothing. */
  close(): Promise<void>;
} & (S extends true ? Inbox : unknown);

/** What a mock that remembers has in addition to its APIs. */
export interface Inbox {
  /** The URL of the page, and of the API that it uses, without a trailing slash. */
  readonly inbox: string;
  /** What the mock remembers, and what a test can make happen. */
  readonly world: MockWorld;
}

/**
 * Starts a local Sinch. It remembers what is sent, moves it through the states of its channel, and calls webhooks. A
 * request that violates the description is refused, and the response says why. With `stateful: false`, it responds with
 * the examples from the descriptions.
 *
 * @param options.apis The APIs to serve. @default all
 * @param options.host The address to listen on. @default "127.0.0.1"
 * @param options.ports The port of each API, and of `inbox`. @default free ports
 * @param options.stateful Whether it remembers. @default true
 * @param options.strictApps Whether an app must be created before use. @default false
 * @param options.clock `"real"`, or `"manual"`, which only moves with `world.advance(ms)`. @default "real"
 * @param options.seed Makes ids and random choices repeatable. @default random
 * @param options.webhooks Webhooks that are registered from the start. @default none
 * @param options.data A file that keeps the world across restarts. @default none
 * @param options.onExchange Called for each request, before its response is sent.
 * @param options.onCallback Called for each attempt at a callback of the world.
 * @returns The base URL of each API, such as `http://127.0.0.1:49152`, `inbox`, `world` and `close()`.
 * @throws {Error} An option is invalid, or a port is in use; nothing is left listening.
 */
export async function startMock<const A extends Api = Api, const S extends boolean = true>(
  options: MockOptions<A, S> = {},
): Promise<Mock<A, S>> {
  const mock = await openMock(options);
  // A test's first request does not wait for Prism: its client may have little patience.
  await import("./serve/ask.ts");
  return mock;
}

/** Does what {@link startMock} does, but loads Prism with the first request. */
export async function openMock<const A extends Api = Api, const S extends boolean = true>(
  options: MockOptions<A, S> = {},
): Promise<Mock<A, S>> {
  const apis = checkedApis(options.apis);
  const { host = "127.0.0.1", ports = {}, stateful = true, onExchange } = options;
  checkPorts(ports);
  if (typeof host !== "string" || host === "") throw new Error("startMock: host is empty, expected an address");
  if (onExchange !== undefined && typeof onExchange !== "function") {
    throw new Error("startMock: onExchange is not a function");
  }
  if (options.onCallback !== undefined && typeof options.onCallback !== "function") {
    throw new Error("startMock: onCallback is not a function");
  }
  if (typeof stateful !== "boolean") throw new Error("startMock: stateful is not true or false");
  checkWorldOptions(options);

  // A program that only sends callbacks loads nothing that serves.
  const services = createServices();
  const [{ openApi }, world] = await Promise.all([
    import("./serve/server.ts"),
    stateful
      ? import("./open-world.ts").then(({ openWorld }) => openWorld(options, host, services, options.onCallback))
      : undefined,
  ]);
  const attempts = await Promise.allSettled([
    ...apis.map((api) =>
      opened(api, host, ports[api], (port) => openApi(api, host, port, onExchange, world, services)),
    ),
    ...(world === undefined ? [] : [opened("inbox", host, ports.inbox, (port) => world.openInbox(port))]),
  ]);
  const servers = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
  const close = async () => {
    await closeAll(servers.map(([, server]) => server));
    await world?.close();
  };
  const failed = attempts.find((attempt) => attempt.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const urls: Readonly<Record<string, string>> = Object.fromEntries(servers.map(([name, { url }]) => [name, url]));
  world?.setUrls(urls);
  services.setUrls(urls);
  return { ...urls, ...(world !== undefined && { world: world.facade }), close } as Mock<A, S>;
}

/** Opens a server on a port; says in terms of the options why that failed. */
async function opened(
  name: string,
  host: string,
  port = 0,
  open: (port: number) => Promise<OpenServer>,
): Promise<readonly [string, OpenServer]> {
  const server = await open(port).catch((error: unknown) => {
    throw startError(error, host, port);
  });
  return [name, server];
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
    if (!isApi(api) && api !== "inbox") {
      throw new Error(`startMock: ports contains "${api}", expected ${apiNames()}, or inbox`);
    }
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
      return new Error(`port ${port} is not permitted: choose one from 1024 upwards`, { cause: error });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new Error(`startMock: host is "${host}", expected an address of this machine`, { cause: error });
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}
