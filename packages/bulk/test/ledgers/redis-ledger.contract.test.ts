import { programForTests, redisServer } from "@sinch-fetch/workspace";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { afterAll, beforeAll, describe } from "vitest";
import { redisLedger } from "../../src/redis.ts";
import { type RedisServer, startRedis } from "../stores/redis-server.ts";
import { ledgerContract } from "./contract.ts";

const path = programForTests(redisServer) ?? "";
let server: RedisServer;
let ioredis: Redis;
let redis: ReturnType<typeof createClient>;

describe.skipIf(path === "")("with a Redis", () => {
  beforeAll(async () => {
    server = await startRedis(path);
    ioredis = new Redis(server.url);
    redis = createClient({ url: server.url });
    await redis.connect();
  });

  afterAll(async () => {
    ioredis?.disconnect();
    redis?.destroy();
    await server?.stop();
  });

  ledgerContract("redisLedger with ioredis", () => ({ again: () => redisLedger(ioredis), isShared: true }));
  ledgerContract("redisLedger with redis", () => ({ again: () => redisLedger(redis), isShared: true }));
});
