import type { BatchClient } from "@sinch-fetch/batch";
import type { Chunk } from "../input/chunks.ts";
import type { ClaimEntry, FateEntry, LedgerEntry, LostEntry, RunLedger } from "../ledger/ledger.ts";
import type { BulkRequest } from "../options.ts";
import { type Attempt, type ChunkState, isolatedOf, nextStep, readChunk } from "./chunk-state.ts";
import type { Credential } from "./credential.ts";
import { markOf } from "./mark.ts";
import { type PostResult, post } from "./post.ts";
import { look, type Search, type SearchResult, search } from "./settle.ts";

/** The result of a chunk, or of those of its recipients that the API refused by name. */
export interface BulkFate {
  /** The number of the chunk, from 0. */
  readonly chunk: number;
  /** The position in the input of the first recipient that this is about, from 0. */
  readonly position: number;
  /** How many recipients this is about. */
  readonly recipients: number;
  readonly outcome: "accepted" | "rejected" | "unresolved";
  /** The id of the batch, if it was accepted. */
  readonly batch_id?: string;
  /** Which attempt to send the chunk it was, from 1. */
  readonly attempt: number;
  /** Why it was not accepted. */
  readonly reason?: string;
}

/** What a chunk is sent with. */
export interface Sender {
  readonly batch: BatchClient;
  readonly ledger: RunLedger;
  readonly runId: string;
  /** Who claims: unique to this run of this program. */
  readonly owner: string;
  readonly request: BulkRequest;
  readonly settleMs: number;
  readonly unresolved: "hold" | "resend";
  readonly fenceMs: number | undefined;
  /** Ends looking and waiting. A request that is under way gets its response. */
  readonly signal: AbortSignal;
  /** Obtains the credential of one claim. */
  credential(): Promise<Credential>;
  /**
   * Waits until a chunk may be posted; returns what to call afterwards.
   *
   * @throws The run has ended.
   */
  turn(chunk: Chunk): Promise<() => void>;
  /** Takes a response of the API as a sign that the run can go on at full speed. */
  succeeded(): void;
  /**
   * Slows down after a request that reached nobody.
   *
   * @throws {unknown} `error`, if the run is to end.
   */
  failed(error: unknown, how: { stop: boolean; retryAfterMs?: number | undefined }): void;
  /** Runs a search, during which the chunk takes nobody's place. */
  aside<Result>(chunk: Chunk, work: () => Promise<Result>): Promise<Result>;
  /** Called when a chunk begins to wait for the end of a token. What it throws ends the sending of the chunk. */
  onWait(chunk: Chunk, until: Date): void;
  onState(chunk: Chunk, state: ChunkState): void;
  onFate(fate: BulkFate): void;
}

/**
 * Sends a chunk, or finds out what became of it, until it has a fate.
 *
 * Each attempt is one claim in the ledger and one request. Where an attempt has no fate, nothing is sent before it is
 * certain that its request can no longer be accepted.
 *
 * @param known What the ledger knows of the chunk.
 * @throws The run has ended; or the ledger failed, or a request in a way that each would.
 */
export async function sendChunk(sender: Sender, chunk: Chunk, known: ChunkState): Promise<void> {
  const mark = markOf(sender.runId, chunk);
  let state = known;
  const isNews = nextStep(known).do !== "end";
  for (;;) {
    const step = nextStep(state);
    if (step.do === "end") {
      if (isNews) announce(sender, chunk, state, step.last.fate);
      return;
    }
    if (step.do === "post") state = await claimAndPost(sender, chunk, mark, step.attempt, state);
    else {
      const { last } = step;
      const result = await sender.aside(chunk, () => search(searchOf(sender, chunk, mark), last));
      if (result.found !== "nothing") state = await recorded(sender, chunk, state, last, result);
      else if (result.resend) state = await claimAndPost(sender, chunk, mark, last.claim.attempt + 1, state);
      else return hold(sender, chunk, state, last, result.reason);
    }
    sender.onState(chunk, state);
  }
}

function searchOf(sender: Sender, chunk: Chunk, mark: string): Search {
  const onWait = (until: Date): void => sender.onWait(chunk, until);
  return { ...sender, chunk: chunk.chunk, mark, onWait };
}

/** Writes down what a search has found. */
async function recorded(
  sender: Sender,
  chunk: Chunk,
  state: ChunkState,
  last: Attempt,
  result: Exclude<SearchResult, { found: "nothing" }>,
): Promise<ChunkState> {
  if (result.found === "fate") return result.state;
  const { batchId, attempt: found } = result.batch;
  // One that the ledger does not know, or knows as void, goes to the last, which has no fate.
  const { attempt } = (state.find(({ claim, fate }) => claim.attempt === found && !fate) ?? last).claim;
  return written(sender, state, { kind: "fate", chunk: chunk.chunk, attempt, outcome: "accepted", batchId });
}

async function hold(sender: Sender, chunk: Chunk, state: ChunkState, last: Attempt, reason: string): Promise<void> {
  const { attempt } = last.claim;
  const lost: LostEntry = { kind: "lost", chunk: chunk.chunk, attempt, reason };
  sender.onState(chunk, await written(sender, state, lost));
  const recipients = chunk.recipients - isolatedOf(state).length;
  const { chunk: number, position } = chunk;
  sender.onFate({ chunk: number, position, recipients, outcome: "unresolved", attempt, reason });
}

/** Claims an attempt and posts it; returns what is known afterwards. */
async function claimAndPost(
  sender: Sender,
  chunk: Chunk,
  mark: string,
  attempt: number,
  state: ChunkState,
): Promise<ChunkState> {
  const { ledger, batch, owner } = sender;
  const { text: _, ...identity } = chunk;
  const done = await sender.turn(chunk);
  try {
    if (ledger.mayHaveLost && attempt === 1) {
      const found = await look({ batch, mark }, attempt);
      if (found === undefined) {
        sender.failed(new Error(`the lookup of ${mark} failed, and the ledger may have lost its claim`), {
          stop: false,
        });
        return state;
      }
      const [lost] = found;
      if (lost) return await adopted(sender, identity, lost.batchId);
    }
    const credential = await credentialFor(sender);
    if (credential === undefined) return state;
    const claim: ClaimEntry = { kind: "claim", ...identity, attempt, owner, lifeMs: credential.lifeMs };
    if (!(await ledger.put(claim))) return await readChunk(ledger, chunk.chunk);
    const claimed: ChunkState = [...state, { claim: { ...claim, atMs: Date.now() } }];
    sender.onState(chunk, claimed);
    const isolated = isolatedOf(state);
    const result = await post({ batch, credential, request: sender.request, mark, attempt, chunk, isolated });
    const after = concluded(sender, chunk, attempt, claimed, result);
    // Whoever is next need not wait until the disk has this fate: without it the chunk is looked for, and found.
    return result.fate?.outcome === "accepted" ? after : await after;
  } finally {
    done();
  }
}

async function credentialFor(sender: Sender): Promise<Credential | undefined> {
  try {
    return await sender.credential();
  } catch (error) {
    const { status }: { status?: unknown } = Object(error);
    sender.failed(error, { stop: typeof status === "number" && status < 500 && status !== 429 });
    return undefined;
  }
}

async function concluded(
  sender: Sender,
  chunk: Chunk,
  attempt: number,
  state: ChunkState,
  result: PostResult,
): Promise<ChunkState> {
  // The time of the claim by the ledger's clock counts from here on.
  if (result.fate === undefined) return readChunk(sender.ledger, chunk.chunk);
  const after = await written(sender, state, { kind: "fate", chunk: chunk.chunk, attempt, ...result.fate });
  if (result.fate.outcome === "isolated") {
    for (const { position, reason } of result.fate.rejections) {
      sender.onFate({ chunk: chunk.chunk, position, recipients: 1, outcome: "rejected", attempt, reason });
    }
  }
  if ("error" in result) sender.failed(result.error, result);
  else sender.succeeded();
  return after;
}

/** Takes in a batch of which the ledger has lost the claim: as the first attempt, whichever it was, since it knows none. */
async function adopted({ ledger, owner }: Sender, identity: Omit<Chunk, "text">, batchId: string): Promise<ChunkState> {
  const attempt = 1;
  await ledger.put({ kind: "claim", ...identity, attempt, owner, lifeMs: 0 });
  await ledger.put({ kind: "fate", chunk: identity.chunk, attempt, outcome: "accepted", batchId });
  return readChunk(ledger, identity.chunk);
}

/** Writes an entry about an attempt; returns the state with it, or with the one that somebody else wrote before. */
async function written({ ledger }: Sender, state: ChunkState, entry: FateEntry | LostEntry): Promise<ChunkState> {
  if (!(await ledger.put(entry as LedgerEntry))) return readChunk(ledger, entry.chunk);
  return state.map((attempt) =>
    attempt.claim.attempt === entry.attempt ? { ...attempt, [entry.kind]: entry } : attempt,
  );
}

/** Reports the fate that a chunk has got: of those of its recipients that were not refused by name. */
function announce(sender: Sender, { chunk, position, recipients }: Chunk, state: ChunkState, fate: FateEntry): void {
  const common = { chunk, position, recipients: recipients - isolatedOf(state).length, attempt: fate.attempt };
  if (fate.outcome === "accepted") sender.onFate({ ...common, outcome: "accepted", batch_id: fate.batchId });
  if (fate.outcome === "rejected") sender.onFate({ ...common, outcome: "rejected", reason: fate.reason });
}
