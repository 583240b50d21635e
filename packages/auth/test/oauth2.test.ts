import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type OAuth2Options, oauth2 } from "../src/oauth2.ts";
import { clientWith } from "./chain.ts";
import { httpRequest } from "./http-request.ts";
import { httpServer } from "./local-server.ts";
import { recordingApi } from "./recording-api.ts";
import { never, recordingFetch, type Sent } from "./recording-fetch.ts";
import { exposedBy, rejection } from "./rejection.ts";

const key = { keyId: "key-id", keySecret: "hunter2" };

/** A token endpoint that hands out token-1, token-2 and so on, each good for an hour. */
function tokenEndpoint() {
  const { fetch, sent } = recordingFetch(() =>
    Response.json({ access_token: `token-${sent.length}`, token_type: "bearer", expires_in: 3600 }),
  );
  return { fetch, asked: sent };
}

/** A token endpoint whose answers the test gives by hand. */
function heldTokenEndpoint() {
  const answers: ((response: Response) => void)[] = [];
  const { fetch, sent } = recordingFetch(() => new Promise((resolve) => answers.push(resolve)));
  const answer = (index: number) =>
    answers[index]?.(Response.json({ access_token: `token-${index + 1}`, token_type: "bearer" }));
  return { fetch, asked: sent, answer };
}

function fakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

/** Lets every promise that can settle do so. */
const settle = () => vi.advanceTimersByTimeAsync(0);

const refusing = (...refused: string[]) =>
  recordingApi(({ headers }) => {
    const [, token = ""] = headers.get("authorization")?.split(" ") ?? [];
    return new Response(null, { status: refused.includes(token) ? 401 : 200 });
  });

describe("oauth2", () => {
  test("asks for nothing before the first request", () => {
    const { fetch, asked } = tokenEndpoint();

    const auth = oauth2({ ...key, fetch });

    expect(auth.scheme).toBe("bearer");
    expect(asked).toEqual([]);
  });

  test("fetches a token from the vendor's endpoint and sends it", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = recordingApi();

    await oauth2({ ...key, fetch }).authorize(httpRequest({ body: "bytes" }), api.next);

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ url: "https://auth.sinch.com/oauth2/token", method: "POST" });
    expect(asked[0]?.headers.get("authorization")).toBe(`Basic ${btoa("key-id:hunter2")}`);
    expect(api.credentials()).toEqual(["Bearer token-1"]);
    expect(api.requests[0]?.body).toBe("bytes");
  });

  test("fetches the token from tokenUrl, with the platform's fetch by default", async () => {
    const url = await httpServer((request, response) => {
      response.end(JSON.stringify({ access_token: `from${request.url}`, token_type: "bearer" }));
    });
    const api = recordingApi();

    await oauth2({ ...key, tokenUrl: `${url}/token` }).authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer from/token"]);
  });

  test("keeps the token for the next request, without calling the endpoint while it is fresh", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = recordingApi();
    const auth = oauth2({ ...key, fetch });
    await auth.authorize(httpRequest(), api.next);

    await auth.authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-1"]);
    expect(asked).toHaveLength(1);
  });

  test("fetches another token a minute before the end of the one it holds", async () => {
    fakeTimers();
    const { fetch } = tokenEndpoint();
    const api = recordingApi();
    const auth = oauth2({ ...key, fetch });
    await auth.authorize(httpRequest(), api.next);

    await vi.advanceTimersByTimeAsync(3_540_000);
    await auth.authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("makes one token request for 500 requests at once, of any number of clients", async () => {
    const { fetch, asked } = tokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response());
    const auth = oauth2({ ...key, fetch });
    const clients = [clientWith(auth, api), clientWith(auth, api)];

    await Promise.all(Array.from({ length: 250 }, () => clients.map((send) => send())).flat());

    expect(asked).toHaveLength(1);
    expect(sent).toHaveLength(500);
    expect(new Set(sent.map(({ headers }) => headers.get("authorization")))).toEqual(new Set(["Bearer token-1"]));
  });

  test.each([{ status: 200 }, { status: 400 }, { status: 403 }, { status: 500 }])(
    "returns a $status as it is",
    async ({ status }) => {
      const { fetch, asked } = tokenEndpoint();
      const answer = new Response(null, { status });
      const api = recordingApi(() => answer);

      const response = await oauth2({ ...key, fetch }).authorize(httpRequest(), api.next);

      expect(response).toBe(answer);
      expect(api.requests).toHaveLength(1);
      expect(asked).toHaveLength(1);
    },
  );

  test("sends nothing where no token can be had", async () => {
    const { fetch } = recordingFetch(() => Response.json({ error: "invalid_client" }, { status: 401 }));
    const api = recordingApi();

    const error = await rejection(oauth2({ ...key, fetch }).authorize(httpRequest(), api.next));

    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", status: 401, error: "invalid_client" });
    expect(api.requests).toEqual([]);
  });

  test("hands on the failure of the request as it is, without another try", async () => {
    const { fetch, asked } = tokenEndpoint();
    const failure = new Error("connection lost");

    const error = await rejection(oauth2({ ...key, fetch }).authorize(httpRequest(), () => Promise.reject(failure)));

    expect(error).toBe(failure);
    expect(asked).toHaveLength(1);
  });
});

describe("an answer of 401", () => {
  test("renews the token once and repeats the request once with the same bytes", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = refusing("token-1");
    const body = new TextEncoder().encode("bytes");

    const response = await oauth2({ ...key, fetch }).authorize(httpRequest({ body }), api.next);

    expect(response.status).toBe(200);
    expect(asked).toHaveLength(2);
    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(api.requests.map((request) => request.body)).toEqual([body, body]);
  });

  test("is returned where the new token is refused too", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = refusing("token-1", "token-2");

    const response = await oauth2({ ...key, fetch }).authorize(httpRequest(), api.next);

    expect(response.status).toBe(401);
    expect(asked).toHaveLength(2);
    expect(api.requests).toHaveLength(2);
  });

  test("to many requests at once renews the token once", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = refusing("token-1");
    const auth = oauth2({ ...key, fetch });

    const responses = await Promise.all(Array.from({ length: 50 }, () => auth.authorize(httpRequest(), api.next)));

    expect(responses.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(asked).toHaveLength(2);
    expect(api.requests).toHaveLength(100);
  });

  test("to a request whose token was replaced meanwhile makes no token request", async () => {
    const { fetch, asked } = tokenEndpoint();
    const auth = oauth2({ ...key, fetch });
    const quick = refusing("token-1");
    let answerSlow = (): void => {};
    const slow = recordingApi();
    const slowly = auth.authorize(httpRequest(), async (request) => {
      await slow.next(request);
      if (slow.requests.length > 1) return new Response();
      return new Promise((resolve) => {
        answerSlow = () => resolve(new Response(null, { status: 401 }));
      });
    });
    await auth.authorize(httpRequest(), quick.next);

    answerSlow();

    expect((await slowly).status).toBe(200);
    expect(slow.credentials()).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(asked).toHaveLength(2);
  });

  test("ends with the failure of the renewal", async () => {
    const { fetch, sent } = recordingFetch(() =>
      sent.length === 1 ? Response.json({ access_token: "token-1" }) : new Response(null, { status: 503 }),
    );
    const api = refusing("token-1");

    const error = await rejection(oauth2({ ...key, fetch }).authorize(httpRequest(), api.next));

    expect(error).toMatchObject({ name: "AuthError", status: 503 });
    expect(api.requests).toHaveLength(1);
  });
});

describe("options of oauth2", () => {
  test.each<{ given: Record<string, unknown>; want: string }>([
    {
      given: { keyId: undefined },
      want: "keyId is missing or malformed, expected a part of an access key, one line of text",
    },
    { given: { keyId: "a:b" }, want: "keyId holds a colon, which HTTP Basic can't send" },
    {
      given: { keySecret: "" },
      want: "keySecret is missing or malformed, expected a part of an access key, one line of text",
    },
    {
      given: { keySecret: "hunter2\n" },
      want: "keySecret is missing or malformed, expected a part of an access key, one line of text",
    },
    { given: { tokenUrl: "" }, want: "tokenUrl is malformed, expected an absolute http(s) URL without credentials" },
    {
      given: { tokenUrl: "/oauth2/token" },
      want: "tokenUrl is malformed, expected an absolute http(s) URL without credentials",
    },
    {
      given: { tokenUrl: "ftp://auth.test" },
      want: "tokenUrl is malformed, expected an absolute http(s) URL without credentials",
    },
    {
      given: { tokenUrl: "https://:hunter2@auth.test" },
      want: "tokenUrl is malformed, expected an absolute http(s) URL without credentials",
    },
    {
      given: { tokenUrl: "https://hunter2@auth.test" },
      want: "tokenUrl is malformed, expected an absolute http(s) URL without credentials",
    },
    { given: { tokenUrl: null }, want: "tokenUrl is malformed, expected an absolute http(s) URL without credentials" },
    { given: { fetch: "fetch" }, want: "fetch is string, expected a function" },
    { given: { timeoutMs: -1 }, want: "timeoutMs is -1, expected milliseconds from 0 (no limit)" },
    { given: { timeoutMs: Number.NaN }, want: "timeoutMs is NaN, expected milliseconds from 0 (no limit)" },
    { given: { timeoutMs: 2_147_483_648 }, want: "timeoutMs is 2147483648, expected milliseconds from 0 (no limit)" },
    { given: { timeoutMs: "5" }, want: "timeoutMs is 5, expected milliseconds from 0 (no limit)" },
    {
      given: { secret: "hunter2" },
      want: "unknown option secret, expected keyId, keySecret, tokenUrl, fetch, timeoutMs",
    },
  ])("are refused with $given", ({ given, want }) => {
    const create = () => oauth2({ ...key, ...given });

    expect(create).toThrow(new TypeError(`oauth2: ${want}`));
    expect(create).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });

  test("may not be left out", () => {
    expect(() => oauth2(undefined as never)).toThrow(/^oauth2: keyId is missing/);
  });

  test.each<{ given: Partial<OAuth2Options>; callMs: number; want: number | undefined }>([
    { given: {}, callMs: 0, want: 30_000 },
    { given: { timeoutMs: undefined }, callMs: 0, want: 30_000 },
    { given: {}, callMs: 1000, want: 1000 },
    { given: { timeoutMs: 500 }, callMs: 1000, want: 500 },
    { given: { timeoutMs: 500 }, callMs: 200, want: 200 },
    { given: { timeoutMs: 500 }, callMs: 0, want: 500 },
    { given: { timeoutMs: 0 }, callMs: 1000, want: 1000 },
    { given: { timeoutMs: 0 }, callMs: 0, want: undefined },
  ])("$given and a call's $callMs ms bound a token request to $want ms", async ({ given, callMs, want }) => {
    fakeTimers();
    const { fetch } = recordingFetch(never);
    const ended: unknown[] = [];
    const auth = oauth2({ ...key, ...given, fetch });
    auth.authorize(httpRequest({ timeoutMs: callMs }), never).catch((error: unknown) => ended.push(error));

    await vi.advanceTimersByTimeAsync(60_000);

    const timeout = { name: "TimeoutError", outcome: "not-sent", timeoutMs: want };
    expect(ended).toMatchObject(want === undefined ? [] : [timeout]);
  });
});

describe("a call that waits for its token", () => {
  test("ends at its own time limit, and sends nothing when the token comes after all", async () => {
    fakeTimers();
    const endpoint = heldTokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response());
    const send = clientWith(oauth2({ ...key, fetch: endpoint.fetch }), api);

    const failed = rejection(send({ timeoutMs: 100 }));
    await vi.advanceTimersByTimeAsync(100);
    endpoint.answer(0);
    await settle();

    expect(await failed).toMatchObject({ name: "TimeoutError", outcome: "not-sent", operation: "SendMessage" });
    expect(sent).toEqual([]);
  });

  test("takes nothing from the others when it is aborted", async () => {
    fakeTimers();
    const endpoint = heldTokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response());
    const send = clientWith(oauth2({ ...key, fetch: endpoint.fetch }), api);
    const controller = new AbortController();

    const starter = rejection(send({ signal: controller.signal }));
    const other = send();
    await settle();
    controller.abort();
    await settle();
    endpoint.answer(0);
    await other;

    expect(await starter).toMatchObject({ name: "AbortError", outcome: "not-sent" });
    expect(endpoint.asked).toHaveLength(1);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer token-1"]);
  });

  test("goes on with a request of its own where the starter's time was shorter", async () => {
    fakeTimers();
    const endpoint = heldTokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response());
    const send = clientWith(oauth2({ ...key, fetch: endpoint.fetch }), api);

    const starter = rejection(send({ timeoutMs: 100 }));
    const other = send({ timeoutMs: 5000 });
    await vi.advanceTimersByTimeAsync(100);
    endpoint.answer(1);
    await other;

    expect(await starter).toMatchObject({ name: "TimeoutError", outcome: "not-sent" });
    expect(endpoint.asked).toHaveLength(2);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer token-2"]);
  });

  test.each([
    { end: "times out", options: (_: AbortController) => ({ timeoutMs: 100 }), want: "TimeoutError" },
    { end: "is aborted", options: ({ signal }: AbortController) => ({ signal }), want: "AbortError" },
  ])("after a 401 was not acted on when it $end, and repeats nothing", async ({ options, want }) => {
    fakeTimers();
    const endpoint = heldTokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response(null, { status: 401 }));
    const send = clientWith(oauth2({ ...key, fetch: endpoint.fetch }), api);
    const controller = new AbortController();

    const failed = rejection(send(options(controller)));
    await settle();
    endpoint.answer(0);
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    endpoint.answer(1);
    await settle();

    expect(await failed).toMatchObject({ name: want, outcome: "rejected" });
    expect(sent).toHaveLength(1);
  });
});

describe("an error of a call with oauth2 holds no key and no token", () => {
  const answers: Record<string, (sent: Sent) => Response | Promise<Response>> = {
    token: () => Response.json({ access_token: "t0k3n", token_type: "bearer" }),
    "an OAuth error": () => Response.json({ error: "invalid_client" }, { status: 401 }),
    HTML: () => new Response("<html>hunter2 t0k3n</html>", { status: 500 }),
    "a malformed token": () => Response.json({ access_token: "t0k3n\nx" }),
    "a token of another type": () => Response.json({ access_token: "t0k3n", token_type: "mac" }),
    "a lost connection": () => Promise.reject(new TypeError("fetch failed")),
    silence: never,
    "a refusal": () =>
      Response.json({ error: { code: 403, message: "no", status: "PERMISSION_DENIED" } }, { status: 403 }),
  };

  test.each([
    { endpoint: "an OAuth error", api: "a refusal", want: "AuthError" },
    { endpoint: "HTML", api: "a refusal", want: "AuthError" },
    { endpoint: "a malformed token", api: "a refusal", want: "AuthError" },
    { endpoint: "a token of another type", api: "a refusal", want: "AuthError" },
    { endpoint: "a lost connection", api: "a refusal", want: "AuthError" },
    { endpoint: "silence", api: "a refusal", want: "TimeoutError" },
    { endpoint: "token", api: "a refusal", want: "ApiError" },
    { endpoint: "token", api: "a lost connection", want: "ConnectionError" },
    { endpoint: "token", api: "silence", want: "TimeoutError" },
  ])("where the token endpoint answers with $endpoint and the API with $api", async ({ endpoint, api, want }) => {
    const token = recordingFetch(answers[endpoint] ?? never);
    const { fetch } = recordingFetch(answers[api] ?? never);
    const send = clientWith(oauth2({ ...key, fetch: token.fetch }), fetch);

    const error = await rejection(send({ timeoutMs: 100 }));

    expect(error).toHaveProperty("name", want);
    for (const secret of ["hunter2", btoa("key-id:hunter2"), "t0k3n"]) expect(exposedBy(error)).not.toContain(secret);
  });
});
