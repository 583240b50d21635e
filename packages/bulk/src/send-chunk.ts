import type { BatchClient } from "@sinch-fetch/batch";
import { type ChunkState, isolatedOf, nextStep, readChunk } from "./chunk-state.ts";
import type { Chunk } from "./chunks.ts";
import type { Credential } from "./credential.ts";
import type { ClaimEntry, FateEntry, LedgerEntry, LostEntry, RunLedger } from "./ledger.ts";
import { type MarkedBatch, markOf } from "./mark.ts";
import type { BulkRequest } from "./options.ts";
import { type PostResult, post } from "./post.ts";
import { look, type Search, type SearchResult, search } from "./settle.ts";

/** What became of a chunk, or of recipients of it that the API refused by name. */
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
      if (isNews) announce(sender, chunk, state);
      return;
    }
    const attempt = step.do === "post" ? step.attempt : step.last.claim.attempt;
    let next: number | undefined = attempt;
    if (step.do === "look") {
      const result = await sender.aside(chunk, () => search(searchOf(sender, chunk, mark), step.last));
      if (result.found === "nothing" && !result.resend) return hold(sender, chunk, state, result.reason);
      if (result.found !== "nothing") {
        state = await recorded(sender, chunk, state, result);
        next = undefined;
      } else next = attempt + 1;
    }
    if (next !== undefined) state = await claimAndPost(sender, chunk, mark, next, state);
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
  result: Exclude<SearchResult, { found: "nothing" }>,
): Promise<ChunkState> {
  if (result.found === "fate") return result.state;
  const { batchId } = result.batch;
  // One that the ledger does not know goes to the last that it does.
  const known = state.find(({ claim }) => claim.attempt === result.batch.attempt) ?? state.at(-1);
  const attempt = known?.claim.attempt ?? result.batch.attempt;
  return written(sender, state, { kind: "fate", chunk: chunk.chunk, attempt, outcome: "accepted", batchId });
}

async function hold(sender: Sender, chunk: Chunk, state: ChunkState, reason: string): Promise<void> {
  const attempt = state.at(-1)?.claim.attempt ?? 0;
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
      const found = (await look({ batch, mark }, 1))?.at(-1);
      if (found) return await adopted(sender, identity, found);
    }
    const credential = await credentialFor(sender);
    if (credential === undefined) return state;
    const claim: ClaimEntry = { kind: "claim", ...identity, attempt, owner, lifeMs: credential.lifeMs };
    if (!(await ledger.put(claim))) return await readChunk(ledger, chunk.chunk);
    const claimed: ChunkState = [...state, { claim: { ...claim, atMs: Date.now() } }];
    sender.onState(chunk, claimed);
    const isolated = isolatedOf(state);
    const result = await post({ batch, credential, request: sender.request, mark, attempt, chunk, isolated });
    return await concluded(sender, chunk, attempt, claimed, result);
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

/** Takes in a batch of which the ledger has lost the claim. */
async function adopted(
  { ledger, owner }: Sender,
  identity: Omit<Chunk, "text">,
  { attempt, batchId }: MarkedBatch,
): Promise<ChunkState> {
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
function announce(sender: Sender, { chunk, position, recipients }: Chunk, state: ChunkState): void {
  const step = nextStep(state);
  if (step.do !== "end") return;
  const { fate } = step.last;
  const rest = recipients - isolatedOf(state).length;
  if (fate.outcome !== "accepted" && fate.outcome !== "rejected") return;
  const { attempt } = fate;
  const common = { chunk, position, recipients: rest, attempt };
  if (fate.outcome === "accepted") sender.onFate({ ...common, outcome: "accepted", batch_id: fate.batchId });
  else sender.onFate({ ...common, outcome: "rejected", reason: fate.reason });
}
