import { beforeEach, describe, expect, test, vi } from "vitest";
import { oauth2 } from "../src/index.ts";
import { Refusals } from "../src/refusals.ts";
import { fakeClock } from "./clock.ts";
import { credentialOf, httpRequest } from "./http-request.ts";
import { recordingFetch } from "./recording-fetch.ts";

const operation = (id: string) => ({ id, method: "POST", path: `/${id}` });

/** An API of which some operations refuse every token, and all of them a revoked one. */
function world() {
  const { fetch, sent: asked } = recordingFetch(() =>
    Response.json({ access_token: `t${asked.length}`, expires_in: 3600 }),
  );
  const auth = oauth2({ keyId: "key-id", keySecret: "hunter2", fetch });
  const revoked = new Set<string | undefined>();
  let requests = 0;
  const call = async (id: string): Promise<number> => {
    const { status } = await auth.authorize(httpRequest({ operation: operation(id) }), async (request) => {
      requests++;
      return new Response(null, { status: id.startsWith("Bad") || revoked.has(credentialOf(request)) ? 401 : 200 });
    });
    return status;
  };
  const revoke = () => void revoked.add(`Bearer t${asked.length}`);
  return { call, revoke, asked, requests: () => requests };
}

beforeEach(() => fakeClock());

describe("an operation that always answers 401", () => {
  test.each([{ healthy: true }, { healthy: false }])(
    "takes one token a minute, not one a call; healthy calls beside it: $healthy",
    async ({ healthy }) => {
      const { call, asked, requests } = world();

      for (let second = 0; second < 120; second++) {
        if (healthy) expect(await call("Send")).toBe(200);
        expect(await call("Bad")).toBe(401);
        await vi.advanceTimersByTimeAsync(1000);
      }

      expect(asked).toHaveLength(3);
      expect(requests()).toBe((healthy ? 240 : 120) + 2);
    },
  );

  test("does not keep a revoked token in use", async () => {
    const { call, revoke, asked } = world();
    await call("Send");
    await call("Bad");
    await call("Send");

    revoke();

    expect([await call("Bad"), await call("Send"), await call("Send")]).toEqual([401, 200, 200]);
    expect(asked).toHaveLength(3);
  });

  test("beside another that is refused too costs no second token, as long as none had the new one accepted", async () => {
    const { call, asked, requests } = world();

    expect([await call("Bad"), await call("BadToo"), await call("BadToo")]).toEqual([401, 401, 401]);

    expect(asked).toHaveLength(2);
    expect(requests()).toBe(4);
  });

  test("leaves a new token to the one whose repeated request had the last one accepted", async () => {
    const { call, revoke, asked } = world();
    await call("Send");
    revoke();
    await Promise.all([call("Bad"), call("Send")]);
    revoke();

    expect(await call("Send")).toBe(200);
    expect(asked).toHaveLength(3);
  });

  test("is no longer quiet after its minute, when another is", () => {
    const refusals = new Refusals();
    refusals.renewed("t2");
    refusals.again("t2", "Bad");
    vi.advanceTimersByTime(60_000);

    refusals.renewed("t3");
    refusals.again("t3", "BadToo");
    refusals.accept("t3");

    expect(["Bad", "BadToo"].map((path) => refusals.isQuiet("t3", path))).toEqual([false, true]);
  });

  test("is not quiet for a token that it used for a minute before it was refused", () => {
    const refusals = new Refusals();
    refusals.renewed("t2");
    vi.advanceTimersByTime(60_000);

    refusals.again("t2", "Bad");

    expect(refusals.isQuiet("t2", "Bad")).toBe(false);
  });

  test("is counted beside seven more, and then no 401 renews a token", async () => {
    const { call, asked } = world();
    for (let index = 0; index < 20; index++) {
      await call("Send");
      await call(`Bad${index}`);
    }

    expect(asked).toHaveLength(9);
  });
});

test.each([
  { url: "https://elsewhere.test/v1/messages", want: 1 },
  { url: "https://api.test/other", want: 2 },
  { url: "", want: 2 },
])("a 401 from '$url' leaves $want token requests", async ({ url, want }) => {
  const { fetch, sent } = recordingFetch(() => Response.json({ access_token: `t${sent.length}` }));
  const response = () => Object.defineProperty(new Response(null, { status: 401 }), "url", { value: url });

  await oauth2({ keyId: "key-id", keySecret: "hunter2", fetch }).authorize(httpRequest(), async () => response());

  expect(sent).toHaveLength(want);
});

test("healthy calls do not wait for the renewal that another's 401 began", async () => {
  let asked = 0;
  const fetch = async () => (++asked === 1 ? Response.json({ access_token: "t1" }) : new Promise<Response>(() => {}));
  const auth = oauth2({ keyId: "key-id", keySecret: "hunter2", fetch });
  await auth.authorize(httpRequest(), async () => new Response());
  void auth.authorize(httpRequest(), async () => new Response(null, { status: 401 })).catch(() => {});
  await vi.advanceTimersByTimeAsync(10);

  const { status } = await auth.authorize(httpRequest(), async () => new Response());

  expect([status, asked]).toEqual([200, 2]);
});

test("a repeated request that is redirected elsewhere and refused there does not quiet the API's own 401s", async () => {
  const { fetch, sent } = recordingFetch(() => Response.json({ access_token: `t${sent.length}` }));
  const auth = oauth2({ keyId: "key-id", keySecret: "hunter2", fetch });
  let requests = 0;
  const send = async () => {
    const url = ++requests % 2 ? "https://api.test/" : "https://elsewhere.test/";
    return Object.defineProperty(new Response(null, { status: 401 }), "url", { value: url });
  };

  await auth.authorize(httpRequest(), send);
  await auth.authorize(httpRequest(), send);

  expect(sent).toHaveLength(3);
});
