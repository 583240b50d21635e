/** A run's identity. The ledger refuses another run under the same `runId`. */
export interface RunEntry {
  readonly kind: "run";
  /** SHA-256 of the request without its recipients, in hexadecimal. */
  readonly digest: string;
  readonly chunkSize: number;
}

/** The input was read to the end. */
export interface EndEntry {
  readonly kind: "end";
  readonly chunks: number;
  readonly recipients: number;
}

/** What identifies a chunk. */
export interface ChunkIdentity {
  /** The number of the chunk, from 0. */
  readonly chunk: number;
  /** The position of its first recipient in the input, from 0. */
  readonly position: number;
  /** How many recipients it has. */
  readonly recipients: number;
  /** SHA-256 of its recipients and the message, in hexadecimal. */
  readonly digest: string;
}

/** A chunk was handed to an engine. */
export interface QueuedEntry extends ChunkIdentity {
  readonly kind: "queued";
}

/** A process is about to send a chunk. */
export interface ClaimEntry extends ChunkIdentity {
  readonly kind: "claim";
  /** Which attempt of the chunk it is, from 1. */
  readonly attempt: number;
  /** The process that made it; different for each run of a program. */
  readonly owner: string;
  /** How long after the claim its request can still be accepted, in milliseconds; `null` if nobody knows. */
  readonly lifeMs: number | null;
}

/** A recipient that the API refused. */
export interface Rejection {
  /** Its position in the input, from 0. */
  readonly position: number;
  /** Why, in the words of the response. */
  readonly reason: string;
}

/**
 * The result of an attempt: the API `"accepted"` it; refused the whole chunk (`"rejected"`); refused some recipients by
 * name, and sent to nobody (`"isolated"`); or it reached nobody for a temporary reason (`"void"`). After the last two,
 * the chunk may be claimed again.
 */
export type Fate =
  | { readonly outcome: "accepted"; readonly batchId: string }
  | { readonly outcome: "rejected"; readonly reason: string }
  | { readonly outcome: "isolated"; readonly rejections: readonly Rejection[] }
  | { readonly outcome: "void"; readonly reason: string };

/** The final result of an attempt. */
export type FateEntry = Fate & { readonly kind: "fate"; readonly chunk: number; readonly attempt: number };

/** An attempt got no response and could not be found. A result that is found later replaces this entry. */
export interface LostEntry {
  readonly kind: "lost";
  readonly chunk: number;
  readonly attempt: number;
  readonly reason: string;
}

/** An entry of a ledger: plain JSON data, written once and never changed. */
export type LedgerEntry = RunEntry | EndEntry | QueuedEntry | ClaimEntry | FateEntry | LostEntry;

/** An entry with the time at which the ledger stored it, by the ledger's own clock. */
export type StampedEntry = LedgerEntry & { readonly atMs: number };

/** The name of an entry: there is at most one of each name in a run. */
export function keyOf(entry: LedgerEntry): string {
  if (entry.kind === "run" || entry.kind === "end") return entry.kind;
  return entry.kind === "queued" ? `${entry.chunk}.queued` : `${entry.chunk}.${entry.attempt}.${entry.kind}`;
}

/** The ledger of one run, open for writing. */
export interface RunLedger {
  /** Whether the store may have lost a claim: then an unknown chunk is looked up before it is sent. */
  readonly mayHaveLost: boolean;
  /**
   * Writes an entry unless one with its name exists; it is durable once this resolves.
   *
   * @returns Whether the entry that is now there is this one.
   */
  put(entry: LedgerEntry): Promise<boolean>;
  /** Returns the entries with these names, in order; `undefined` for a name without an entry. */
  get(keys: readonly string[]): Promise<readonly (StampedEntry | undefined)[]>;
  /** Returns all entries of the run, in no particular order. */
  entries(): Promise<readonly StampedEntry[]>;
  /** Returns the time by the ledger's clock, in milliseconds since the epoch. */
  nowMs(): Promise<number>;
  /** Writes what is not written yet, and closes the run. */
  close(): Promise<void>;
}

/** The last known state of one message, from its delivery reports. */
export interface Delivery {
  readonly batchId: string;
  readonly messageId: string;
  readonly channel: string;
  readonly identity: string;
  /** The contact, if the report names it. */
  readonly contactId?: string | undefined;
  readonly status: string;
  /** The code of the failure; absent unless it failed. */
  readonly reason?: string | undefined;
  /** When the status was reported, in milliseconds since the epoch. */
  readonly atMs: number;
}

/** The delivery reports that a ledger stores. */
export interface DeliveryLog {
  /** Stores a delivery unless there is a later one for the same message; it is durable once this resolves. */
  put(delivery: Delivery): Promise<void>;
  /** Returns the last delivery of each message of some batches. */
  of(batchIds: readonly string[]): Promise<readonly Delivery[]>;
  /** Closes what `put` opened. */
  close(): Promise<void>;
}

/**
 * The durable record of runs: which chunk was about to be sent, and its result. It contains no message, no credential,
 * and no recipients except those that delivery reports name.
 */
export interface BulkLedger {
  /**
   * Opens a run for writing.
   *
   * @throws {LedgerError} It cannot be opened, or is not safe.
   */
  open(runId: string): Promise<RunLedger>;
  /** Returns what is known of a run, without opening it for writing. */
  read(runId: string): Promise<readonly StampedEntry[]>;
  readonly deliveries: DeliveryLog;
}
