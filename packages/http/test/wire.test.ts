import createClient, { type Client, createQuerySerializer } from "openapi-fetch";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { onChain } from "../src/call/wire.ts";
import type { FetchMiddleware } from "../src/chain/request.ts";
import { type ClientOptions, resolveClientOptions } from "../src/client-options.ts";
import { closedPort } from "./local-server.ts";
import { auth, clientOptions, facts, operations, type Paths, TOKEN } from "./messages-api.ts";
import { never, recordingFetch, type Sent } from "./recording-fetch.ts";
import { exposedBy, rejection } from "./rejection.ts";

const BASE_URL = "https://us.api.test/v1/projects/my-project";

type Answer = (sent: Sent) => Response | Promise<Response>;

/** A client of the small API, made as generated code makes one, whose requests are answered by a function and not repeated. */
function client(answer: Answer = () => Response.json({}), options: Partial<ClientOptions<"us" | "eu", "bearer">> = {}) {
  const { fetch, sent } = recordingFetch(answer);
  const settings = resolveClientOptions("createClient", { ...clientOptions, fetch, retry: false, ...options }, facts);
  const { baseUrl, headers } = settings;
  const querySerializer = createQuerySerializer();
  const openApiFetch = createClient<Paths>({ baseUrl, headers, querySerializer });
  return { ...onChain(openApiFetch, operations, settings, querySerializer), sent };
}

function fakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

const body = { text: "hi" };

describe("a call at the wire level", () => {
  test("sends one authenticated request for the project", async () => {
    const { wire, sent } = client();

    await wire.POST("/messages:send", { body, params: { query: { mode: "fast lane" } } });

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: "POST",
      url: `${BASE_URL}/messages:send?mode=fast%20lane`,
      body: '{"text":"hi"}',
    });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      "user-agent": "@sinch-fetch/messages/1.2.3",
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
    });
  });

  test.each<{ method: string; call: (wire: Client<Paths>) => Promise<{ response: Response }> }>([
    { method: "GET", call: (wire) => wire.GET("/anything") },
    { method: "PUT", call: (wire) => wire.PUT("/anything") },
    { method: "POST", call: (wire) => wire.POST("/anything") },
    { method: "DELETE", call: (wire) => wire.DELETE("/anything") },
    { method: "OPTIONS", call: (wire) => wire.OPTIONS("/anything") },
    { method: "HEAD", call: (wire) => wire.HEAD("/anything") },
    { method: "PATCH", call: (wire) => wire.PATCH("/anything") },
    { method: "TRACE", call: (wire) => wire.TRACE("/anything") },
  ])("goes through the chain by $method", async ({ method, call }) => {
    const { wire, sent } = client();

    const { response } = await call(wire);

    expect(response.status).toBe(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method, url: `${BASE_URL}/anything` });
    expect(sent[0]?.headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
  });

  test("leaves out of the body what was never set, also behind a middleware", async () => {
    const unset = { text: { agent: null } };
    const operation = { id: "send", method: "POST", path: "/messages:send", body: true, unset } as const;
    const { wire, call, sent } = client();
    const message = { text: { agent: null, note: null } };

    await call(operation, { body: message });
    wire.use({ onRequest: ({ request }) => request });
    await call(operation, { body: message });

    const bodies = sent.map((request) => new Response(request.body as BodyInit).json());
    expect(await Promise.all(bodies)).toEqual([{ text: { note: null } }, { text: { note: null } }]);
  });

  test("goes through the chain by request()", async () => {
    const { wire, sent } = client(() => Response.json({ message_id: "m" }));

    const { data } = await wire.request("get", "/messages/{message_id}", { params: { path: { message_id: "m" } } });

    expect(data).toEqual({ message_id: "m" });
    expect(sent[0]).toMatchObject({ method: "GET", url: `${BASE_URL}/messages/m` });
  });

  test.each([
    { given: "a/b", want: "a%2Fb" },
    { given: "?", want: "%3F" },
    { given: "#", want: "%23" },
    { given: "a b", want: "a%20b" },
    { given: "%2e%2e", want: "%252e%252e" },
    { given: "ü", want: "%C3%BC" },
  ])("keeps the path parameter $given in its segment", async ({ given, want }) => {
    const { wire, sent } = client();

    await wire.GET("/messages/{message_id}", { params: { path: { message_id: given } } });

    expect(sent.map(({ url }) => new URL(url).href)).toEqual([`${BASE_URL}/messages/${want}`]);
  });

  test("returns the client it was given", () => {
    const given = createClient<Paths>({ baseUrl: BASE_URL });

    const settings = resolveClientOptions("createClient", clientOptions, facts);

    const { wire } = onChain(given, operations, settings, createQuerySerializer());

    expect(wire).toBe(given);
  });
});

describe("an answer at the wire level", () => {
  test.each([
    { answer: "JSON", given: () => Response.json({ message_id: "m" }), want: { message_id: "m" } },
    {
      answer: "JSON with its length",
      given: () => new Response("[1]", { headers: { "content-length": "3" } }),
      want: [1],
    },
    { answer: "an empty body", given: () => new Response(""), want: undefined },
    {
      answer: "an empty body by its length",
      given: () => new Response("", { headers: { "content-length": "0" } }),
      want: undefined,
    },
    { answer: "a 204", given: () => new Response(null, { status: 204 }), want: undefined },
  ])("yields the data of $answer", async ({ given, want }) => {
    const { wire } = client(given);

    const { data, error, response } = await wire.GET("/anything");

    expect(data).toEqual(want);
    expect(error).toBeUndefined();
    expect(response.ok).toBe(true);
  });

  test("is refused with its text where it is not JSON", async () => {
    const { wire } = client(() => new Response("<html>"));

    const error = await rejection(wire.POST("/messages:send", { body }));

    expect(error).toMatchObject({ name: "ApiError", status: 200, outcome: "unknown", body: "<html>" });
    expect(error).toMatchObject({ operation: "SendMessage", method: "POST", url: `${BASE_URL}/messages:send` });
  });

  test("names the method in upper case in an error, whatever its case in the call", async () => {
    const { wire } = client(() => new Response("<html>"));

    const error = await rejection(wire.request("get", "/anything"));

    expect(error).toMatchObject({ method: "GET", operation: undefined });
  });

  test("is read as text where the call asks for it", async () => {
    const { wire } = client(() => new Response('{"a":1}'));

    const { data } = await wire.GET("/anything", { parseAs: "text" });

    expect(data).toBe('{"a":1}');
  });

  test("is a stream where the call asks for it", async () => {
    const { wire } = client(() => new Response("streamed"));

    const { data } = await wire.GET("/anything", { parseAs: "stream" });

    expect(data).toBeInstanceOf(ReadableStream);
    expect(await new Response(data).text()).toBe("streamed");
  });

  test.each([
    { answer: "JSON", given: () => Response.json({ code: 5 }, { status: 404 }), want: { code: 5 } },
    { answer: "HTML", given: () => new Response("<html>", { status: 502 }), want: "<html>" },
  ])("is an error, not thrown, for an error status with $answer", async ({ given, want }) => {
    const { wire } = client(given);

    const { data, error, response } = await wire.GET("/anything");

    expect(data).toBeUndefined();
    expect(error).toEqual(want);
    expect(response.ok).toBe(false);
  });
});

describe("a call at the resource level", () => {
  const send = { id: "SendMessage", method: "POST", path: "/messages:send" };

  test("returns the body of the answer", async () => {
    const { call, sent } = client(() => Response.json({ message_id: "m" }));

    const answer = await call(send, { body }, { query: { mode: "fast" } });

    expect(answer).toEqual({ message_id: "m" });
    expect(sent.map(({ url }) => url)).toEqual([`${BASE_URL}/messages:send?mode=fast`]);
  });

  test.each([
    {
      given: () => Response.json({ status: "NOT_FOUND" }, { status: 404 }),
      want: { status: 404, statusName: "NOT_FOUND", outcome: "rejected" },
    },
    { given: () => new Response("<html>", { status: 502 }), want: { status: 502, body: "<html>", outcome: "unknown" } },
    { given: () => new Response(null, { status: 500 }), want: { status: 500, body: undefined, outcome: "unknown" } },
    {
      given: () => new Response("", { status: 500, headers: { "content-length": "0" } }),
      want: { status: 500, body: undefined },
    },
    { given: () => new Response("<html>"), want: { status: 200, body: "<html>", outcome: "unknown" } },
  ])("throws an ApiError of $want", async ({ given, want }) => {
    const { call } = client(given);

    const error = await rejection(call(send, { body }));

    const request = { operation: "SendMessage", method: "POST", url: `${BASE_URL}/messages:send` };
    expect(error).toMatchObject({ name: "ApiError", ...want, ...request });
  });
});

describe("arguments", () => {
  test("with an empty path parameter are refused before anything is sent", async () => {
    const { wire, sent } = client();

    const error = await rejection(wire.GET("/messages/{message_id}", { params: { path: { message_id: ".." } } }));

    const message = 'GetMessage: message_id is "..", expected a non-empty string other than "." and ".."';
    expect(error).toEqual(new TypeError(message));
    expect(sent).toEqual([]);
  });

  test("without the path parameters are refused before anything is sent", async () => {
    const { wire, sent } = client();

    const error = await rejection(wire.request("get", "/messages/{message_id}", {} as never));

    expect(error).toHaveProperty("message", expect.stringMatching(/^GetMessage: message_id is undefined/));
    expect(sent).toEqual([]);
  });

  test("with a list out of bounds are refused before anything is sent", async () => {
    const { wire, sent } = client();

    const error = await rejection(wire.POST("/messages:send", { body: { text: "hi", recipients: [] } }));

    expect(error).toEqual(new RangeError("SendMessage: recipients has 0 items, expected 1 to 2"));
    expect(sent).toEqual([]);
  });

  test("of a path that the description does not have are refused by its method and path", async () => {
    const { wire } = client();

    const error = await rejection(wire.GET("/anything", { timeoutMs: -1 }));

    expect(error).toHaveProperty("message", expect.stringMatching(/^GET \/anything: timeoutMs is -1, expected/));
  });

  test("with a wrong timeoutMs are refused before anything is sent", async () => {
    const { call, sent } = client();

    const error = await rejection(
      call({ id: "Any", method: "GET", path: "/anything", idempotent: true }, {}, { timeoutMs: -1 }),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty("message", expect.stringMatching(/^Any: timeoutMs is -1, expected/));
    expect(sent).toEqual([]);
  });

  test.each([
    { given: { deadlineMs: -1 }, want: /^SendMessage: deadlineMs is -1, expected/ },
    { given: { retry: { maxRetries: -1 } }, want: /^SendMessage: retry.maxRetries is -1, expected/ },
    { given: { baseUrl: "http://proxy.test" }, want: /^SendMessage: baseUrl is "http:\/\/proxy.test", expected https/ },
    { given: { params: { header: { "x-a": "b\n" } } }, want: /^SendMessage: headers.x-a is not a single-line string$/ },
  ])("with $given are refused before anything is sent", async ({ given, want }) => {
    const { wire, sent } = client();

    const error = await rejection(wire.POST("/messages:send", { body, ...given } as never));

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty("message", expect.stringMatching(want));
    expect(sent).toEqual([]);
  });

  test.each([{ road: "directly" }, { road: "through a middleware" }])(
    "takes headers as openapi-fetch does, $road",
    async ({ road }) => {
      const { wire, sent } = client();
      if (road !== "directly") wire.use({ onRequest: () => undefined });

      await wire.POST("/messages:send", {
        body,
        headers: { "user-agent": null, "x-number": 5, "x-list": ["a", "b"], "x-absent": undefined },
      });

      const headers = new Headers(sent[0]?.init.headers);
      expect([headers.get("user-agent"), headers.get("x-number"), headers.get("x-list")]).toEqual([null, "5", "a, b"]);
      expect(headers.has("x-absent")).toBe(false);
    },
  );

  test("with an empty list in the query is refused, since it would be left out", async () => {
    const { wire, sent } = client();

    const failed = wire.GET("/anything", { params: { query: { update_mask: [] } } } as never);

    await expect(failed).rejects.toThrow(
      new RangeError("GET /anything: update_mask is an empty list, expected at least one item"),
    );
    expect(sent).toEqual([]);
  });

  test("whose query is out of the description's limits are refused before anything is sent", async () => {
    const { call, sent } = client();
    const query = { fields: { page_size: { minimum: 1, maximum: 20 } } };

    const failed = call({ id: "List", method: "GET", path: "/anything", query }, { query: { page_size: 21 } });

    await expect(failed).rejects.toThrow(new RangeError("List: page_size is out of range, expected 1 to 20"));
    expect(sent).toEqual([]);
  });

  test("may name another base URL", async () => {
    const { wire, sent } = client();

    await wire.GET("/anything", { baseUrl: "https://proxy.test/v1" });

    expect(sent[0]?.url).toBe("https://proxy.test/v1/anything");
  });

  test.each([
    { given: { authorization: "Bearer hunter2" }, want: "SendMessage: headers has authorization, which auth sets" },
    {
      given: { "x-key": "hunter2\n" },
      want: "SendMessage: headers.x-key is not a single-line string",
    },
  ])("with the headers $given are refused before anything is sent", async ({ given, want }) => {
    const { wire, sent } = client();

    const error = await rejection(wire.POST("/messages:send", { body, headers: given }));

    expect(error).toEqual(new TypeError(want));
    expect(exposedBy(error)).not.toContain("hunter2");
    expect(sent).toEqual([]);
  });
});

describe("headers", () => {
  test("of a call go over those of the client", async () => {
    const { wire, sent } = client(undefined, { headers: { "x-client": "1", "x-both": "1" } });

    await wire.GET("/anything", { headers: { "X-Both": "2", "x-call": "2" } });

    const headers = { "x-client": "1", "x-both": "2", "x-call": "2", authorization: `Bearer ${TOKEN}` };
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject(headers);
  });

  test("may be given as Headers", async () => {
    const { wire, sent } = client();

    await wire.GET("/anything", { headers: new Headers({ "x-a": "b" }) });

    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      "x-a": "b",
      authorization: `Bearer ${TOKEN}`,
      "user-agent": "@sinch-fetch/messages/1.2.3",
    });
  });
});

describe("a redirect", () => {
  const redirected: Answer = ({ url }) =>
    url.endsWith("/moved")
      ? Response.json({ here: true })
      : new Response(null, { status: 307, headers: { location: "https://other.test/moved" } });

  test("of a read is followed to another origin, without anything of the caller's", async () => {
    const { wire, sent } = client(redirected, { headers: { "x-a": "b" } });

    const { data } = await wire.GET("/anything");

    expect(data).toEqual({ here: true });
    expect(sent.map(({ url }) => url)).toEqual([`${BASE_URL}/anything`, "https://other.test/moved"]);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([`Bearer ${TOKEN}`, null]);
    expect(sent.map(({ headers }) => headers.get("x-a"))).toEqual(["b", null]);
  });

  test("of a send to another origin is the result", async () => {
    const { wire, sent } = client(redirected);

    const { response } = await wire.POST("/messages:send", { body });

    expect(response.status).toBe(307);
    expect(sent).toHaveLength(1);
  });

  test("is the answer where the call asks for it", async () => {
    const { wire } = client(redirected);

    const { response } = await wire.GET("/anything", { redirect: "manual" });

    expect(response.status).toBe(307);
  });

  test("that says where to find the result is an ApiError, and something may have been done", async () => {
    const { call } = client(() => new Response(null, { status: 303, headers: { location: "/moved" } }));

    const error = await rejection(call({ id: "SendMessage", method: "POST", path: "/messages:send" }, { body }));

    expect(error).toMatchObject({ name: "ApiError", status: 303, outcome: "unknown" });
  });
});

describe("further members of a call's RequestInit", () => {
  test("reach fetch", async () => {
    const { wire, sent } = client();

    await wire.GET("/anything", { cache: "no-store", keepalive: true });

    expect(sent[0]?.init).toMatchObject({ cache: "no-store", keepalive: true, method: "GET" });
  });
});

describe("an option of a call", () => {
  test.each([
    { given: { timeout: 4 }, want: /^SendMessage: unknown option timeout, expected / },
    { given: { retries: 1 }, want: /^SendMessage: unknown option retries, expected / },
    { given: { signal: {} }, want: /^SendMessage: signal is an object, expected an AbortSignal$/ },
    { given: { maxResponseBytes: 0 }, want: /^SendMessage: maxResponseBytes is 0, expected a whole number from 1$/ },
  ])("that is wrong is named, and nothing is sent: $given", async ({ given, want }) => {
    const { call, sent } = client();

    const failed = call({ id: "SendMessage", method: "POST", path: "/messages:send" }, { body }, given as never);

    await expect(failed).rejects.toThrow(want);
    expect(sent).toEqual([]);
  });

  test("for the platform reaches fetch, also behind a middleware", async () => {
    const { wire, call, sent } = client();
    const options = { cache: "force-cache", next: { revalidate: 60 } } as const;

    await call({ id: "GetMessage", method: "GET", path: "/anything" }, {}, options);
    wire.use({ onRequest: ({ request }) => request });
    await call({ id: "GetMessage", method: "GET", path: "/anything" }, {}, options);

    expect(sent.map(({ init }) => init)).toMatchObject([options, options]);
  });

  test("that is the client's own does not reach fetch", async () => {
    const { wire, sent } = client();

    await wire.GET("/anything", {
      params: {},
      timeoutMs: 0,
      deadlineMs: 0,
      retry: false,
      maxResponseBytes: 5,
      signal: null,
    });

    const own = ["params", "timeoutMs", "deadlineMs", "retry"];
    expect(sent).toHaveLength(1);
    expect(Object.keys(sent[0]?.init ?? {}).filter((name) => own.includes(name))).toEqual([]);
  });

  test("may bound the response of one call", async () => {
    const { call } = client(() => new Response("x".repeat(100)));

    const failed = call({ id: "GetMessage", method: "GET", path: "/anything" }, {}, { maxResponseBytes: 99 });

    expect(await rejection(failed)).toMatchObject({ name: "ConnectionError", outcome: "unknown", attempts: 1 });
  });
});

describe("a repeated call", () => {
  const retry = { maxRetries: 2, baseDelayMs: 0 };
  /** Answers twice with a status, then with success. */
  const failing = (status: number): Answer => {
    let count = 0;
    return () => (count++ < 2 ? new Response(null, { status }) : Response.json({ message_id: "m" }));
  };

  test("sends the same bytes each time", async () => {
    const { wire, sent } = client(failing(429), { retry });

    const { data } = await wire.POST("/messages:send", { body });

    expect(data).toEqual({ message_id: "m" });
    expect(sent).toHaveLength(3);
    for (const { url, method, body: bytes, headers } of sent) {
      expect([url, method, bytes]).toEqual([`${BASE_URL}/messages:send`, "POST", '{"text":"hi"}']);
      expect(headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
    }
  });

  test.each([
    { options: {}, call: undefined, want: 3 },
    { options: { retry }, call: false, want: 1 },
    { options: { retry }, call: { maxRetries: 1 }, want: 2 },
    { options: { retry: false }, call: { maxRetries: 1 }, want: 2 },
    { options: { retry: false }, call: undefined, want: 1 },
  ] as const)("is made $want times with retry $options and $call in the call", async ({ options, call, want }) => {
    fakeTimers();
    const { wire, sent } = client(failing(503), { retry: undefined, ...options });

    const settled = wire.GET("/anything", { retry: call });
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    expect(sent).toHaveLength(want);
  });

  test("says in its error how many attempts were made and what they may have done", async () => {
    const statuses = [503, 404];
    const { call } = client(() => new Response(null, { status: statuses.shift() ?? 500 }), { retry });

    const error = await rejection(call({ id: "Any", method: "GET", path: "/anything" }, {}));

    expect(error).toMatchObject({ name: "ApiError", status: 404, attempts: 2, outcome: "unknown" });
  });

  test("is told of to onAttempt", async () => {
    const onAttempt = vi.fn();
    const { wire } = client(failing(429), { retry, onAttempt });

    await wire.POST("/messages:send", { body });

    const attempts = onAttempt.mock.calls.map(([{ operation, attempt, status }]) => [operation, attempt, status]);
    expect(attempts).toEqual([
      ["SendMessage", 1, 429],
      ["SendMessage", 2, 429],
      ["SendMessage", 3, 200],
    ]);
  });
});

describe("deadlineMs", () => {
  const anything = { id: "Any", method: "GET", path: "/anything" };

  test.each([
    { level: "the client's", options: { deadlineMs: 200 }, call: {}, want: 200 },
    { level: "the call's", options: { deadlineMs: 200 }, call: { deadlineMs: 50 }, want: 50 },
  ])("bounds all the attempts of a call by $level", async ({ options, call: callOptions, want }) => {
    fakeTimers();
    const { call } = client(never, { timeoutMs: 30, retry: { maxRetries: 100, baseDelayMs: 0 }, ...options });
    const begunAtMs = performance.now();

    const failed = rejection(call(anything, {}, callOptions)).then((error) => ({
      error,
      afterMs: performance.now() - begunAtMs,
    }));
    await vi.advanceTimersByTimeAsync(60_000);

    const { error, afterMs } = await failed;
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown", timeoutMs: want });
    expect(Math.round(afterMs)).toBe(want);
  });

  test("bounds the wait for a token", async () => {
    fakeTimers();
    const { call, sent } = client(undefined, { auth: slowAuth(5000), deadlineMs: 1000 });

    const failed = rejection(call(anything, {}));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await failed).toMatchObject({ name: "TimeoutError", outcome: "not-sent", timeoutMs: 1000 });
    expect(sent).toEqual([]);
  });
});

describe("requestsPerSecond", () => {
  test("paces the clients of one project together", async () => {
    fakeTimers();
    const [one, other] = [client(undefined, { requestsPerSecond: 10 }), client(undefined, { requestsPerSecond: 10 })];

    for (let i = 0; i < 5; i++) for (const { wire } of [one, other]) void wire.GET("/anything");
    await vi.advanceTimersByTimeAsync(500);

    expect(one.sent.length + other.sent.length).toBe(6);
    await vi.advanceTimersByTimeAsync(400);
    expect(one.sent.length + other.sent.length).toBe(10);
  });
});

describe("middleware", () => {
  test("sees the platform's Request", async () => {
    const { wire, sent } = client();
    const seen: unknown[] = [];
    wire.use({ onRequest: async ({ request }) => void seen.push(request, await request.clone().json()) });

    await wire.POST("/messages:send", { body });

    expect(seen).toEqual([expect.any(Request), body]);
    expect(sent).toHaveLength(1);
    expect(await new Response(sent[0]?.body as BodyInit).text()).toBe('{"text":"hi"}');
  });

  test("may replace the request", async () => {
    const { wire, sent } = client();
    wire.use({
      onRequest: ({ request }) => {
        const headers = { ...Object.fromEntries(request.headers), "x-added": "1" };
        return new Request(`${request.url}?added=1`, { method: "PUT", headers, body: "other" });
      },
    });

    await wire.POST("/messages:send", { body });

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: "PUT", url: `${BASE_URL}/messages:send?added=1` });
    expect(await new Response(sent[0]?.body as BodyInit).text()).toBe("other");
    expect(sent[0]?.headers.get("x-added")).toBe("1");
    expect(sent[0]?.headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
  });

  test("may answer by itself, so that nothing is sent", async () => {
    const { wire, sent } = client();
    wire.use({ onRequest: () => Response.json({ cached: true }) });

    const { data } = await wire.GET("/anything");

    expect(data).toEqual({ cached: true });
    expect(sent).toEqual([]);
  });

  test("may replace the answer", async () => {
    const { wire } = client(() => Response.json({}, { status: 404 }));
    wire.use({ onResponse: ({ response }) => Response.json({ was: response.status }) });

    const { data } = await wire.GET("/anything");

    expect(data).toEqual({ was: 404 });
  });

  test("sees the error that a call ends with", async () => {
    const { wire } = client(() => Promise.reject(new TypeError("fetch failed")));
    const seen: unknown[] = [];
    wire.use({ onError: ({ error }) => void seen.push(error) });

    const error = await rejection(wire.GET("/anything"));

    expect(error).toMatchObject({ name: "ConnectionError" });
    expect(seen).toEqual([error]);
  });

  test("is called no more after eject()", async () => {
    const { wire, sent } = client();
    const onRequest = vi.fn();
    const middleware = { onRequest };
    wire.use(middleware);
    await wire.GET("/anything");

    wire.eject(middleware);
    await wire.GET("/anything");

    expect(onRequest).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(2);
  });

  test("that was registered twice and ejected once still sees the platform's Request", async () => {
    const { wire } = client();
    const seen: unknown[] = [];
    const middleware = { onRequest: ({ request }: { request: Request }) => void seen.push(request) };
    wire.use(middleware, middleware);
    wire.eject(middleware);

    await wire.GET("/anything");

    expect(seen).toEqual([expect.any(Request)]);
  });

  test("of one call sees the platform's Request", async () => {
    const { wire, sent } = client();
    const seen: unknown[] = [];

    await wire.GET("/anything", { middleware: [{ onRequest: ({ request }) => void seen.push(request) }] });

    expect(seen).toEqual([expect.any(Request)]);
    expect(sent).toHaveLength(1);
  });

  test("leaves the caller's signal able to end the call", async () => {
    const controller = new AbortController();
    const reason = new Error("user left");
    const { wire } = client(() => {
      controller.abort(reason);
      return never();
    });
    wire.use({ onRequest: () => undefined });

    const error = await rejection(wire.GET("/anything", { signal: controller.signal }));

    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown", cause: reason });
  });
});

/** Has every call of a client go by way of `openapi-fetch`. */
function watched(answer?: Answer, options?: Parameters<typeof client>[1]) {
  const made = client(answer, options);
  made.wire.use({ onRequest: () => undefined });
  return made;
}

describe("a call that middleware sees", () => {
  test("gives data, or an error, and the answer", async () => {
    const statuses = [200, 404];
    const { wire } = watched(() => Response.json({ a: 1 }, { status: statuses.shift() ?? 500 }));

    const [found, missing] = [await wire.GET("/anything"), await wire.GET("/anything")];

    expect([found.data, found.response.status]).toEqual([{ a: 1 }, 200]);
    expect([missing.data, missing.error, missing.response.status]).toEqual([undefined, { a: 1 }, 404]);
  });

  test("is refused with its text where the answer is not JSON", async () => {
    const { wire } = watched(() => new Response("<html>"));

    const error = await rejection(wire.GET("/anything"));

    expect(error).toMatchObject({ name: "ApiError", status: 200, body: "<html>", outcome: "unknown", attempts: 1 });
  });

  test("says in its error how many attempts were made", async () => {
    const retry = { maxRetries: 1, baseDelayMs: 0 };
    const { call } = watched(() => new Response(null, { status: 503 }), { retry });

    const error = await rejection(call({ id: "Any", method: "GET", path: "/anything" }, {}));

    expect(error).toMatchObject({ name: "ApiError", status: 503, attempts: 2 });
  });

  test("leaves a redirect as the answer where it asks for that", async () => {
    const { wire, sent } = watched(() => new Response(null, { status: 307, headers: { location: "/moved" } }));

    const { response } = await wire.GET("/anything", { redirect: "manual" });

    expect([response.status, sent.length]).toEqual([307, 1]);
  });
});

describe("bodyText", () => {
  const bodyText = (checked: unknown): string => `{"written":${Object.keys(Object(checked)).length}}`;

  test.each([
    { where: "on the chain at once", middlewares: [] },
    { where: "through a middleware", middlewares: [{ onRequest: () => {} }] },
  ])("writes the body that was checked, $where", async ({ middlewares }) => {
    const { wire, sent } = client();
    if (middlewares.length > 0) wire.use(...middlewares);

    await wire.POST("/messages:send", { body, ...{ bodyText } });

    expect(await new Response(sent[0]?.body as BodyInit).text()).toBe('{"written":1}');
    expect(sent[0]?.headers.get("content-type")).toBe("application/json");
  });
});

describe("an option of openapi-fetch in one call", () => {
  const messages = { params: { path: { message_id: "m" } } };
  test.each<{ option: string; call: (wire: Client<Paths>) => Promise<unknown>; want: object }>([
    {
      option: "bodySerializer",
      call: (wire) => wire.POST("/messages:send", { body, bodySerializer: () => "serialised" }),
      want: { text: "serialised" },
    },
    {
      option: "querySerializer",
      call: (wire) => wire.GET("/anything", { params: { query: { a: "b" } }, querySerializer: () => "serialised" }),
      want: { url: `${BASE_URL}/anything?serialised` },
    },
    {
      option: "pathSerializer",
      call: (wire) =>
        wire.GET("/messages/{message_id}", {
          ...messages,
          pathSerializer: (url) => url.replace(/{.*}/, "as-it-likes"),
        }),
      want: { url: `${BASE_URL}/messages/as-it-likes` },
    },
    {
      option: "Request",
      call: (wire) =>
        wire.GET("/anything", {
          Request: class extends Request {
            constructor(input: RequestInfo | URL, init?: RequestInit) {
              super(`${String(input)}?made=1`, init);
            }
          },
        }),
      want: { url: `${BASE_URL}/anything?made=1` },
    },
    {
      option: "headers with a content-type",
      call: (wire) =>
        wire.POST("/messages:send", {
          body,
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
        }),
      want: { type: "application/x-www-form-urlencoded", text: "text=hi" },
    },
  ])("$option is its to follow", async ({ call, want }) => {
    const { wire, sent } = client();

    await call(wire);

    expect(sent).toHaveLength(1);
    const { url, headers, body: bytes } = sent[0] as Sent;
    const type = headers.get("content-type");
    expect({ url, type, text: await new Response(bytes as BodyInit).text() }).toMatchObject(want);
  });

  test("a form as the body goes out as one", async () => {
    const { wire, sent } = client();
    const form = new FormData();
    form.set("a", "b");

    await wire.request("post", "/anything", { body: form } as never);

    expect(sent[0]?.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
    expect(await new Response(sent[0]?.body as BodyInit).text()).toContain('name="a"');
  });
});

describe("the fetch of one call", () => {
  test("receives the platform's Request in place of the client's fetch", async () => {
    const { wire, sent } = client();
    const received: Request[] = [];
    const fetch = async (request: Request) => {
      received.push(request);
      return Response.json({ from: "call" });
    };

    const { data } = await wire.POST("/messages:send", { body, fetch });

    expect(data).toEqual({ from: "call" });
    expect(sent).toEqual([]);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: "POST", url: `${BASE_URL}/messages:send` });
    expect(received[0]?.headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
    expect(await received[0]?.json()).toEqual(body);
  });

  test("leaves the next call to the client's fetch", async () => {
    const { wire, sent } = client();
    await wire.GET("/anything", { fetch: async () => Response.json({}) });

    await wire.GET("/anything");

    expect(sent).toHaveLength(1);
  });
});

describe("timeoutMs", () => {
  const anything = { id: "Any", method: "GET", path: "/anything", idempotent: true };

  test.each([
    { level: "the default", client: {}, call: {}, want: 30_000 },
    { level: "the client's", client: { timeoutMs: 200 }, call: {}, want: 200 },
    { level: "the call's", client: { timeoutMs: 200 }, call: { timeoutMs: 50 }, want: 50 },
    { level: "the call's, longer", client: { timeoutMs: 200 }, call: { timeoutMs: 500 }, want: 500 },
    {
      level: "the client's where the call's is undefined",
      client: { timeoutMs: 200 },
      call: { timeoutMs: undefined },
      want: 200,
    },
  ])("bounds a call by $level", async ({ client: options, call: callOptions, want }) => {
    fakeTimers();
    const { call } = client(never, options);
    const started = Date.now();

    const failed = rejection(call(anything, {}, callOptions)).then((error) => ({ error, after: Date.now() - started }));
    await vi.advanceTimersByTimeAsync(60_000);

    const { error, after } = await failed;
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "unknown", timeoutMs: want });
    expect(after).toBe(want);
  });

  test("of 0 lets a call wait without limit", async () => {
    fakeTimers();
    const settled = vi.fn();
    const { call } = client(never);
    void call(anything, {}, { timeoutMs: 0 }).finally(settled);

    await vi.advanceTimersByTimeAsync(86_400_000);

    expect(settled).not.toHaveBeenCalled();
  });

  test("bounds the wait for a token, after which nothing is sent", async () => {
    fakeTimers();
    const { call, sent } = client(undefined, { auth: slowAuth(5000), timeoutMs: 1000 });

    const failed = rejection(call(anything, {}));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await failed).toMatchObject({ name: "TimeoutError", outcome: "not-sent" });
    expect(sent).toEqual([]);
  });

  test("bounds the body", async () => {
    fakeTimers();
    const { call } = client(() => new Response(new ReadableStream({ pull: never })), { timeoutMs: 1000 });

    const failed = rejection(call(anything, {}));
    await vi.advanceTimersByTimeAsync(1000);

    expect(await failed).toMatchObject({ name: "TimeoutError", outcome: "unknown" });
  });
});

describe("the caller's abort", () => {
  const reason = new Error("user left");

  test("before the call sends nothing", async () => {
    const { wire, sent } = client();

    const error = await rejection(wire.POST("/messages:send", { body, signal: AbortSignal.abort(reason) }));

    expect(error).toMatchObject({ name: "AbortError", outcome: "not-sent", cause: reason, operation: "SendMessage" });
    expect(sent).toEqual([]);
  });

  test("while the token is fetched sends nothing, also when the token comes later", async () => {
    fakeTimers();
    const controller = new AbortController();
    const { wire, sent } = client(undefined, { auth: slowAuth(5000) });

    const failed = rejection(wire.POST("/messages:send", { body, signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort(reason);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await failed).toMatchObject({ name: "AbortError", outcome: "not-sent", cause: reason });
    expect(sent).toEqual([]);
  });

  test("while the request is in flight leaves it open whether it was acted on", async () => {
    const controller = new AbortController();
    const { wire } = client(() => {
      controller.abort(reason);
      return never();
    });

    const error = await rejection(wire.POST("/messages:send", { body, signal: controller.signal }));

    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown", cause: reason });
  });

  test("amid the body of the answer leaves it open whether it was acted on", async () => {
    const controller = new AbortController();
    const pull = () => {
      controller.abort(reason);
      return never();
    };
    const { wire } = client(() => new Response(new ReadableStream({ pull }, { highWaterMark: 0 })));

    const error = await rejection(wire.POST("/messages:send", { body, signal: controller.signal }));

    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown", cause: reason });
  });

  test("ends the signal that fetch was given", async () => {
    const controller = new AbortController();
    const { wire, sent } = client(never);
    const failed = rejection(wire.GET("/anything", { signal: controller.signal }));
    await vi.waitFor(() => expect(sent).toHaveLength(1), 10_000);

    controller.abort(reason);

    expect(await failed).toMatchObject({ name: "AbortError" });
    expect(sent[0]?.signal).toMatchObject({ aborted: true });
  });

  test("is listened to by no more than the calls under way", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const { wire } = client(({ url }) =>
      url.endsWith("/ok") ? Response.json({}) : Promise.reject(new Error("broken")),
    );

    await wire.GET("/messages/{message_id}", { signal, params: { path: { message_id: "ok" } } });
    await rejection(wire.GET("/messages/{message_id}", { signal, params: { path: { message_id: "no" } } }));

    expect(added).toHaveBeenCalledTimes(2);
    expect(removed.mock.calls).toEqual(added.mock.calls.map(([type, listener]) => [type, listener]));
  });
});

describe("an error of a call holds no credential, query or body", () => {
  const hidden = [TOKEN, "hunter2", "+4915112345678"];

  test.each<{ after: string; kind: string; answer: (controller: AbortController) => Response | Promise<Response> }>([
    { after: "an error status", kind: "ApiError", answer: () => new Response(null, { status: 400 }) },
    { after: "a body that is not JSON", kind: "ApiError", answer: () => new Response("<html>") },
    {
      after: "a refused connection",
      kind: "ConnectionError",
      answer: async () => fetch(await closedPort(), { headers: { authorization: TOKEN } }),
    },
    { after: "silence", kind: "TimeoutError", answer: never },
    {
      after: "the caller's abort",
      kind: "AbortError",
      answer: (controller) => {
        controller.abort();
        return never();
      },
    },
  ])("after $after: $kind", async ({ kind, answer }) => {
    const controller = new AbortController();
    const { call } = client(() => answer(controller), { headers: { "x-api-key": "hunter2" }, timeoutMs: 500 });
    const given = { body: { text: "to +4915112345678" }, query: { phone: "+4915112345678" } };
    const send = { id: "SendMessage", method: "POST", path: "/messages:send" };

    const error = await rejection(call(send, given, { signal: controller.signal }));

    expect(error).toHaveProperty("name", kind);
    for (const secret of hidden) {
      expect(exposedBy(error)).not.toContain(secret);
      expect(exposedBy(error)).not.toContain(encodeURIComponent(secret));
    }
  });
});

/** Waits for its token. */
function slowAuth(afterMs: number) {
  const authorize: FetchMiddleware = async (request, next) => {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    return auth.authorize(request, next);
  };
  return { ...auth, authorize };
}
