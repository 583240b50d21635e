/// <reference types="node" />
import { oauth2, type TokenStore } from "@sinch-fetch/auth";
import { createClient } from "redis";

const { REDIS_URL = "redis://127.0.0.1:6379", SINCH_KEY_ID = "", SINCH_KEY_SECRET = "" } = process.env;

export const redis = createClient({ url: REDIS_URL });
redis.on("error", (error: Error) => console.error("redis:", error.message));
// Not awaited: while Redis is away, this process obtains tokens of its own.
redis.connect().catch(() => {});

const HOUR_MS = 3_600_000;

const tokenStore: TokenStore = {
  async get(key) {
    const text = await redis.get(key);
    return text === null ? undefined : JSON.parse(text);
  },
  async set(key, token) {
    const { issuedAtMs, expiresAtMs = issuedAtMs + HOUR_MS } = token;
    const lifeMs = expiresAtMs - Date.now();
    await redis.set(key, JSON.stringify(token), { expiration: { type: "PX", value: lifeMs } });
  },
};

export const auth = oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET, tokenStore });
