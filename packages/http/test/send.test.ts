import { afterEach, describe, expect, test, vi } from "vitest";
import { attemptWith } from "../src/chain/attempt.ts";
import { readable } from "../src/chain/response-body.ts";
import { sendWith, sentOnce } from "../src/chain/send.ts";
import { httpRequest } from "./http-request.ts";
import { closedPort, httpServer, rawServer } from "./local-server.ts";
import { recordingFetch } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";

/** What Node's `fetch` rejects with. */
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause });
const systemError = (members: object) => Object.assign(new Error("system"), members);
/** What Deno's `fetch` rejects with, or has as the cause of that. */
const denoError = (text: string) =>
  new TypeError(`error sending request for url (https://api.test/): client error ${text}`);
const notConnected = { want: "not-sent", reason: "the connection failed" };
const overAddresses = (code: string, ...each: Error[]) => Object.assign(new AggregateError(each), { code });

const textOf = async (response: Response): Promise<string> => new TextDecoder().decode(await response.arrayBuffer());

/** An answer whose body fails after its first bytes. */
function breakingOff(status: number, failure: unknown): Response {
  let read = 0;
  const body = new ReadableStream({
    pull(controller) {
      read += 1;
      if (read === 1) controller.enqueue(new TextEncoder().encode('{"message_id":'));
      else controller.error(failure);
    },
  });
  return new Response(body, { status });
}

describe("sendWith", () => {
  test("calls fetch once with the request", async () => {
    const { fetch, sent } = recordingFetch(() => new Response());
    const { signal } = new AbortController();
    const headers = { "x-a": "b" };
    const init = { redirect: "manual", cache: "no-store" } as const;
    const request = httpRequest({ headers, body: "bytes", signal, init });

    await sendWith(fetch)(request);

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: request.url, method: "POST", body: "bytes", signal });
    const maxResponseBytes = 1_000_000;
    expect(sent[0]?.init).toEqual({ ...init, method: "POST", headers, body: "bytes", signal, maxResponseBytes });
  });

  test("returns the whole answer", async () => {
    const headers = { "content-type": "text/plain", "x-request-id": "abc" };
    const { fetch } = recordingFetch(() => new Response("body", { status: 201, statusText: "Made", headers }));

    const response = await sendWith(fetch)(httpRequest());

    expect(response).toMatchObject({ status: 201, statusText: "Made", ok: true, redirected: false });
    expect(Object.fromEntries(response.headers)).toEqual(headers);
    expect(await textOf(response)).toBe("body");
    expect(await textOf(response)).toBe("body");
  });

  test("keeps where the answer came from", async () => {
    const url = await httpServer((request, response) => {
      if (request.url === "/old") response.writeHead(308, { location: "/new" });
      response.end();
    });

    const response = await sendWith(fetch)(httpRequest({ url: `${url}/old` }));

    expect(response.url).toBe(`${url}/new`);
  });

  test("leaves an answer its own URL", async () => {
    const url = "https://api.test/normalised";
    const { fetch } = recordingFetch(() => Object.defineProperty(new Response(), "url", { value: url }));

    expect((await sendWith(fetch)(httpRequest())).url).toBe(url);
  });

  test("gives an answer that has no URL the URL of its request", async () => {
    const { fetch } = recordingFetch(() => new Response());

    const response = await sendWith(fetch)(httpRequest());

    expect(response.url).toBe("https://api.test/v1/messages?page_token=abc");
  });

  test.each([{ status: 204 }, { status: 205 }, { status: 304 }])(
    "returns a $status, which has no body",
    async ({ status }) => {
      const { fetch } = recordingFetch(() => new Response(null, { status }));

      const response = await sendWith(fetch)(httpRequest());

      expect(response).toMatchObject({ status, body: null });
    },
  );

  test.each([
    {
      given: fetchFailed(systemError({ code: "ECONNREFUSED", syscall: "connect" })),
      want: "not-sent",
      reason: "ECONNREFUSED",
    },
    {
      given: fetchFailed(systemError({ code: "EHOSTUNREACH", syscall: "connect" })),
      want: "not-sent",
      reason: "EHOSTUNREACH",
    },
    {
      given: fetchFailed(systemError({ code: "EAI_AGAIN", syscall: "getaddrinfo" })),
      want: "not-sent",
      reason: "EAI_AGAIN",
    },
    {
      given: fetchFailed(systemError({ code: "UND_ERR_CONNECT_TIMEOUT" })),
      want: "not-sent",
      reason: "UND_ERR_CONNECT_TIMEOUT",
    },
    { given: systemError({ code: "ConnectionRefused" }), want: "not-sent", reason: "ConnectionRefused" },
    { given: systemError({ code: "ECONNREFUSED" }), want: "not-sent", reason: "ECONNREFUSED" },
    { given: systemError({ code: "ENOTFOUND" }), want: "not-sent", reason: "ENOTFOUND" },
    { given: fetchFailed(systemError({ code: "ECONNRESET", syscall: "read" })), want: "unknown", reason: "ECONNRESET" },
    { given: fetchFailed(systemError({ code: "UND_ERR_SOCKET" })), want: "unknown", reason: "UND_ERR_SOCKET" },
    {
      given: fetchFailed(systemError({ code: "UND_ERR_HEADERS_TIMEOUT" })),
      want: "unknown",
      reason: "UND_ERR_HEADERS_TIMEOUT",
    },
    ...["DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"].map(
      (code) => ({
        given: fetchFailed(systemError({ code })),
        want: "not-sent",
        reason: code,
      }),
    ),
    {
      given: fetchFailed(systemError({ code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" })),
      want: "unknown",
      reason: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
    },
    { given: systemError({ syscall: "connect" }), want: "not-sent", reason: "the connection failed" },
    { given: fetchFailed(denoError("(Connect): tcp connect error: Connection refused")), ...notConnected },
    { given: fetchFailed(denoError("(Connect): dns error: failed to lookup address")), ...notConnected },
    { given: denoError("(Connect): tcp connect error: Connection refused"), ...notConnected },
    {
      given: fetchFailed(denoError("(SendRequest): connection closed before message completed")),
      want: "unknown",
      reason: "the connection failed",
    },
    { given: fetchFailed(undefined), want: "unknown", reason: "the connection failed" },
    { given: fetchFailed(fetchFailed(systemError({ code: "ENOTFOUND" }))), want: "not-sent", reason: "ENOTFOUND" },
    { given: new DOMException("stopped", "AbortError"), want: "unknown", reason: "the connection failed" },
    { given: "a text", want: "unknown", reason: "the connection failed" },
    { given: undefined, want: "unknown", reason: "the connection failed" },
  ])("takes $given with $reason as $want", async ({ given, want, reason }) => {
    const { fetch } = recordingFetch(() => Promise.reject(given));

    const error = await rejection(sendWith(fetch)(httpRequest()));

    const message = `POST https://api.test/v1/messages: no response, ${reason}`;
    expect(error).toMatchObject({ name: "ConnectionError", message, outcome: want, method: "POST", attempts: 1 });
    expect(error).toHaveProperty("url", "https://api.test/v1/messages");
    if (given instanceof Error) expect(error).toMatchObject({ cause: { name: given.name, message: given.message } });
    else if (given !== undefined) expect(error).toHaveProperty("cause", given);
  });

  test.each([
    {
      addresses: "no address could be connected to",
      given: overAddresses(
        "ETIMEDOUT",
        systemError({ code: "ETIMEDOUT", syscall: "connect" }),
        systemError({ code: "ENETUNREACH", syscall: "connect" }),
      ),
      want: "not-sent",
    },
    {
      addresses: "one address was connected to",
      given: overAddresses(
        "ECONNREFUSED",
        systemError({ code: "ECONNRESET", syscall: "read" }),
        systemError({ code: "ECONNREFUSED", syscall: "connect" }),
      ),
      want: "unknown",
    },
  ])("takes a failure over several addresses as $want where $addresses", async ({ given, want }) => {
    const { fetch } = recordingFetch(() => Promise.reject(fetchFailed(given)));

    const error = await rejection(sendWith(fetch)(httpRequest()));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: want });
  });

  test("takes a fetch that throws as one that rejects", async () => {
    const fetch = () => {
      throw systemError({ code: "ENOTFOUND" });
    };

    const error = await rejection(sendWith(fetch)(httpRequest()));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "not-sent" });
  });

  test.each([{ status: 200 }, { status: 400 }, { status: 500 }])(
    "takes a $status whose body breaks off as no response",
    async ({ status }) => {
      const cause = new Error("terminated");
      const { fetch } = recordingFetch(() => breakingOff(status, cause));

      const error = await rejection(sendWith(fetch)(httpRequest()));

      const message = `POST https://api.test/v1/messages: the response broke off or is malformed, status ${status}`;
      expect(error).toMatchObject({ name: "ConnectionError", message, outcome: "unknown", attempts: 1 });
      expect(error).toMatchObject({ cause: { name: "Error", message: "terminated" } });
      expect(error).toMatchObject({ method: "POST", url: "https://api.test/v1/messages" });
    },
  );

  test.each([
    { status: 0, want: false },
    { status: 199, want: false },
    { status: 200, want: true },
    { status: 599, want: true },
    { status: 600, want: false },
  ])("takes a $status as a status of HTTP: $want", async ({ status, want }) => {
    const { fetch } = recordingFetch(() => Object.defineProperty(new Response(), "status", { value: status }));

    const sent = sendWith(fetch)(httpRequest());

    if (want) await expect(sent).resolves.toHaveProperty("status", status);
    else await expect(sent).rejects.toHaveProperty("cause.message", "the status is not an HTTP status");
  });
});

describe("what keeps a request out of caches", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test("is said with each request", async () => {
    const { fetch, sent } = recordingFetch(() => new Response());

    await sendWith(fetch)(httpRequest());

    expect(sent[0]?.init.cache).toBe("no-store");
  });

  test("yields to what the call says", async () => {
    const { fetch, sent } = recordingFetch(() => new Response());

    await sendWith(fetch)(httpRequest({ init: { cache: "reload" } }));

    expect(sent[0]?.init.cache).toBe("reload");
  });

  test("is left away where the platform refuses it", async () => {
    vi.resetModules();
    vi.stubGlobal("Request", function refuse() {
      throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.");
    });
    const { sendWith: sendThere } = await import("../src/chain/send.ts");
    const { fetch, sent } = recordingFetch(() => new Response());

    await sendThere(fetch)(httpRequest());

    expect(sent[0]?.init).not.toHaveProperty("cache");
  });
});

describe("what fetch makes of a request", () => {
  test("passes through where a framework steers by it", async () => {
    const thrown = Object.assign(new Error("Dynamic server usage"), { digest: "DYNAMIC_SERVER_USAGE" });
    const { fetch } = recordingFetch(() => Promise.reject(thrown));

    expect(await rejection(sendWith(fetch)(httpRequest()))).toBe(thrown);
  });

  test.each([undefined, null, 5, {}])("is named where it is %s and not a response", async (given) => {
    const { fetch } = recordingFetch(() => given as Response);

    const error = await rejection(sendWith(fetch)(httpRequest()));

    const message = `POST https://api.test/v1/messages: fetch returned ${typeof given}, expected a Response`;
    expect(error).toMatchObject({ name: "SinchFetchError", message, outcome: "unknown" });
  });

  test("may have acted where a second exchange of the attempt was refused", async () => {
    const { fetch } = recordingFetch(() => Promise.reject(systemError({ code: "ECONNREFUSED" })));

    const error = await rejection(sendWith(fetch)(httpRequest({ outcome: "rejected" })));

    expect(error).toMatchObject({ outcome: "rejected" });
  });
});

describe("sendWith over a real connection", () => {
  const send = attemptWith({ scheme: "bearer", authorize: (request, next) => next(request) }, sendWith(fetch));

  test("reports a refused connection as not sent", async () => {
    const url = await closedPort();

    const error = await rejection(send(httpRequest({ url })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "not-sent" });
    expect(error).toHaveProperty("message", `POST ${url}: no response, ECONNREFUSED`);
  });

  test("reports a host that does not resolve as not sent", async () => {
    const error = await rejection(send(httpRequest({ url: "http://nothing.invalid/", timeoutMs: 4000 })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "not-sent" });
  });

  test("reports a connection that is reset before the answer as unknown", async () => {
    const url = await rawServer((socket) => socket.resetAndDestroy());

    const error = await rejection(send(httpRequest({ url })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(error).toHaveProperty("message", expect.stringContaining("no response"));
  });

  test("reports a connection that is reset amid the body as unknown", async () => {
    const url = await rawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nbody\r\n");
      setTimeout(() => socket.resetAndDestroy(), 20);
    });

    const error = await rejection(send(httpRequest({ url })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(error).toHaveProperty("message", `POST ${url}: the response broke off or is malformed, status 200`);
  });

  test("reports a body shorter than its content-length as unknown", async () => {
    const url = await rawServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"));

    const error = await rejection(send(httpRequest({ url })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(error).toHaveProperty("message", `POST ${url}: the response broke off or is malformed, status 200`);
  });

  test("gives up on a server that stays silent", async () => {
    const requests = vi.fn();
    const url = await rawServer(requests);

    const error = await rejection(send(httpRequest({ url, timeoutMs: 100 })));

    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown", timeoutMs: 100 });
    expect(requests).toHaveBeenCalledTimes(1);
  });

  test("gives up on a body that stalls", async () => {
    const url = await rawServer((socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"));

    const error = await rejection(send(httpRequest({ url, timeoutMs: 100 })));

    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  });

  test("ends at the caller's abort amid the body", async () => {
    const controller = new AbortController();
    const url = await rawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort");
      setTimeout(() => controller.abort(), 20);
    });

    const error = await rejection(send(httpRequest({ url, signal: controller.signal, timeoutMs: 0 })));

    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown" });
  });

  test("waits for a slow body that ends in time", async () => {
    const url = await httpServer((_, response) => {
      response.write("first, ");
      setTimeout(() => response.end("last"), 50);
    });

    const response = await send(httpRequest({ url, timeoutMs: 5000 }));

    expect(await textOf(response)).toBe("first, last");
  });

  test("reports an answer with a status that HTTP does not have as unknown", async () => {
    const url = await rawServer((socket) => socket.end("HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}"));

    const error = await rejection(send(httpRequest({ url })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(error).toHaveProperty("message", `POST ${url}: the response broke off or is malformed, status 999`);
  });

  test("returns an answer whose reason phrase is not ASCII", async () => {
    const head = "HTTP/1.1 400 Ung\xfcltig\r\ncontent-length: 2\r\n\r\n";
    const url = await rawServer((socket) => socket.end(`${head}{}`, "latin1"));

    const response = await send(httpRequest({ url }));

    expect(response.status).toBe(400);
    expect(await readable(response)).toMatchObject({ status: 400, statusText: "Ung?ltig" });
  });

  test("carries no credential across a redirect to another host", async () => {
    const credentials: unknown[] = [];
    const elsewhere = await httpServer((request, response) => {
      credentials.push(request.headers.authorization);
      response.end();
    });
    const url = await httpServer((request, response) => {
      credentials.push(request.headers.authorization);
      response.writeHead(307, { location: elsewhere }).end();
    });

    await send(httpRequest({ method: "GET", url, headers: { authorization: "Bearer token" } }));

    expect(credentials).toEqual(["Bearer token", undefined]);
  });
});

const bytes = new TextEncoder().encode("body").buffer;
const form = new FormData();

describe("sentOnce", () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([{ given: "body" }, { given: bytes }])(
    "gives Deno a Blob for $given, with no type of its own",
    async ({ given }) => {
      vi.stubGlobal("Deno", {});

      const body = await new Response(sentOnce(given)).text();

      expect(sentOnce(given)).toBeInstanceOf(Blob);
      expect(sentOnce(given)).toHaveProperty("type", "");
      expect(body).toBe("body");
    },
  );

  test.each([{ given: null }, { given: form }])("gives Deno $given as it is", ({ given }) => {
    vi.stubGlobal("Deno", {});

    expect(sentOnce(given)).toBe(given);
  });

  test.each([{ given: "body" }, { given: bytes }])("gives other platforms $given as it is", ({ given }) => {
    expect(sentOnce(given)).toBe(given);
  });
});
