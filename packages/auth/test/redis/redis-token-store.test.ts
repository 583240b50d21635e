import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { programForTests, redisServer } from "@sinch-fetch/workspace";
import { createClient } from "redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { httpServer } from "../local-server.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

const MEMBER = fileURLToPath(new URL("fleet-member.ts", import.meta.url));
const EXAMPLE = new URL("redis-token-store.ts", import.meta.url);
const README = new URL("../../README.md", import.meta.url);
const KEY = `sinch-fetch:${createHash("sha256").update("key-id@https://auth.sinch.com/oauth2/token").digest("hex")}`;
const HOUR_MS = 3_600_000;

const path = programForTests(redisServer) ?? "";
let server: RedisServer;
let redis: ReturnType<typeof createClient>;

/** A token endpoint that counts its answers, which hold token-1, token-2 and so on, and a fleet that asks it. */
async function fleet() {
  let requests = 0;
  const AUTH_URL = await httpServer((_, response) => {
    response.end(JSON.stringify({ access_token: `token-${++requests}`, token_type: "bearer", expires_in: 3600 }));
  });
  /** Runs one process; tells the tokens that it sent. */
  const run = async (more: Record<string, string> = {}): Promise<readonly string[]> => {
    const env = { AUTH_URL, REDIS_URL: server.url, SINCH_KEY_ID: "key-id", SINCH_KEY_SECRET: "key-secret", ...more };
    const { stdout } = await promisify(execFile)(process.execPath, [MEMBER], { env, timeout: 50_000 });
    return stdout.trimEnd().split("\n");
  };
  return { run, requests: () => requests };
}

test("the README shows the store as it is", () => {
  const shown = /^```ts file=test\/redis\/redis-token-store\.ts\n(.*?)^```$/ms.exec(readFileSync(README, "utf8"))?.[1];

  expect(shown).toBe(readFileSync(EXAMPLE, "utf8"));
});

describe.skipIf(path === "")("the store that the README shows", () => {
  beforeAll(async () => {
    server = await startRedis(path);
    redis = createClient({ url: server.url });
    await redis.connect();
  }, 300_000);

  afterAll(async () => {
    await redis?.close();
    await server?.stop();
  });

  beforeEach(() => redis.flushAll());

  test("lets two processes share one token", async () => {
    const { run, requests } = await fleet();

    const first = await run();
    const second = await run();

    expect([first, second]).toEqual([["token-1"], ["token-1"]]);
    expect(requests()).toBe(1);
  });

  test("forgets the token at its end", async () => {
    const { run } = await fleet();

    await run();
    const leftMs = await redis.pTTL(KEY);

    expect(leftMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(leftMs).toBeLessThanOrEqual(HOUR_MS);
  });

  test("passes on the token that replaces one which the API refused", async () => {
    const { run, requests } = await fleet();

    await run();
    const refused = await run({ REFUSED_TOKEN: "token-1" });
    const next = await run();

    expect([refused, next]).toEqual([["token-1", "token-2"], ["token-2"]]);
    expect(requests()).toBe(2);
  });

  test.each([{ given: "token-0" }, { given: '{"accessToken":5}' }, { given: "null" }])(
    "does not hinder a process where it holds $given",
    async ({ given }) => {
      const { run } = await fleet();
      await redis.set(KEY, given);

      expect(await run()).toEqual(["token-1"]);
    },
  );

  test("does not hinder a process where Redis is away", async () => {
    const { run, requests } = await fleet();

    expect(await run({ REDIS_URL: "redis://127.0.0.1:1" })).toEqual(["token-1"]);
    expect(requests()).toBe(1);
  });

  test("holds no key", async () => {
    const { run } = await fleet();

    await run();

    const held = `${KEY} ${await redis.get(KEY)}`;
    expect(await redis.keys("*")).toEqual([KEY]);
    expect(held).toContain("token-1");
    expect(held).not.toContain("key-secret");
  });
});
