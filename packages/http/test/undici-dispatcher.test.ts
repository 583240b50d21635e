import { createRequire } from "node:module";
import { Agent, type Dispatcher, getGlobalDispatcher, MockAgent, setGlobalDispatcher } from "undici";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { UndiciFetchOptions } from "../src/undici/dispatcher.ts";
import { undiciFetch } from "../src/undici.ts";
import { httpServer, rawServer } from "./local-server.ts";

/** A server that holds its responses until as many requests as given are under way. */
async function serverThatHolds(most: number): Promise<{ url: string; underWay: () => number; release: () => void }> {
  const held: (() => void)[] = [];
  let isReleased = false;
  const reached = Promise.withResolvers<void>();
  const url = await httpServer((_, response) => {
    if (isReleased) return void response.end();
    held.push(() => response.end());
    if (held.length === most) reached.resolve();
  });
  return {
    url,
    underWay: () => held.length,
    release() {
      isReleased = true;
      for (const end of held) end();
    },
  };
}

/** How many of 300 requests at once reach the server before any has its response. */
async function requestsAtOnce(fetch: typeof globalThis.fetch, expected: number): Promise<number> {
  const server = await serverThatHolds(expected);
  const responses = Array.from({ length: 300 }, () => fetch(server.url));
  await vi.waitFor(() => expect(server.underWay()).toBeGreaterThanOrEqual(expected), 10_000);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const count = server.underWay();
  server.release();
  await Promise.all(responses);
  return count;
}

/** Sets a global dispatcher for the running test. */
function setGlobal<Kind extends Dispatcher>(dispatcher: Kind): Kind {
  const before = getGlobalDispatcher();
  onTestFinished(() => setGlobalDispatcher(before));
  setGlobalDispatcher(dispatcher);
  return dispatcher;
}

/** Sets what one version of undici takes for the global dispatcher, for the running test. */
function setAt(place: number, dispatcher: Dispatcher): void {
  const before = getGlobalDispatcher();
  onTestFinished(() => setGlobalDispatcher(before));
  Reflect.set(globalThis, Symbol.for(`undici.globalDispatcher.${place}`), dispatcher);
}

/** The module as it is when something else has set the global dispatcher before it was loaded. */
async function loadedAnew(): Promise<typeof undiciFetch> {
  vi.resetModules();
  return (await import("../src/undici.ts")).undiciFetch;
}

/** What a program has that installed undici twice, or uses the one of Node.js too. */
function otherUndici(): typeof import("undici") {
  const require = createRequire(import.meta.url);
  const cached = Object.keys(require.cache).filter((path) => path.includes("undici"));
  for (const path of cached) delete require.cache[path];
  return require("undici");
}

describe("the pool", () => {
  test.each<{ options: UndiciFetchOptions | undefined; want: number }>([
    { options: undefined, want: 256 },
    { options: {}, want: 256 },
    { options: { connections: undefined }, want: 256 },
    { options: { connections: 3 }, want: 3 },
  ])("with $options, has $want connections to an origin", async ({ options, want }) => {
    expect(await requestsAtOnce(undiciFetch(options), want)).toBe(want);
  });

  test("is shared by all that have the same fetch", async () => {
    const ports = new Set<unknown>();
    const url = await httpServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const fetch = undiciFetch({ connections: 1 });

    await Promise.all([fetch(url), fetch(`${url}/b`), fetch(url, { method: "POST", body: "c" })]);

    expect(ports.size).toBe(1);
  });

  test("does not keep the process alive when it is idle", async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
    const url = await rawServer((socket) => {
      socket.unref();
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    });

    await undiciFetch()(url);

    await vi.waitFor(() => expect(sockets()).toBe(0), 10_000);
  });
});

describe("the dispatcher", () => {
  test("that is given is used, whatever the global one is", async () => {
    setGlobal(new MockAgent()).disableNetConnect();
    const dispatcher = new Agent({ connections: 2 });
    onTestFinished(() => dispatcher.close());

    expect(await requestsAtOnce(undiciFetch({ dispatcher }), 2)).toBe(2);
  });

  test.each([{ options: {} }, { options: { connections: 3 } }])(
    "is the global one of the user with $options, while it is set",
    async ({ options }) => {
      const fetch = undiciFetch(options);
      const url = await httpServer((_, response) => response.end("from the server"));
      await fetch(url);
      const mock = setGlobal(new MockAgent());
      mock.get(url).intercept({ path: "/" }).reply(200, "from the mock");
      const plain = getGlobalDispatcher();

      const mocked = await (await fetch(url)).text();
      setGlobalDispatcher(new Agent());
      const own = await (await fetch(url)).text();

      expect(plain).toBe(mock);
      expect([mocked, own]).toEqual(["from the mock", "from the server"]);
    },
  );

  test.each([
    { kind: "an Agent with a limit", make: () => new Agent({ connections: 2 }) },
    { kind: "an Agent of another undici with a limit", make: () => new (otherUndici().Agent)({ connections: 2 }) },
  ])("is the global one of the user: $kind, set after this module was loaded or before", async ({ make }) => {
    setGlobal(make());

    const counts = [await requestsAtOnce(undiciFetch(), 2), await requestsAtOnce((await loadedAnew())(), 2)];

    expect(counts).toEqual([2, 2]);
  });

  test("is the global one of the user: a composed Agent, set after this module was loaded or before", async () => {
    const sent: unknown[] = [];
    const recording: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (request, handler) => {
      sent.push(request.path);
      return dispatch(request, handler);
    };
    setGlobal(new Agent().compose(recording));
    const url = await httpServer((_, response) => response.end());

    await undiciFetch()(`${url}/after`);
    await (await loadedAnew())()(`${url}/before`);

    expect(sent).toEqual(["/after", "/before"]);
  });

  test("is a plain Agent of the user's, set after this module was loaded", async () => {
    const own = setGlobal(new Agent());
    const origins: unknown[] = [];
    own.on("connect", (origin) => origins.push(origin));
    const url = await httpServer((_, response) => response.end());

    await undiciFetch()(url);

    expect(origins.map(String)).toEqual([`${url}/`]);
  });

  test("is the global one of the user at the place of undici 8, while that of undici 7 has the default", async () => {
    setAt(2, new Agent({ connections: 2 }));

    expect(await requestsAtOnce(undiciFetch(), 2)).toBe(2);
  });

  test("is the pool where undici 8 left a wrapper of its default at the place of undici 7", async () => {
    const byDefault = getGlobalDispatcher();
    class Dispatcher1Wrapper extends Agent {}
    setAt(1, new Dispatcher1Wrapper({ connections: 2 }));
    setAt(2, byDefault);

    expect(await requestsAtOnce(undiciFetch(), 256)).toBe(256);
  });

  test("is the pool where the global one is a plain Agent of another undici, such as that of Node.js", async () => {
    setGlobal(new (otherUndici().Agent)());

    expect(await requestsAtOnce(undiciFetch(), 256)).toBe(256);
  });

  test("is the pool where the global one is that of another undici", async () => {
    setGlobal(otherUndici().getGlobalDispatcher());

    expect(await requestsAtOnce(undiciFetch(), 256)).toBe(256);
  });
});

test.each<{ options: object; want: string }>([
  { options: { connections: 0 }, want: "connections is 0, expected a whole number from 1" },
  { options: { connections: -1 }, want: "connections is -1, expected a whole number from 1" },
  { options: { connections: 1.5 }, want: "connections is 1.5, expected a whole number from 1" },
  {
    options: { connections: Number.POSITIVE_INFINITY },
    want: "connections is Infinity, expected a whole number from 1",
  },
  { options: { connections: "x" }, want: 'connections is "x", expected a whole number from 1' },
  { options: { connections: "3" }, want: 'connections is "3", expected a whole number from 1' },
  { options: { connections: null }, want: "connections is null, expected a whole number from 1" },
  { options: { dispatcher: null }, want: "dispatcher is null, expected a dispatcher of undici" },
  { options: { dispatcher: {} }, want: "dispatcher is an object, expected a dispatcher of undici" },
  { options: { agent: 1 }, want: "unknown option agent, expected connections or dispatcher" },
  {
    options: { connections: 1, dispatcher: new Agent() },
    want: "connections and dispatcher are both given, expected only one",
  },
])("undiciFetch refuses $options at once", ({ options, want }) => {
  expect(() => undiciFetch(options)).toThrow(new TypeError(`undiciFetch: ${want}`));
});
