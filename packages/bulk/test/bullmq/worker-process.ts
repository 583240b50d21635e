import { Redis } from "ioredis";
import pg from "pg";
import { bulkWorker } from "../../src/bullmq.ts";
import { postgresLedger } from "../../src/postgres.ts";
import { redisLedger } from "../../src/redis.ts";
import { clientOf } from "../people.ts";

/** A worker in a process of its own, on the store at `STORE_URL`, until it is ended. */
const { STORE_URL = "", API_URL = "", QUEUE = "", UNRESOLVED = "resend" } = process.env;
const ledger = STORE_URL.startsWith("redis")
  ? redisLedger(new Redis(STORE_URL))
  : postgresLedger(new pg.Pool({ connectionString: STORE_URL }));
const client = clientOf({ baseUrl: API_URL, tokenUrl: `${API_URL}/oauth2/token` });

const { worker } = bulkWorker(client, {
  queue: QUEUE,
  connection: STORE_URL,
  ledger,
  concurrency: 2,
  settleMs: 300,
  unresolved: UNRESOLVED === "hold" ? "hold" : "resend",
  worker: { lockDuration: 1000, stalledInterval: 500 },
});
worker.on("error", (error) => console.error(error.message));
worker.on("failed", (job, error) => console.error("failed", job?.id, error.message));
console.log("ready");
