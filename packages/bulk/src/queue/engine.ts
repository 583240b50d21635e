import {
  type ConnectionOptions,
  createPostgresBackend,
  type Job,
  type PostgresConnectionOptions,
  type Processor,
  Queue,
  Worker,
  type WorkerListener,
  type WorkerOptions,
  withBackend,
} from "bullmq";
import type { ChunkIdentity } from "../ledger/ledger.ts";
import type { BulkRequest, ProtocolOptions } from "../options.ts";

/**
 * Where BullMQ keeps its queues: what its own `connection` accepts for Redis or PostgreSQL, or a URL that starts with
 * `redis:`, `rediss:`, `postgres:` or `postgresql:`.
 */
export type BulkConnection = ConnectionOptions | PostgresConnectionOptions;

/** What a job holds: a chunk, and until it is settled its recipients and the message. */
export interface ChunkJob {
  readonly runId: string;
  readonly chunk: ChunkIdentity;
  /** The recipients as JSON, and what they are sent; gone once the chunk is settled. */
  readonly send?: { readonly text: string; readonly request: BulkRequest };
  /** How the run was enqueued to go on, for workers that do not say. */
  readonly protocol: Required<{ [Name in keyof ProtocolOptions]: ProtocolOptions[Name] }>;
  /** What ties it to what has filled the queue, in a trace. */
  readonly link?: string | undefined;
}

/** The part of a queue that runs use. */
export interface ChunkQueue {
  add(name: string, data: ChunkJob, options: JobSettings): Promise<unknown>;
  getJob(id: string): Promise<Job<ChunkJob> | undefined>;
  getJobs(types: "completed"[], start: number, end: number): Promise<Job<ChunkJob>[]>;
  setGlobalRateLimit(max: number, durationMs: number): Promise<unknown>;
  setGlobalConcurrency(concurrency: number): Promise<unknown>;
  rateLimit(ms: number): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

interface JobSettings {
  readonly jobId: string;
  readonly attempts: number;
  readonly backoff: { readonly type: "exponential"; readonly delay: number };
}

/** BullMQ on one kind of store. */
export interface Engine {
  queue(name: string): ChunkQueue;
  worker(name: string, processor: Processor<ChunkJob>, options: Omit<WorkerOptions, "connection">): EngineWorker;
}

/** The part of a worker of BullMQ that does not depend on its store. */
export interface EngineWorker {
  on<Event extends keyof WorkerListener<ChunkJob>>(event: Event, listener: WorkerListener<ChunkJob>[Event]): unknown;
  off<Event extends keyof WorkerListener<ChunkJob>>(event: Event, listener: WorkerListener<ChunkJob>[Event]): unknown;
  close(): Promise<void>;
}

/** Makes queues and workers on the store that a connection is of. */
export function engineOf(subject: string, connection: BulkConnection): Engine {
  if (connection === undefined || connection === null) {
    throw new TypeError(`${subject}: connection is missing, expected a Redis or PostgreSQL connection, as for BullMQ`);
  }
  if (isPostgres(connection)) {
    const onPostgres = withBackend(createPostgresBackend);
    // Whoever gives no more than an address leaves the rest to us: BullMQ's tables are made where there are none.
    const own = typeof connection === "string" ? { connectionString: connection, migrate: true } : connection;
    return {
      queue: (name) => new onPostgres.Queue<ChunkJob>(name, { connection: own }),
      worker: (name, processor, options) =>
        new onPostgres.Worker<ChunkJob>(name, processor, { ...options, connection: own }),
    };
  }
  const redis: ConnectionOptions = typeof connection === "string" ? { url: connection } : connection;
  return {
    queue: (name) => new Queue<ChunkJob>(name, { connection: redis }),
    worker: (name, processor, options) => new Worker<ChunkJob>(name, processor, { ...options, connection: redis }),
  };
}

/** A URL, the settings of a pool, or a pool of `pg`, which counts its clients. */
function isPostgres(connection: BulkConnection): connection is PostgresConnectionOptions {
  if (typeof connection === "string") return /^postgres(ql)?:/.test(connection);
  return "connectionString" in connection || "totalCount" in connection || "database" in connection;
}

/** The id of a chunk's job: a job of that id is added once. */
export function jobIdOf(runId: string, chunk: number): string {
  return `${runId}-${chunk}`;
}
