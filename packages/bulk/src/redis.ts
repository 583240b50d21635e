/**
 * A ledger in Redis, for runs on several machines.
 *
 * @module
 */
export { type RedisClient, type RedisLedgerOptions, redisLedger } from "./ledger/redis-ledger.ts";
