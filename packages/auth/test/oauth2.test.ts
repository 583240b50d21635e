import { describe, expect, test, vi } from "vitest";
import { memoryTokenStore, type OAuth2Options, oauth2, type TokenStore } from "../src/index.ts";
import { clientWith } from "./chain.ts";
import { fakeClock, fixChance, settle } from "./clock.ts";
import { credentialOf, httpRequest } from "./http-request.ts";
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
    answers[index]?.(Response.json({ access_token: `token-${index + 1}`, token_type: "bearer", expires_in: 3600 }));
  return { fetch, asked: sent, answer };
}

const refusing = (...refused: string[]) =>
  recordingApi((request) => {
    const [, token = ""] = credentialOf(request)?.split(" ") ?? [];
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
    fakeClock();
    const { fetch } = tokenEndpoint();
    const api = recordingApi();
    const auth = oauth2({ ...key, fetch });
    await auth.authorize(httpRequest(), api.next);

    await vi.advanceTimersByTimeAsync(3_540_000);
    await auth.authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("renews the token in the background, without a request that waits for it", async () => {
    fakeClock();
    const endpoint = heldTokenEndpoint();
    const api = recordingApi();
    const auth = oauth2({ ...key, fetch: endpoint.fetch });
    const first = auth.authorize(httpRequest(), api.next);
    await settle();
    endpoint.answer(0);
    await first;

    await vi.advanceTimersByTimeAsync(3_480_000);
    await auth.authorize(httpRequest(), api.next);
    await settle();
    endpoint.answer(1);
    await settle();
    await auth.authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    expect(endpoint.asked).toHaveLength(2);
  });

  test("tries again where the token endpoint is over its limit", async () => {
    fakeClock();
    const { fetch, sent } = recordingFetch(() =>
      sent.length < 4 ? new Response(null, { status: 429 }) : Response.json({ access_token: "token" }),
    );
    const api = recordingApi();

    const done = oauth2({ ...key, fetch, timeoutMs: 0 }).authorize(httpRequest({ timeoutMs: 0 }), api.next);
    await vi.runAllTimersAsync();
    await done;

    expect(api.credentials()).toEqual(["Bearer token"]);
    expect(sent).toHaveLength(4);
  });

  test("shares the token through a store with another value of the same key", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = recordingApi();
    const tokenStore = memoryTokenStore();

    await oauth2({ ...key, fetch, tokenStore }).authorize(httpRequest(), api.next);
    await oauth2({ ...key, fetch, tokenStore }).authorize(httpRequest(), api.next);
    await oauth2({ ...key, keyId: "other", fetch, tokenStore }).authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    expect(asked).toHaveLength(2);
  });

  test("shares nothing by itself", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = recordingApi();

    await oauth2({ ...key, fetch }).authorize(httpRequest(), api.next);
    await oauth2({ ...key, fetch }).authorize(httpRequest(), api.next);

    expect(asked).toHaveLength(2);
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

  test("gives each call an error of its own, with a copy of the cause of them all", async () => {
    fakeClock();
    fixChance(0);
    const failure = Object.assign(new TypeError("fetch failed"), { data: "t0k3n" });
    const { fetch, sent } = recordingFetch(() => Promise.reject(failure));
    const send = clientWith(oauth2({ ...key, fetch }), never);

    const failed = [rejection(send()), rejection(send())];
    await vi.runAllTimersAsync();
    const errors = await Promise.all(failed);

    const url = "https://us.api.test/projects/p/messages:send";
    const about = { name: "AuthError", message: "token endpoint: no response", outcome: "not-sent", attempts: 1, url };
    expect(errors).toMatchObject([about, about]);
    expect(errors[0]).not.toBe(errors[1]);
    expect(errors[0]).toHaveProperty("cause.message", "fetch failed");
    expect(exposedBy(errors[0])).not.toContain("t0k3n");
    expect(sent).toHaveLength(3);
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

    const responses = await Promise.all(Array.from({ length: 100 }, () => auth.authorize(httpRequest(), api.next)));

    expect(responses.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(asked).toHaveLength(2);
    expect(api.requests).toHaveLength(200);
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

  test("ends with the failure of the renewal, and with what is known of the request: it was refused", async () => {
    const { fetch, sent } = recordingFetch(() =>
      sent.length === 1 ? Response.json({ access_token: "token-1" }) : new Response(null, { status: 403 }),
    );
    const { fetch: api, sent: requests } = recordingFetch(() => new Response(null, { status: 401 }));

    const error = await rejection(clientWith(oauth2({ ...key, fetch }), api)());

    expect(error).toMatchObject({ name: "AuthError", status: 403, outcome: "rejected", operation: "SendMessage" });
    expect(requests).toHaveLength(1);
  });

  test("is replied to with the token that another process has put into the store", async () => {
    const { fetch, asked } = tokenEndpoint();
    const api = refusing("token-1");
    const tokenStore = memoryTokenStore();
    const other = oauth2({ ...key, fetch, tokenStore });
    const auth = oauth2({ ...key, fetch, tokenStore });
    await auth.authorize(httpRequest(), recordingApi().next);
    await other.authorize(httpRequest(), api.next);

    const response = await auth.authorize(httpRequest(), api.next);

    expect(response.status).toBe(200);
    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-2", "Bearer token-1", "Bearer token-2"]);
    expect(asked).toHaveLength(2);
  });

  test("ends a client's call as an ApiError after two requests, where it persists", async () => {
    const { fetch, asked } = tokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response(null, { status: 401 }));

    const error = await rejection(clientWith(oauth2({ ...key, fetch }), api)());

    expect(error).toMatchObject({ name: "ApiError", status: 401, outcome: "rejected" });
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(asked).toHaveLength(2);
  });
});

describe("a token endpoint that is silent", () => {
  test.each<{ given: Partial<OAuth2Options>; callMs: number; want: number | undefined }>([
    { given: {}, callMs: 0, want: 20_000 },
    { given: { timeoutMs: undefined }, callMs: 0, want: 20_000 },
    { given: {}, callMs: 1000, want: 1000 },
    { given: { timeoutMs: 500 }, callMs: 1000, want: 500 },
    { given: { timeoutMs: 500 }, callMs: 200, want: 200 },
    { given: { timeoutMs: 500 }, callMs: 0, want: 500 },
    { given: { timeoutMs: 0 }, callMs: 1000, want: 1000 },
    { given: { timeoutMs: 0 }, callMs: 0, want: undefined },
  ])("is given up by $given and a call's $callMs ms after $want ms", async ({ given, callMs, want }) => {
    fakeClock();
    const { fetch, sent } = recordingFetch(never);
    const ended: unknown[] = [];
    const auth = oauth2({ ...key, ...given, fetch });
    auth.authorize(httpRequest({ timeoutMs: callMs }), never).catch((error: unknown) => ended.push(error));

    await vi.advanceTimersByTimeAsync(60_000);

    const cause = { name: "TimeoutError", timeoutMs: want };
    const errors = ended.map((failure) => Object(failure).errorOf({ outcome: "not-sent" }));
    expect(errors).toMatchObject(want === undefined ? [] : [{ name: "AuthError", outcome: "not-sent", cause }]);
    expect(sent.length).toBeGreaterThan(0);
  });

  test.each([
    { options: {}, afterMs: 20_000, want: { name: "AuthError", cause: { name: "TimeoutError", timeoutMs: 20_000 } } },
    { options: { timeoutMs: 5000 }, afterMs: 5000, want: { name: "TimeoutError", timeoutMs: 5000 } },
    { options: { timeoutMs: 20_000 }, afterMs: 20_000, want: { name: "TimeoutError", timeoutMs: 20_000 } },
    { options: { timeoutMs: 0 }, afterMs: 20_000, want: { name: "AuthError", cause: { name: "TimeoutError" } } },
  ])("ends a client's call with $options after $afterMs ms as $want.name", async ({ options, afterMs, want }) => {
    fakeClock();
    const { fetch } = recordingFetch(never);
    const settled = vi.fn();
    const send = clientWith(oauth2({ ...key, fetch }), never);

    const failed = rejection(send(options)).finally(settled);
    await vi.advanceTimersByTimeAsync(afterMs - 1);
    const early = settled.mock.calls.length;
    await vi.advanceTimersByTimeAsync(1);

    expect(await failed).toMatchObject({ ...want, outcome: "not-sent", operation: "SendMessage" });
    expect(early).toBe(0);
  });
});

describe("a call that waits for its token", () => {
  test("ends at its own time limit, and sends nothing when the token comes after all", async () => {
    fakeClock();
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
    fakeClock();
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

  test("goes on with the token request where the starter's time was shorter", async () => {
    fakeClock();
    const endpoint = heldTokenEndpoint();
    const { fetch: api, sent } = recordingFetch(() => new Response());
    const send = clientWith(oauth2({ ...key, fetch: endpoint.fetch }), api);

    const starter = rejection(send({ timeoutMs: 100 }));
    const other = send({ timeoutMs: 5000 });
    await vi.advanceTimersByTimeAsync(100);
    endpoint.answer(0);
    await other;

    expect(await starter).toMatchObject({ name: "TimeoutError", outcome: "not-sent" });
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer token-1"]);
  });

  test.each([
    { end: "times out", options: (_: AbortController) => ({ timeoutMs: 100 }), want: "TimeoutError" },
    { end: "is aborted", options: ({ signal }: AbortController) => ({ signal }), want: "AbortError" },
  ])("after a 401 was not acted on when it $end, and repeats nothing", async ({ options, want }) => {
    fakeClock();
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
  const secrets = ["hunter2", btoa("key-id:hunter2"), "t0k3n"];
  const answers: Record<string, (sent: Sent) => Response | Promise<Response>> = {
    "a token": () => Response.json({ access_token: "t0k3n", token_type: "bearer" }),
    "an OAuth error": () => Response.json({ error: "invalid_client" }, { status: 401 }),
    "the key": ({ headers }) =>
      Response.json({ error: "hunter2", error_description: headers.get("authorization") }, { status: 400 }),
    HTML: () => new Response("<html>hunter2 t0k3n</html>", { status: 500 }),
    "a malformed token": () => Response.json({ access_token: "t0k3n\nx" }),
    "a token of another type": () => Response.json({ access_token: "t0k3n", token_type: "mac" }),
    "a lost connection": () => Promise.reject(new TypeError("fetch failed")),
    silence: never,
    "a refusal": () =>
      Response.json({ error: { code: 403, message: "no", status: "PERMISSION_DENIED" } }, { status: 403 }),
    "no authorization": () => new Response(null, { status: 401 }),
  };

  test.each([
    { endpoint: "an OAuth error", api: "a refusal", want: "AuthError" },
    { endpoint: "the key", api: "a refusal", want: "AuthError" },
    { endpoint: "HTML", api: "a refusal", want: "AuthError" },
    { endpoint: "a malformed token", api: "a refusal", want: "AuthError" },
    { endpoint: "a token of another type", api: "a refusal", want: "AuthError" },
    { endpoint: "a lost connection", api: "a refusal", want: "AuthError" },
    { endpoint: "silence", api: "a refusal", want: "AuthError" },
    { endpoint: "a token", api: "a refusal", want: "ApiError" },
    { endpoint: "a token", api: "no authorization", want: "ApiError" },
    { endpoint: "a token", api: "a lost connection", want: "ConnectionError" },
    { endpoint: "a token", api: "silence", want: "TimeoutError" },
  ])("where the token endpoint answers with $endpoint and the API with $api", async ({ endpoint, api, want }) => {
    fakeClock();
    const token = recordingFetch(answers[endpoint] ?? never);
    const { fetch } = recordingFetch(answers[api] ?? never);
    const tokenUrl = "https://auth.test/token?hint=hunter2";
    const send = clientWith(oauth2({ ...key, fetch: token.fetch, tokenUrl }), fetch);

    const failed = rejection(send());
    await vi.advanceTimersByTimeAsync(120_000);

    const error = await failed;
    expect(error).toHaveProperty("name", want);
    for (const secret of secrets) expect(exposedBy(error)).not.toContain(secret);
  });

  test.each<{ how: string; tokenStore: TokenStore }>([
    {
      how: "fails with them",
      tokenStore: {
        get: (key) => Promise.reject(new Error(`t0k3n hunter2 ${key}`)),
        set: (_, { accessToken }) => Promise.reject(new Error(accessToken)),
      },
    },
    {
      how: "holds junk with them",
      tokenStore: { get: async () => JSON.parse('{"accessToken":"t0k3n\\nhunter2"}'), set: async () => {} },
    },
  ])("where the token store $how", async ({ tokenStore }) => {
    const token = recordingFetch(answers["an OAuth error"] ?? never);
    const send = clientWith(oauth2({ ...key, fetch: token.fetch, tokenStore }), never);

    const error = await rejection(send());

    expect(error).toMatchObject({ name: "AuthError", status: 401 });
    expect(error).not.toHaveProperty("cause");
    for (const secret of secrets) expect(exposedBy(error)).not.toContain(secret);
  });
});
