/// <reference types="node" />
import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { type Recipients, sendBulk } from "@sinch-fetch/bulk";
import { postgresLedger } from "@sinch-fetch/bulk/postgres";
import pg from "pg";

const {
  DATABASE_URL,
  SINCH_PROJECT_ID = "",
  SINCH_KEY_ID = "",
  SINCH_KEY_SECRET = "",
  SINCH_APP_ID = "",
} = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL });
pool.on("error", (error) => console.error("database:", error.message));

const auth = oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET });
const batch = createBatchClient({ projectId: SINCH_PROJECT_ID, region: "eu", auth });

/** Call it on as many machines as you like: each chunk is sent by one of them. */
export function send(recipients: Recipients) {
  return sendBulk(batch, recipients, {
    runId: "pickup-2026-03",
    ledger: postgresLedger(pool),
    app_id: SINCH_APP_ID,
    message: { text_message: { text: "Your order ${order} is ready." } },
    recipientsPerSecond: 25,
    onProgress: ({ accepted, total, leftMs }) => console.log(accepted, "of", total, leftMs),
  });
}
