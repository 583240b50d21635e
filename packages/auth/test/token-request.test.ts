import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requestToken } from "../src/token-request.ts";
import { httpServer } from "./local-server.ts";
import { never, recordingFetch } from "./recording-fetch.ts";
import { exposedBy, rejection } from "./rejection.ts";

const TOKEN_URL = "https://auth.test/oauth2/token";
const CREDENTIALS = btoa("key-id:hunter2");
const NOW_MS = Date.UTC(2026, 0, 1);

const good = { access_token: "t0k3n", token_type: "bearer", expires_in: 3600 };

/** A token endpoint that gives one answer. */
function endpoint(answer: () => Response | Promise<Response>) {
  const { fetch, sent } = recordingFetch(answer);
  return { tokenUrl: TOKEN_URL, credentials: CREDENTIALS, fetch, sent };
}

/** An unsigned JWT with these claims. */
function jwt(claims: unknown): string {
  const base64Url = (text: string) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${base64Url('{"alg":"none"}')}.${base64Url(JSON.stringify(claims))}.c2ln`;
}

beforeEach(() => void vi.useFakeTimers({ now: NOW_MS }));
afterEach(() => void vi.useRealTimers());

describe("requestToken", () => {
  test("asks by the client credentials grant, with the key in HTTP Basic", async () => {
    const { sent, ...to } = endpoint(() => Response.json(good));

    await requestToken(to, 1000);

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: TOKEN_URL, method: "POST", body: "grant_type=client_credentials" });
    expect(sent[0]?.init.redirect).toBe("manual");
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: "application/json",
      authorization: `Basic ${CREDENTIALS}`,
      "content-type": "application/x-www-form-urlencoded",
    });
  });

  test("counts the life of the token from before the request", async () => {
    const to = endpoint(async () => {
      await vi.advanceTimersByTimeAsync(500);
      return Response.json(good);
    });

    const token = await requestToken(to, 1000);

    expect(token).toEqual({ value: "t0k3n", issuedAtMs: NOW_MS, expiresAtMs: NOW_MS + 3_600_000 });
  });

  test.each([{ given: "bearer" }, { given: "Bearer" }, { given: "BEARER" }, { given: undefined }])(
    "takes token_type $given",
    async ({ given }) => {
      const to = endpoint(() => Response.json({ ...good, token_type: given }));

      const token = await requestToken(to, 1000);

      expect(token.value).toBe("t0k3n");
    },
  );

  const inSeconds = (seconds: number): number => NOW_MS / 1000 + seconds;

  test.each<{ rule: string; given: Record<string, unknown>; want: number }>([
    { rule: "expires_in", given: { expires_in: 100 }, want: 100 },
    { rule: "an expires_in of 0", given: { expires_in: 0 }, want: 0 },
    { rule: "no expires_in", given: { expires_in: undefined }, want: Number.POSITIVE_INFINITY },
    { rule: "an expires_in that is text", given: { expires_in: "100" }, want: Number.POSITIVE_INFINITY },
    { rule: "an expires_in below 0", given: { expires_in: -1 }, want: Number.POSITIVE_INFINITY },
    { rule: "an exp before expires_in", given: { access_token: jwt({ exp: inSeconds(50) }) }, want: 50 },
    { rule: "an exp after expires_in", given: { access_token: jwt({ exp: inSeconds(9999) }) }, want: 3600 },
    { rule: "exp alone", given: { access_token: jwt({ exp: inSeconds(50) }), expires_in: undefined }, want: 50 },
    { rule: "an exp that is text", given: { access_token: jwt({ exp: "50" }) }, want: 3600 },
    { rule: "a JWT without exp", given: { access_token: jwt({ iss: "ÿ>?" }) }, want: 3600 },
    { rule: "claims that are no object", given: { access_token: jwt(5) }, want: 3600 },
    { rule: "claims that are null", given: { access_token: jwt(null) }, want: 3600 },
    { rule: "a payload that is not JSON", given: { access_token: `a.${btoa("{exp")}.c` }, want: 3600 },
    { rule: "a payload that is not Base64", given: { access_token: "a.~.c" }, want: 3600 },
    { rule: "a token with dots that is no JWT", given: { access_token: "..." }, want: 3600 },
  ])("takes the end of the token from $rule", async ({ given, want }) => {
    const to = endpoint(() => Response.json({ ...good, ...given }));

    const { expiresAtMs } = await requestToken(to, 1000);

    expect(expiresAtMs).toBe(NOW_MS + want * 1000);
  });

  test("reads an exp whose Base64 is URL-safe", async () => {
    const token = jwt({ a: "ÿÿÿ>>>???", exp: NOW_MS / 1000 + 50 });
    const to = endpoint(() => Response.json({ ...good, access_token: token }));

    const { expiresAtMs } = await requestToken(to, 1000);

    expect(token).toMatch(/[-_]/);
    expect(expiresAtMs).toBe(NOW_MS + 50_000);
  });
});

describe("a token endpoint that fails", () => {
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
      how: "by a redirect",
      answer: () => new Response(null, { status: 302, headers: { location: "https://elsewhere.test/" } }),
      want: { message: "token endpoint: status 302", status: 302 },
    },
    {
      how: "by a success without a token",
      answer: answered({ token_type: "bearer" }, 200),
      want: { message: "token endpoint: status 200 without an access token", status: 200 },
    },
    {
      how: "by a success that is not JSON",
      answer: () => new Response("t0k3n"),
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
  ])("$how yields an AuthError without a secret", async ({ answer, want }) => {
    const error = await rejection(requestToken(endpoint(answer), 1000));

    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", ...want });
    for (const secret of ["hunter2", CREDENTIALS, "t0k3n"]) expect(exposedBy(error)).not.toContain(secret);
  });

  test.each<{ how: string; answer: (failure: Error) => Response | Promise<Response> }>([
    { how: "is not reached", answer: (failure) => Promise.reject(failure) },
    {
      how: "breaks off its answer",
      answer: (failure) => new Response(new ReadableStream({ start: (controller) => controller.error(failure) })),
    },
  ])("yields an AuthError with the cause where it $how", async ({ answer }) => {
    const failure = new TypeError("fetch failed");

    const error = await rejection(
      requestToken(
        endpoint(() => answer(failure)),
        1000,
      ),
    );

    const message = "token endpoint: no answer";
    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", message, status: undefined, cause: failure });
    expect(exposedBy(error)).not.toContain(CREDENTIALS);
  });

  test("does not get the key sent to where it redirects", async () => {
    vi.useRealTimers();
    const visits: string[] = [];
    const elsewhere = await httpServer((request, response) => {
      visits.push(`elsewhere ${request.headers.authorization}`);
      response.end(JSON.stringify(good));
    });
    const url = await httpServer((request, response) => {
      visits.push(`${request.method} ${request.url}`);
      response.writeHead(307, { location: request.url === "/other" ? elsewhere : "/other" }).end();
    });

    const error = await rejection(requestToken({ tokenUrl: `${url}/token`, credentials: CREDENTIALS, fetch }, 5000));

    expect(error).toMatchObject({ name: "AuthError", status: 307 });
    expect(visits).toEqual(["POST /token"]);
  });
});

describe("the time limit of a token request", () => {
  test.each([
    { state: "no answer comes", answer: never },
    { state: "the body stalls", answer: () => new Response(new ReadableStream({ pull: never })) },
  ])("ends it where $state, also if fetch ignores its signal", async ({ answer }) => {
    const { sent, ...to } = endpoint(answer);

    const failed = rejection(requestToken({ ...to, tokenUrl: `${TOKEN_URL}?api_key=hunter2#part` }, 1000));
    await vi.advanceTimersByTimeAsync(1000);

    const error = await failed;
    const message = "token endpoint: no complete answer within 1000 ms";
    expect(error).toMatchObject({ name: "TimeoutError", outcome: "not-sent", message, timeoutMs: 1000 });
    expect(error).toMatchObject({ method: "POST", url: TOKEN_URL });
    expect(exposedBy(error)).not.toContain("hunter2");
    expect(sent[0]?.signal).toMatchObject({ aborted: true, reason: error });
  });

  test("ends it not a millisecond early", async () => {
    const settled = vi.fn();
    const failed = rejection(requestToken(endpoint(never), 1000)).finally(settled);

    await vi.advanceTimersByTimeAsync(999);
    const early = settled.mock.calls.length;
    await vi.advanceTimersByTimeAsync(1);

    await failed;
    expect(early).toBe(0);
  });

  test("of 0 lets it wait without limit", async () => {
    const settled = vi.fn();
    void requestToken(endpoint(never), 0).finally(settled);

    await vi.advanceTimersByTimeAsync(86_400_000);

    expect(vi.getTimerCount()).toBe(0);
    expect(settled).not.toHaveBeenCalled();
  });

  test.each([
    { end: "a token", answer: () => Response.json(good) },
    { end: "an error", answer: () => Response.json({}, { status: 401 }) },
    { end: "a failure", answer: () => Promise.reject(new Error("failed")) },
  ])("leaves no timer behind after $end", async ({ answer }) => {
    await requestToken(endpoint(answer), 1000).catch(() => {});

    expect(vi.getTimerCount()).toBe(0);
  });
});
