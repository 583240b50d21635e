/// <reference types="node" />
import type { NonceStore } from "@sinch-fetch/conversation/callbacks";
import { createClient } from "redis";

const redis = await createClient({ url: process.env.REDIS_URL ?? "redis://localhost:6379" }).connect();

export const nonceStore: NonceStore = {
  has: async (key) => (await redis.exists(`sinch:${key}`)) === 1,
  async add(key, expiresAtMs) {
    const expiration = { type: "PX", value: Math.max(1, Math.ceil(expiresAtMs - Date.now())) } as const;
    return (await redis.set(`sinch:${key}`, "1", { condition: "NX", expiration })) === "OK";
  },
  delete: (key) => redis.del(`sinch:${key}`),
};
