import { checkOptions, flag } from "@sinch-fetch/http/client";
import { durably, isOwnWrite } from "./durably.ts";
import {
  type BulkLedger,
  type Delivery,
  type DeliveryLog,
  keyOf,
  type RunLedger,
  type StampedEntry,
} from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";

/** A client of `ioredis`, or a connected one of `redis`. */
export type RedisClient =
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | { sendCommand(args: string[]): Promise<unknown> };

/** Options of {@link redisLedger}. */
export interface RedisLedgerOptions {
  /**
   * Accepts a server that may lose data: one without an append-only file, or one that evicts keys. Each chunk is then
   * looked up before it is sent, which helps for as long as the lookup remembers.
   * @default false
   */
  acceptDataLoss?: boolean | undefined;
}

/** Sends a command, and returns the reply. */
type Command = (...words: string[]) => Promise<unknown>;

const PREFIX = "sinch-fetch:bulk";
const SERVER = "server:";

/**
 * Keeps runs in Redis, one hash per run, without a time to live. Any number of processes on any number of machines may
 * send one run. Times are measured by the server's clock.
 *
 * The server needs `appendonly yes` and the policy `noeviction`. If it was restarted or replaced since a run started
 * (its `run_id` differs), chunks without a claim are looked up before they are sent: the last second of claims may be
 * lost.
 *
 * @param client A client of `ioredis`, or a connected one of `redis`. You own it: close it when no run needs it any
 * more.
 * @throws {TypeError} `client` is not a client, or an option is wrong.
 */
export function redisLedger(client: RedisClient, options: RedisLedgerOptions = {}): BulkLedger {
  checkOptions("redisLedger", options, { acceptDataLoss: flag });
  const command = commandOf(client);
  return {
    open: (runId) => openRun(command, runId, options.acceptDataLoss ?? false),
    read: (runId) => entriesOf(command, runId),
    deliveries: deliveriesOf(command),
  };
}

function commandOf(client: RedisClient): Command {
  // A client of ioredis has a sendCommand of another kind, too.
  const send =
    "call" in Object(client) && "call" in client
      ? (words: string[]) => client.call(...(words as [string, ...string[]]))
      : typeof Object(client).sendCommand === "function" && "sendCommand" in client
        ? (words: string[]) => client.sendCommand(words)
        : undefined;
  if (!send) throw new TypeError("redisLedger: client is not a client of ioredis or redis");
  return (...words) => durably("redisLedger", () => send(words), isFinal);
}

/** A reply that says what is wrong with the command comes again: no permission, a replica, no memory. */
function isFinal(error: unknown): boolean {
  return /^(NOAUTH|NOPERM|WRONGPASS|WRONGTYPE|READONLY|OOM|ERR|MISCONF)\b/.test(String(Object(error).message));
}

async function openRun(command: Command, runId: string, acceptDataLoss: boolean): Promise<RunLedger> {
  const key = `${PREFIX}:${runId}`;
  const info = await infoOf(command);
  const risks = [
    info.get("aof_enabled") === "1" ? "" : "it has no append-only file",
    info.get("maxmemory_policy") === "noeviction" ? "" : `it evicts keys (${info.get("maxmemory_policy")})`,
  ].filter((risk) => risk !== "");
  if (risks.length > 0 && !acceptDataLoss) {
    const remedy = "set appendonly yes and maxmemory-policy noeviction, or pass acceptDataLoss: true";
    throw new LedgerError("unsafe", `redisLedger: the server may lose a run, since ${risks.join(" and ")}: ${remedy}`);
  }
  let mayHaveLost = risks.length > 0;
  let server = "";
  const noteServer = async (current: string): Promise<void> => {
    if (current === server) return;
    server = current;
    await command("HSETNX", key, `${SERVER}${current}`, "1");
    const servers = (await fieldsOf(command, key)).filter(([field]) => field.startsWith(SERVER));
    mayHaveLost ||= servers.length > 1;
  };
  await noteServer(info.get("run_id") ?? "");
  const get = async (keys: readonly string[]): Promise<readonly (StampedEntry | undefined)[]> => {
    const values = (await command("HMGET", key, ...keys)) as readonly (string | null)[];
    return values.map((value) => (value === null ? undefined : JSON.parse(value)));
  };
  return {
    get mayHaveLost() {
      return mayHaveLost;
    },
    async put(entry) {
      const [atMs, now] = await Promise.all([timeOf(command), entry.kind === "claim" ? infoOf(command) : undefined]);
      if (now) await noteServer(now.get("run_id") ?? "");
      const field = keyOf(entry);
      const isNew = Number(await command("HSETNX", key, field, JSON.stringify({ ...entry, atMs }))) === 1;
      return isNew || isOwnWrite((await get([field]))[0], entry);
    },
    get,
    entries: () => entriesOf(command, runId),
    nowMs: () => timeOf(command),
    close: async () => {},
  };
}

async function entriesOf(command: Command, runId: string): Promise<readonly StampedEntry[]> {
  const fields = await fieldsOf(command, `${PREFIX}:${runId}`);
  return fields.flatMap(([field, value]) => (field.startsWith(SERVER) ? [] : [JSON.parse(value) as StampedEntry]));
}

/** The fields of a hash; one that is reported twice while it grows counts once. */
async function fieldsOf(command: Command, key: string): Promise<readonly (readonly [string, string])[]> {
  const found = new Map<string, string>();
  let cursor = "0";
  do {
    const [next, list] = (await command("HSCAN", key, cursor, "COUNT", "1000")) as [string, string[]];
    for (let index = 0; index + 1 < list.length; index += 2) found.set(`${list[index]}`, `${list[index + 1]}`);
    cursor = String(next);
  } while (cursor !== "0");
  return [...found];
}

async function infoOf(command: Command): Promise<ReadonlyMap<string, string>> {
  const text = String(await command("INFO"));
  return new Map(
    text.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1)];
    }),
  );
}

async function timeOf(command: Command): Promise<number> {
  const [seconds, microseconds] = (await command("TIME")) as [string, string];
  return Number(seconds) * 1000 + Number(microseconds) / 1000;
}

function deliveriesOf(command: Command): DeliveryLog {
  const keyOfBatch = (batchId: string): string => `${PREFIX}:deliveries:${batchId}`;
  return {
    async put(delivery) {
      const { batchId, messageId, status } = delivery;
      // One field for each status: whichever report comes last, the later state is found.
      await command("HSET", keyOfBatch(batchId), `${messageId} ${status}`, JSON.stringify(delivery));
    },
    async of(batchIds) {
      const latest = new Map<string, Delivery>();
      for (const batchId of batchIds) {
        for (const [, value] of await fieldsOf(command, keyOfBatch(batchId))) {
          const delivery: Delivery = JSON.parse(value);
          const known = latest.get(delivery.messageId);
          if (known === undefined || known.atMs <= delivery.atMs) latest.set(delivery.messageId, delivery);
        }
      }
      return [...latest.values()];
    },
    close: async () => {},
  };
}
