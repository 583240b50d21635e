import { durably, isOwnWrite } from "./durably.ts";
import {
  type BulkLedger,
  type Delivery,
  type DeliveryLog,
  keyOf,
  type RunLedger,
  type StampedEntry,
} from "./ledger.ts";

/** A pool of `pg`, or anything that runs a statement the same way. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS sinch_fetch_bulk (
  run_id text NOT NULL,
  key text NOT NULL,
  entry jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (run_id, key)
);
CREATE TABLE IF NOT EXISTS sinch_fetch_bulk_delivery (
  message_id text PRIMARY KEY,
  batch_id text NOT NULL,
  at_ms double precision NOT NULL,
  delivery jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS sinch_fetch_bulk_delivery_batch ON sinch_fetch_bulk_delivery (batch_id)`;

/** Commits wait for the disk, whatever the server or the role has set: a claim that is lost is a message sent twice. */
const DURABLE = `durable AS (
  SELECT CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
    THEN set_config('synchronous_commit', 'on', true) END
)`;

const PUT = `WITH ${DURABLE}
INSERT INTO sinch_fetch_bulk (run_id, key, entry)
SELECT $1, $2, $3::jsonb FROM durable
ON CONFLICT (run_id, key) DO NOTHING RETURNING 1`;

const COLUMNS = "key, entry, (extract(epoch FROM at) * 1000)::double precision AS at_ms";
const GET = `SELECT ${COLUMNS} FROM sinch_fetch_bulk WHERE run_id = $1 AND key = ANY($2::text[])`;
const ALL = `SELECT ${COLUMNS} FROM sinch_fetch_bulk WHERE run_id = $1`;
const NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at_ms";

const PUT_DELIVERY = `WITH ${DURABLE}
INSERT INTO sinch_fetch_bulk_delivery AS known (message_id, batch_id, at_ms, delivery)
SELECT $1, $2, $3, $4::jsonb FROM durable
ON CONFLICT (message_id) DO UPDATE SET at_ms = excluded.at_ms, delivery = excluded.delivery
WHERE known.at_ms <= excluded.at_ms`;
const DELIVERIES = "SELECT delivery FROM sinch_fetch_bulk_delivery WHERE batch_id = ANY($1::text[])";

/**
 * Keeps runs in two tables of a PostgreSQL database, `sinch_fetch_bulk` and `sinch_fetch_bulk_delivery`, which it
 * creates. Any number of processes on any number of machines may send one run. Times are measured by the database's
 * clock.
 *
 * @param pool A pool of `pg`. You own it: end it when no run needs it any more.
 * @throws {TypeError} `pool` is not a pool.
 */
export function postgresLedger(pool: PostgresPool): BulkLedger {
  if (typeof Object(pool).query !== "function") throw new TypeError("postgresLedger: pool is not a pool of pg");
  const query = (text: string, values?: unknown[]): Promise<readonly unknown[]> =>
    durably("postgresLedger", async () => (await pool.query(text, values)).rows, isFinal);
  let tables: Promise<unknown> | undefined;
  const ready = async (): Promise<void> => {
    tables ??= query(TABLES);
    await tables.catch((error: unknown) => {
      tables = undefined;
      throw error;
    });
  };
  return {
    async open(runId) {
      await ready();
      return openRun(query, runId);
    },
    async read(runId) {
      await ready();
      return (await query(ALL, [runId])).map(entryOf);
    },
    deliveries: deliveriesOf(query, ready),
  };
}

type Query = (text: string, values?: unknown[]) => Promise<readonly unknown[]>;

function openRun(query: Query, runId: string): RunLedger {
  const get = async (keys: readonly string[]): Promise<readonly (StampedEntry | undefined)[]> => {
    const rows = await query(GET, [runId, keys]);
    const found = new Map(rows.map((row) => [String(Object(row).key), entryOf(row)]));
    return keys.map((key) => found.get(key));
  };
  return {
    mayHaveLost: false,
    async put(entry) {
      const key = keyOf(entry);
      const written = await query(PUT, [runId, key, JSON.stringify(entry)]);
      return written.length > 0 || isOwnWrite((await get([key]))[0], entry);
    },
    get,
    entries: async () => (await query(ALL, [runId])).map(entryOf),
    nowMs: async () => Number(Object((await query(NOW))[0]).at_ms),
    close: async () => {},
  };
}

function deliveriesOf(query: Query, ready: () => Promise<void>): DeliveryLog {
  return {
    async put(delivery) {
      await ready();
      const { messageId, batchId, atMs } = delivery;
      await query(PUT_DELIVERY, [messageId, batchId, atMs, JSON.stringify(delivery)]);
    },
    async of(batchIds) {
      await ready();
      return (await query(DELIVERIES, [batchIds])).map((row) => Object(row).delivery as Delivery);
    },
    close: async () => {},
  };
}

function entryOf(row: unknown): StampedEntry {
  const { entry, at_ms }: { entry?: StampedEntry; at_ms?: unknown } = Object(row);
  return { ...entry, atMs: Number(at_ms) } as StampedEntry;
}

/** Kinds of SQLSTATE that pass: connection, resources, operator's intervention, deadlock. */
const PASSING = ["08", "53", "57", "40"];
/** Two processes made the tables at once. */
const MADE_AT_ONCE = ["23505", "42P07", "42710"];

function isFinal(error: unknown): boolean {
  const { code }: { code?: unknown } = Object(error);
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) return false;
  return !PASSING.includes(code.slice(0, 2)) && !MADE_AT_ONCE.includes(code);
}
