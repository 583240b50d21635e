import { postgres, programForTests, redisServer } from "@sinch-fetch/workspace";
import { Redis } from "ioredis";
import pg from "pg";
import type { BulkLedger } from "../../src/ledger/ledger.ts";
import { postgresLedger } from "../../src/postgres.ts";
import { redisLedger } from "../../src/redis.ts";
import { startPostgres } from "../stores/postgres-server.ts";
import { startRedis } from "../stores/redis-server.ts";

/** A store that holds both BullMQ's queues and a ledger. */
export interface Store {
  readonly url: string;
  readonly ledger: BulkLedger;
  stop(): Promise<void>;
}

const redisPath = programForTests(redisServer) ?? "";
const postgresPath = programForTests(postgres) ?? "";

/** The kinds of stores, each with the path of its program, which is empty where there is none. */
export const STORES: readonly { kind: string; path: string; start(): Promise<Store> }[] = [
  {
    kind: "Redis",
    path: redisPath,
    async start() {
      const server = await startRedis(redisPath);
      const client = new Redis(server.url);
      return {
        url: server.url,
        ledger: redisLedger(client),
        async stop() {
          client.disconnect();
          await server.stop();
        },
      };
    },
  },
  {
    kind: "PostgreSQL",
    path: postgresPath,
    async start() {
      const server = await startPostgres(postgresPath);
      const pool = new pg.Pool({ connectionString: server.url });
      return {
        url: server.url,
        ledger: postgresLedger(pool),
        async stop() {
          await pool.end();
          await server.stop();
        },
      };
    },
  },
];
