import { postgres, programForTests } from "@sinch-fetch/workspace";
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import { postgresLedger } from "../../src/postgres.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { ledgerContract } from "./contract.ts";

const path = programForTests(postgres) ?? "";
let server: PostgresServer;
let pool: pg.Pool;

describe.skipIf(path === "")("with a PostgreSQL", () => {
  beforeAll(async () => {
    server = await startPostgres(path);
    pool = new pg.Pool({ connectionString: server.url });
  });

  afterAll(async () => {
    await pool?.end();
    await server?.stop();
  });

  ledgerContract("postgresLedger", () => ({ again: () => postgresLedger(pool), isShared: true }));
});
