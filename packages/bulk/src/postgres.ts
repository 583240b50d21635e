/**
 * A ledger in PostgreSQL, for runs on several machines.
 *
 * @module
 */
export { type PostgresPool, postgresLedger } from "./ledger/postgres-ledger.ts";
