import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { undiciFetch } from "@sinch-fetch/http/undici";
import { describe, expect, test, vi } from "vitest";
import { exchangeToken } from "../src/token-exchange.ts";
import { fakeClock } from "./clock.ts";
import { httpServer } from "./local-server.ts";
import { exposedBy } from "./rejection.ts";
import { brokenBody, CREDENTIALS, good, KEY_SECRET, TOKEN_URL, tokenEndpoint } from "./token-endpoint.ts";
import { jwt } from "./tokens.ts";

const NOW_MS = Date.UTC(2026, 0, 1);
const { signal } = new AbortController();

describe("exchangeToken", () => {
  test("asks by the client credentials grant, with the key in HTTP Basic", async () => {
    const { endpoint, sent } = tokenEndpoint(() => Response.json(good));

    await exchangeToken(endpoint, signal);

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: TOKEN_URL, method: "POST", body: "grant_type=client_credentials", signal });
    expect(sent[0]?.init.redirect).toBe("manual");
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: "application/json",
      authorization: `Basic ${CREDENTIALS}`,
      "content-type": "application/x-www-form-urlencoded",
    });
  });

  test("counts the life of the token from before the request", async () => {
    fakeClock(NOW_MS);
    const { endpoint } = tokenEndpoint(async () => {
      await vi.advanceTimersByTimeAsync(500);
      return Response.json(good);
    });

    const token = await exchangeToken(endpoint, signal);

    expect(token).toEqual({ accessToken: "t0k3n", issuedAtMs: NOW_MS, expiresAtMs: NOW_MS + 3_600_000 });
  });

  test("takes the end of the token from its claims, if they make it sooner", async () => {
    fakeClock(NOW_MS);
    const accessToken = jwt({ iat: 0, exp: 50 });
    const { endpoint } = tokenEndpoint(() => Response.json({ ...good, access_token: accessToken }));

    const token = await exchangeToken(endpoint, signal);

    expect(token).toEqual({ accessToken, issuedAtMs: NOW_MS, expiresAtMs: NOW_MS + 50_000 });
  });

  test("gives a token that stays the same in JSON", async () => {
    fakeClock(NOW_MS);
    const { endpoint } = tokenEndpoint(() => Response.json({ access_token: "t0k3n" }));

    const token = await exchangeToken(endpoint, signal);

    expect(JSON.parse(JSON.stringify(token))).toEqual({ accessToken: "t0k3n", issuedAtMs: NOW_MS });
    expect(token).toHaveProperty("expiresAtMs", undefined);
  });

  test.each([{ given: "bearer" }, { given: "Bearer" }, { given: "BEARER" }, { given: undefined }])(
    "takes token_type $given",
    async ({ given }) => {
      const { endpoint } = tokenEndpoint(() => Response.json({ ...good, token_type: given }));

      expect(await exchangeToken(endpoint, signal)).toHaveProperty("accessToken", "t0k3n");
    },
  );

  test.each([{ status: 200 }, { status: 201 }, { status: 299 }])("takes a token with $status", async ({ status }) => {
    const { endpoint } = tokenEndpoint(() => Response.json(good, { status }));

    expect(await exchangeToken(endpoint, signal)).toHaveProperty("accessToken", "t0k3n");
  });
});

describe("a token endpoint that gives no token", () => {
  test.each([
    { road: "the platform's fetch", fetch: globalThis.fetch },
    { road: "undiciFetch()", fetch: undiciFetch() },
  ])("is read no further than a token can be long, over $road", async ({ fetch }) => {
    const compressed = gzipSync(JSON.stringify({ ...good, padding: " ".repeat(2_000_000) }));
    const url = await httpServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(compressed);
    });
    const { endpoint } = tokenEndpoint(() => Response.json(good));

    const refusal = await exchangeToken({ ...endpoint, tokenUrl: url, fetch }, signal);

    expect(refusal).toMatchObject({ error: { cause: { code: "ERR_RESPONSE_TOO_LARGE" } } });
  });

  test("throws a cause of any depth, and is not lost in it", async () => {
    let cause = new Error("the first");
    for (let depth = 0; depth < 20_000; depth++) cause = new Error("a further one", { cause });
    const { endpoint } = tokenEndpoint(() => {
      throw cause;
    });

    const refusal = await exchangeToken(endpoint, signal);

    expect(refusal).toMatchObject({ error: { name: "AuthError", cause: { message: "a further one" } } });
    expect(inspect(refusal, { depth: 100 })).not.toContain("the first");
  });

  const answered = (body: unknown, status: number) => () => Response.json(body, { status });

  test.each<{ how: string; answer: () => Response; want: { message: string; [member: string]: unknown } }>([
    {
      how: "with an OAuth error",
      answer: answered({ error: "invalid_client", error_description: "Unknown key" }, 401),
      want: {
        message: "token endpoint: status 401: invalid_client, Unknown key",
        status: 401,
        error: "invalid_client",
        errorDescription: "Unknown key",
      },
    },
    {
      how: "with an OAuth error without description",
      answer: answered({ error: "invalid_client" }, 400),
      want: {
        message: "token endpoint: status 400: invalid_client",
        error: "invalid_client",
        errorDescription: undefined,
      },
    },
    {
      how: "with a description alone",
      answer: answered({ error: "", error_description: "Unknown key" }, 400),
      want: { message: "token endpoint: status 400: Unknown key", error: undefined, errorDescription: "Unknown key" },
    },
    {
      how: "with an error of another shape",
      answer: answered({ error: { code: 5 } }, 403),
      want: { message: "token endpoint: status 403", status: 403, error: undefined },
    },
    {
      how: "with an error that repeats the key",
      answer: answered(
        { error: `bad ${CREDENTIALS}`, error_description: `${KEY_SECRET} is wrong, ${KEY_SECRET}!` },
        401,
      ),
      want: {
        message: "token endpoint: status 401: bad [secret], [secret] is wrong, [secret]!",
        error: "bad [secret]",
        errorDescription: "[secret] is wrong, [secret]!",
      },
    },
    {
      how: "with HTML",
      answer: () => new Response("<html>hunter2</html>", { status: 500 }),
      want: { message: "token endpoint: status 500", status: 500, error: undefined, errorDescription: undefined },
    },
    {
      how: "with an empty body",
      answer: () => new Response(null, { status: 503 }),
      want: { message: "token endpoint: status 503", status: 503 },
    },
    {
      how: "with an error that holds a token",
      answer: answered({ ...good, error: "slow_down" }, 429),
      want: { message: "token endpoint: status 429: slow_down", status: 429 },
    },
    {
      how: "by a redirect",
      answer: () => new Response(null, { status: 302, headers: { location: "https://elsewhere.test/" } }),
      want: { message: "token endpoint: status 302", status: 302 },
    },
    {
      how: "by a redirect with a token",
      answer: () => Response.json(good, { status: 300 }),
      want: { message: "token endpoint: status 300", status: 300 },
    },
    {
      how: "by a success without a token",
      answer: answered({ token_type: "bearer" }, 200),
      want: { message: "token endpoint: status 200 without an access token", status: 200 },
    },
    {
      how: "by a success that is HTML",
      answer: () => new Response("<html>t0k3n</html>"),
      want: { message: "token endpoint: status 200 without an access token", status: 200 },
    },
    {
      how: "by a success that is null",
      answer: answered(null, 200),
      want: { message: "token endpoint: status 200 without an access token", status: 200 },
    },
    {
      how: "by a success with an empty body",
      answer: () => new Response(null, { status: 204 }),
      want: { message: "token endpoint: status 204 without an access token", status: 204 },
    },
    {
      how: "by a token with a line break",
      answer: answered({ ...good, access_token: "t0k3n\r\nx-injected: 1" }, 200),
      want: { message: "token endpoint: status 200 without an access token", status: 200 },
    },
    {
      how: "by a token that is not text",
      answer: answered({ ...good, access_token: { t0k3n: 1 } }, 200),
      want: { message: "token endpoint: status 200 without an access token", status: 200 },
    },
    {
      how: "by a token of another type",
      answer: answered({ ...good, token_type: "mac" }, 200),
      want: { message: "token endpoint: a token of another type than Bearer", status: 200 },
    },
    {
      how: "by a token of no type",
      answer: answered({ ...good, token_type: null }, 200),
      want: { message: "token endpoint: a token of another type than Bearer", status: 200 },
    },
  ])("$how is told of by an AuthError without a secret", async ({ answer, want }) => {
    const { endpoint } = tokenEndpoint(answer);

    const { error } = Object(await exchangeToken(endpoint, signal));

    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", ...want });
    for (const secret of [KEY_SECRET, CREDENTIALS, "t0k3n"]) expect(exposedBy(error)).not.toContain(secret);
  });

  test.each<{ how: string; answer: (failure: Error) => Response | Promise<Response> }>([
    { how: "is not reached", answer: (failure) => Promise.reject(failure) },
    { how: "breaks off its answer", answer: brokenBody },
  ])("is told of by an AuthError with the cause where it $how", async ({ answer }) => {
    const failure = new TypeError("fetch failed");
    const { endpoint } = tokenEndpoint(() => answer(failure));

    const { error } = Object(await exchangeToken(endpoint, signal));

    const message = "token endpoint: no response";
    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", message, status: undefined, cause: failure });
    expect(exposedBy(error)).not.toContain(CREDENTIALS);
  });

  test("gets the key sent nowhere else by a redirect", async () => {
    const visits: string[] = [];
    const elsewhere = await httpServer((request, response) => {
      visits.push(`elsewhere ${request.headers.authorization}`);
      response.end(JSON.stringify(good));
    });
    const url = await httpServer((request, response) => {
      visits.push(`${request.method} ${request.url}`);
      response.writeHead(307, { location: request.url === "/other" ? elsewhere : "/other" }).end();
    });
    const { endpoint } = tokenEndpoint(() => Response.json(good));

    const { error } = Object(await exchangeToken({ ...endpoint, tokenUrl: `${url}/token`, fetch }, signal));

    expect(error).toMatchObject({ name: "AuthError", status: 307 });
    expect(visits).toEqual(["POST /token"]);
  });
});

describe("what a platform, a framework or a caller's fetch does", () => {
  test("is asked to keep the response out of every cache", async () => {
    const { endpoint, sent } = tokenEndpoint(() => Response.json(good));

    await exchangeToken(endpoint, signal);

    expect(sent[0]?.init.cache).toBe("no-store");
  });

  test("passes through as it is where it is a framework's control flow", async () => {
    const thrown = Object.assign(new Error("dynamic"), { digest: "DYNAMIC_SERVER_USAGE" });
    const { endpoint } = tokenEndpoint(() => Promise.reject(thrown));

    await expect(exchangeToken(endpoint, signal)).rejects.toBe(thrown);
  });

  test.each([
    { what: "returns nothing", answer: async () => undefined, want: "returned undefined, expected a Response" },
    { what: "returns null", answer: async () => null, want: "returned null, expected a Response" },
    { what: "throws null", answer: () => Promise.reject(null), want: "threw null, expected an error" },
    { what: "throws a symbol", answer: () => Promise.reject(Symbol("x")), want: "threw symbol, expected an error" },
  ])("is named at once where it $what", async ({ answer, want }) => {
    const { endpoint } = tokenEndpoint(answer as () => Promise<never>);

    expect(await exchangeToken(endpoint, signal)).toMatchObject({
      error: { name: "AuthError", message: `oauth2: fetch ${want}` },
      isFinal: true,
    });
  });

  test("is copied without what else its error holds, however deep its causes", async () => {
    const failure = Object.assign(new Error(`bad ${CREDENTIALS}`), { data: "t0k3n" });
    Object.assign(failure, { cause: failure });
    const { endpoint } = tokenEndpoint(() => Promise.reject(failure));

    const { error } = Object(await exchangeToken(endpoint, signal));

    expect(error.cause.message).toBe("bad [secret]");
    for (const secret of [KEY_SECRET, CREDENTIALS, "t0k3n"]) expect(exposedBy(error)).not.toContain(secret);
  });

  test.each([
    { form: "plain", text: KEY_SECRET },
    { form: "the key id", text: "key-id" },
    { form: "Base64", text: btoa(KEY_SECRET) },
    { form: "Base64 without padding", text: CREDENTIALS.replaceAll("=", "") },
    { form: "percent-encoded Base64", text: encodeURIComponent(CREDENTIALS).toLowerCase() },
    { form: "hex", text: Buffer.from(KEY_SECRET).toString("hex") },
    { form: "hex in capitals", text: Buffer.from(KEY_SECRET).toString("hex").toUpperCase() },
    { form: "percent-encoded", text: `key-id%3A${KEY_SECRET}` },
  ])("is cleaned of the key: $form", async ({ text }) => {
    const answer = () => Response.json({ error: "bad", error_description: `a\u001b[31m ${text} b` }, { status: 400 });
    const { endpoint } = tokenEndpoint(answer);

    const { error } = Object(await exchangeToken(endpoint, signal));

    expect(error.errorDescription).toMatch(/^a \[31m \S*\[secret\] b$/);
    expect(error.errorDescription).not.toContain(text);
  });
});
