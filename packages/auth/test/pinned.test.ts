import { beforeEach, describe, expect, test, vi } from "vitest";
import { oauth2 } from "../src/index.ts";
import { clientWith } from "./chain.ts";
import { fakeClock } from "./clock.ts";
import { httpRequest } from "./http-request.ts";
import { recordingApi } from "./recording-api.ts";
import { recordingFetch } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";

const key = { keyId: "key-id", keySecret: "hunter2" };
const HOUR_MS = 3_600_000;

function endpointOf(members: object = { expires_in: 3600 }) {
  const { fetch, sent } = recordingFetch(() => Response.json({ access_token: `token-${sent.length}`, ...members }));
  return { fetch, asked: sent };
}

beforeEach(() => fakeClock());

describe("a pinned credential", () => {
  test("has the token that other calls use, and its end", async () => {
    const { fetch, asked } = endpointOf();
    const auth = oauth2({ ...key, fetch });
    const api = recordingApi();
    await auth.authorize(httpRequest(), api.next);

    const [one, other] = await Promise.all([auth.pin(), auth.pin()]);
    await one.authorize(httpRequest(), api.next);

    expect(one.expiresAt).toEqual(new Date(Date.now() + HOUR_MS));
    expect(other.expiresAt).toEqual(one.expiresAt);
    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-1"]);
    expect(asked).toHaveLength(1);
  });

  test("whose call succeeded leaves its token to the next one", async () => {
    const { fetch, asked } = endpointOf();
    const auth = oauth2({ ...key, fetch });
    const api = recordingApi();
    await (await auth.pin()).authorize(httpRequest(), api.next);

    await (await auth.pin()).authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-1"]);
    expect(asked).toHaveLength(1);
  });

  test("has a new token where the one at hand is about to end", async () => {
    const { fetch } = endpointOf();
    const auth = oauth2({ ...key, fetch });
    await auth.pin();

    await vi.advanceTimersByTimeAsync(HOUR_MS - 60_000);

    expect((await auth.pin()).expiresAt).toEqual(new Date(Date.now() + HOUR_MS));
  });

  test("is not renewed and repeats nothing on 401; the next one has another token", async () => {
    const { fetch, asked } = endpointOf();
    const auth = oauth2({ ...key, fetch });
    const api = recordingApi(() => new Response(null, { status: 401 }));
    const pinned = await auth.pin();

    const response = await pinned.authorize(httpRequest(), api.next);
    const askedByCall = asked.length;
    await (await auth.pin()).authorize(httpRequest(), api.next);
    await (await auth.pin()).authorize(httpRequest(), api.next);

    expect(response.status).toBe(401);
    expect(askedByCall).toBe(1);
    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
  });

  test("refuses by itself after its end, and has sent nothing", async () => {
    const { fetch } = endpointOf();
    const pinned = await oauth2({ ...key, fetch }).pin();
    const { fetch: api, sent } = recordingFetch(() => new Response());
    pinned.expiresAt.setFullYear(2999);

    await vi.advanceTimersByTimeAsync(HOUR_MS);

    expect(await rejection(clientWith(pinned, api)())).toMatchObject({
      name: "AuthError",
      outcome: "not-sent",
      message: "oauth2: the pinned token ended at 2026-01-01T01:00:00.000Z",
    });
    expect(sent).toEqual([]);
  });

  test("can't be had where the token endpoint does not say when its tokens end", async () => {
    const { fetch } = endpointOf({});

    expect(await rejection(oauth2({ ...key, fetch }).pin())).toMatchObject({
      name: "AuthError",
      outcome: "not-sent",
      message: "oauth2: can't pin a token, since the token endpoint did not say when it ends",
    });
  });
});
