/// <reference types="node" />
import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import type { Recipients } from "@sinch-fetch/bulk";
import { bulkSummary, bulkWorker, enqueueBulk } from "@sinch-fetch/bulk/bullmq";
import { redisLedger } from "@sinch-fetch/bulk/redis";
import { Redis } from "ioredis";

const {
  REDIS_URL = "",
  SINCH_PROJECT_ID = "",
  SINCH_KEY_ID = "",
  SINCH_KEY_SECRET = "",
  SINCH_APP_ID = "",
} = process.env;
const ledger = redisLedger(new Redis(REDIS_URL));
const place = { queue: "campaigns", connection: REDIS_URL, ledger };

/** In one process, once. Again adds nothing. */
export async function enqueue(recipients: Recipients) {
  const { chunks } = await enqueueBulk(recipients, {
    ...place,
    runId: "pickup-2026-03",
    app_id: SINCH_APP_ID,
    message: { text_message: { text: "Your order ${order} is ready." } },
    recipientsPerSecond: 25,
    unresolved: "resend",
  });
  console.log(chunks, "chunks are in the queue");
}

/** In each worker process. */
export function work() {
  const auth = oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET });
  const batch = createBatchClient({ projectId: SINCH_PROJECT_ID, region: "eu", auth });
  const { worker, close } = bulkWorker(batch, { ...place, concurrency: 4 });
  worker.on("error", (error) => console.error("queue:", error.message));
  process.once("SIGTERM", () => void close());
}

/** Anywhere. */
export async function report() {
  console.log(await bulkSummary(ledger, "pickup-2026-03"));
}
