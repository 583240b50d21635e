import { postgres, programForTests, redisServer } from "@sinch-fetch/workspace";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { sendBulk } from "../../src/index.ts";
import { postgresLedger } from "../../src/postgres.ts";
import { redisLedger } from "../../src/redis.ts";
import { batchApi } from "../batch-api.ts";
import { clientOf, MESSAGE, people } from "../people.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { startRedis } from "../stores/redis-server.ts";

const redisPath = programForTests(redisServer) ?? "";
const postgresPath = programForTests(postgres) ?? "";
// A claim that was written while the connection broke has no request: only sending again reaches its recipients.
const RUN = { ...MESSAGE, runId: "spring", chunkSize: 10, settleMs: 300, unresolved: "resend" } as const;

async function redis(...more: readonly string[]) {
  const server = await startRedis(redisPath, ...more);
  const client = new Redis(server.url, { maxRetriesPerRequest: 1, retryStrategy: () => 100 });
  client.on("error", () => {});
  onTestFinished(async () => {
    client.disconnect();
    await server.stop();
  });
  return { server, client };
}

describe.skipIf(redisPath === "")("redisLedger", () => {
  test.each([
    {
      given: "no append-only file",
      more: ["--appendonly", "no"],
      want: /since it has no append-only file: set appendonly yes/,
    },
    {
      given: "a policy that evicts",
      more: ["--maxmemory-policy", "allkeys-lru"],
      want: /since it evicts keys \(allkeys-lru\)/,
    },
  ])("refuses a server with $given, unless data loss is accepted", async ({ more, want }) => {
    const { client } = await redis(...more);
    const api = await batchApi();

    await expect(sendBulk(clientOf(api), people(30), { ...RUN, ledger: redisLedger(client) })).rejects.toMatchObject({
      name: "LedgerError",
      code: "unsafe",
      message: expect.stringMatching(want),
    });
    expect(api.sends).toEqual([]);

    const ledger = redisLedger(client, { acceptDataLoss: true });
    expect(await sendBulk(clientOf(api), people(30), { ...RUN, ledger })).toMatchObject({ accepted: 30 });
    // Each chunk was looked for before it was sent.
    expect(api.lookups).toHaveLength(3);
  });

  test("looks up before it posts when the server was restarted, since claims may be lost", async () => {
    const { client, server } = await redis();
    const api = await batchApi();
    const stop = new AbortController();
    api.behaviour.trouble = (index) => {
      if (index === 1) stop.abort();
      return undefined;
    };
    const first = sendBulk(clientOf(api), people(50), {
      ...RUN,
      concurrency: 1,
      ledger: redisLedger(client),
      signal: stop.signal,
    });
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    const sent = api.sends.length;
    // What a crash takes along: the last claim and its fate.
    await client.hdel("sinch-fetch:bulk:spring", `${sent - 1}.1.claim`, `${sent - 1}.1.fate`);
    await server.down();
    await server.up();

    const summary = await sendBulk(clientOf(api), people(50), { ...RUN, ledger: redisLedger(client) });

    expect(summary).toMatchObject({ accepted: 50, unresolved: 0, batches: 5 });
    expect([...api.received().values()]).toEqual(Array(50).fill(1));
    expect(api.lookups.length).toBeGreaterThan(0);
  });

  test("ends the run when the server is lost midway, and goes on when it is back", async () => {
    const { client, server } = await redis();
    const api = await batchApi({ tokenSeconds: 2, trouble: () => ({ delayMs: 50 }) });
    const first = sendBulk(clientOf(api), people(500), { ...RUN, ledger: redisLedger(client) });
    await expect.poll(() => api.sends.length).toBeGreaterThan(5);
    await server.down();

    await expect(first).rejects.toMatchObject({ name: "LedgerError", code: "storage" });
    await server.up();

    expect(await sendBulk(clientOf(api), people(500), { ...RUN, ledger: redisLedger(client) })).toMatchObject({
      accepted: 500,
      unresolved: 0,
    });
    expect([...api.received().values()]).toEqual(Array(500).fill(1));
  });
});

describe.skipIf(postgresPath === "")("postgresLedger", () => {
  let server: PostgresServer;
  let databases = 0;
  beforeAll(async () => {
    server = await startPostgres(postgresPath);
  });
  afterAll(() => server?.stop());

  const addressOf = (name: string): string => server.url.replace(/\w+$/, name);

  /** A pool of a database of its own. */
  async function database() {
    const name = `test_${++databases}`;
    const admin = new pg.Client(server.url);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const pool = new pg.Pool({ connectionString: addressOf(name), connectionTimeoutMillis: 500 });
    pool.on("error", () => {});
    onTestFinished(() => pool.end());
    return { pool, name };
  }

  test("refuses a database that may only be read", async () => {
    const { pool, name } = await database();
    const api = await batchApi();
    await sendBulk(clientOf(api), people(10), { ...RUN, ledger: postgresLedger(pool) });
    await pool.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const reader = new pg.Pool({ connectionString: addressOf(name) });
    onTestFinished(() => reader.end());

    const run = sendBulk(clientOf(api), people(10), { ...RUN, runId: "autumn", ledger: postgresLedger(reader) });

    await expect(run).rejects.toMatchObject({
      name: "LedgerError",
      code: "storage",
      message: expect.stringMatching(
        /^postgresLedger: the store failed: cannot execute .* in a read-only transaction$/,
      ),
    });
    expect(api.sends).toHaveLength(1);
  });

  test("waits for the disk where the server has turned that off", async () => {
    const { pool } = await database();
    const ledger = postgresLedger(pool);
    const run = await ledger.open("spring");
    const commits: string[] = [];
    await pool.query(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      NEW.entry = NEW.entry || jsonb_build_object('commit', current_setting('synchronous_commit')); RETURN NEW; END $$`);
    await pool.query("CREATE TRIGGER note BEFORE INSERT ON sinch_fetch_bulk FOR EACH ROW EXECUTE FUNCTION note()");

    await run.put({ kind: "end", chunks: 1, recipients: 1 });

    for (const entry of await run.entries()) commits.push(String(Object(entry).commit));
    expect(commits).toEqual(["on"]);
    expect((await pool.query("SHOW synchronous_commit")).rows).toEqual([{ synchronous_commit: "off" }]);
  });

  test("ends the run when the server is lost midway, and goes on when it is back", async () => {
    const { pool } = await database();
    const api = await batchApi({ tokenSeconds: 2, trouble: () => ({ delayMs: 50 }) });
    const first = sendBulk(clientOf(api), people(500), { ...RUN, ledger: postgresLedger(pool) });
    await expect.poll(() => api.sends.length, { timeout: 10_000 }).toBeGreaterThan(5);
    await server.down();

    await expect(first).rejects.toMatchObject({ name: "LedgerError", code: "storage" });
    await server.up();

    expect(await sendBulk(clientOf(api), people(500), { ...RUN, ledger: postgresLedger(pool) })).toMatchObject({
      accepted: 500,
      unresolved: 0,
    });
    expect([...api.received().values()]).toEqual(Array(500).fill(1));
  });

  test("goes on when its connections are ended", async () => {
    const { pool } = await database();
    const api = await batchApi({ tokenSeconds: 2, trouble: () => ({ delayMs: 50 }) });
    const run = sendBulk(clientOf(api), people(500), { ...RUN, ledger: postgresLedger(pool) });
    await expect.poll(() => api.sends.length, { timeout: 10_000 }).toBeGreaterThan(5);
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );

    expect(await run).toMatchObject({ accepted: 500, unresolved: 0 });
    expect([...api.received().values()]).toEqual(Array(500).fill(1));
  });
});
