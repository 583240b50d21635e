import { createBatchClient } from "@sinch-fetch/batch";
import { vi } from "vitest";
import type { Chunk } from "../src/input/chunks.ts";
import { keyOf, type LedgerEntry, type RunLedger } from "../src/ledger/ledger.ts";
import { memoryRun } from "../src/ledger/memory-ledger.ts";
import { readChunk } from "../src/protocol/chunk-state.ts";
import { type BulkFate, type Sender, sendChunk } from "../src/protocol/send-chunk.ts";
import { MESSAGE, person } from "./people.ts";

/** What the service does with a request that arrives, and what becomes of its response. */
export const ARRIVALS = ["accepted", "accepted-unsaid", "lost", "429", "500", "500-accepted", "isolated"] as const;
export type Arrival = (typeof ARRIVALS)[number];

export const SETTLE_MS = 3_000;
export const TOKEN_MS = 20_000;
export const PER_CHUNK = 3;

/** No worker needs as many; one that never waits for time or for the network would hang the test. */
const MOST_STEPS = 5_000;

/** A request that has left a worker, and has not arrived. */
interface OnTheWay {
  readonly worker: Worker;
  readonly body: Body;
  /** When its token ends. */
  readonly endsAtMs: number;
  respond(response: Response): void;
  break(): void;
}

interface Body {
  readonly batch_metadata: Record<string, string>;
  readonly recipient_and_params: readonly { readonly recipient: { readonly contact_id: string } }[];
}

interface Worker {
  readonly fates: BulkFate[];
  isOver: boolean;
  /** Rejects with what its sending failed with. */
  ended: Promise<void>;
  /** Nothing of it runs any more, and nothing that it waits for comes back. */
  isDead: boolean;
  /** It stands still until this resolves. */
  paused: Promise<void> | undefined;
  /** How often it met the ledger or the network. */
  steps: number;
  goOn(): void;
}

/** Workers, a ledger that they share, and a service, in virtual time. */
export class Simulation {
  readonly accepted: { readonly meta_data: Record<string, string>; readonly ids: string[]; readonly atMs: number }[] =
    [];
  readonly onTheWay: OnTheWay[] = [];
  readonly workers: Worker[] = [];
  readonly ledger: RunLedger = memoryRun();
  readonly unresolved: "hold" | "resend";
  readonly refusesExpired: boolean;
  lagMs: number;
  /** What a lookup gets in place of what was accepted. */
  lookup: (() => Response) | undefined;
  /** When lookups came. */
  readonly lookedAtMs: number[] = [];
  /** What claims say of the life of their token. */
  lifeMs: number | null = TOKEN_MS * 1.1;
  fenceMs: number | undefined;
  mayHaveLost = false;

  constructor(unresolved: "hold" | "resend", lagMs: number, refusesExpired = true) {
    this.unresolved = unresolved;
    this.lagMs = lagMs;
    this.refusesExpired = refusesExpired;
  }

  /** Lets everything happen that does not wait for time or for the network. */
  async settle(ms = 0): Promise<void> {
    for (let turn = 0; turn < 4; turn++) {
      await vi.advanceTimersByTimeAsync(turn === 0 ? ms : 0);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /**
   * Starts a worker on a chunk, whatever others do with it.
   *
   * @param parts What it sends with in place of the usual.
   */
  start(number: number, parts: Partial<Sender> = {}): Worker {
    let goOn = (): void => {};
    const worker: Worker = {
      fates: [],
      isOver: false,
      ended: Promise.resolve(),
      isDead: false,
      paused: undefined,
      steps: 0,
      goOn: () => goOn(),
    };
    this.workers.push(worker);
    const through = async <Result>(does: () => Promise<Result>): Promise<Result> => {
      await this.#gate(worker);
      const result = await does();
      await this.#gate(worker);
      return result;
    };
    const { ledger } = this;
    const own: RunLedger = {
      mayHaveLost: this.mayHaveLost,
      put: (entry) => through(() => ledger.put(entry)),
      get: (keys) => through(() => ledger.get(keys)),
      entries: () => through(() => ledger.entries()),
      nowMs: () => through(() => ledger.nowMs()),
      close: () => ledger.close(),
    };
    const batch = createBatchClient({
      projectId: "p",
      baseUrl: "https://batch.test",
      retry: false,
      timeoutMs: 0,
      auth: { scheme: "bearer", authorize: (request, next) => next(request) },
      fetch: (input, init) => this.#fetch(worker, String(input), init),
    });
    const sender: Sender = {
      batch,
      ledger: own,
      runId: "run",
      owner: `worker-${this.workers.length}`,
      request: MESSAGE,
      settleMs: SETTLE_MS,
      unresolved: this.unresolved,
      fenceMs: this.fenceMs,
      signal: new AbortController().signal,
      credential: async () => {
        await through(async () => {});
        const endsAtMs = Date.now() + TOKEN_MS;
        return {
          lifeMs: this.lifeMs,
          auth: {
            scheme: "bearer",
            authorize: (request, next) =>
              next({ ...request, headers: { ...request.headers, authorization: `${endsAtMs}` } }),
          },
        };
      },
      turn: () => through(async () => () => {}),
      succeeded() {},
      failed() {},
      aside: (_, work) => work(),
      onWait() {},
      onState() {},
      onFate: (fate) => void worker.fates.push(fate),
      ...parts,
    };
    worker.ended = readChunk(ledger, number)
      .then((state) => sendChunk(sender, chunkOf(number), state))
      .finally(() => {
        worker.isOver = true;
      });
    worker.goOn = () => {
      worker.paused = undefined;
      goOn();
    };
    const pause = (): void => {
      worker.paused = new Promise((resolve) => {
        goOn = resolve;
      });
    };
    this.#pauses.set(worker, pause);
    return worker;
  }

  readonly #pauses = new Map<Worker, () => void>();

  pause(worker: Worker): void {
    if (worker.paused === undefined) this.#pauses.get(worker)?.();
  }

  /** A request reaches the service, whatever became of the worker that sent it. */
  arrive(request: OnTheWay, how: Arrival): void {
    this.onTheWay.splice(this.onTheWay.indexOf(request), 1);
    const response = how === "lost" ? undefined : this.#responseTo(request, how);
    if (response) request.respond(response);
    else request.break();
  }

  /** Lets the oldest request on the way arrive, or gives it a response by which nobody is messaged. */
  async next(how: Arrival | Response): Promise<void> {
    const [request] = this.onTheWay;
    if (!request) throw new Error("no request is on the way");
    if (how instanceof Response) this.onTheWay.shift()?.respond(how);
    else this.arrive(request, how);
    await this.settle();
  }

  /** What the ledger holds, by the names of the entries. */
  async entries(): Promise<Record<string, object>> {
    const entries = await this.ledger.entries();
    return Object.fromEntries(entries.map(({ atMs: _, ...entry }) => [keyOf(entry as LedgerEntry), entry]));
  }

  /** Does what a request asks for; `undefined` if nobody gets to know. */
  #responseTo({ body, endsAtMs }: OnTheWay, how: Arrival): Response | undefined {
    if (this.refusesExpired && Date.now() >= endsAtMs) return Response.json({}, { status: 401 });
    if (how === "429" || how === "500") return Response.json({}, { status: Number(how) });
    if (how === "isolated") {
      const field_violations = [{ field: "recipient_and_params[0].recipient", description: "unknown" }];
      return Response.json({ details: [{ field_violations }] }, { status: 400 });
    }
    const ids = body.recipient_and_params.map(({ recipient }) => recipient.contact_id);
    this.accepted.push({ meta_data: body.batch_metadata, ids, atMs: Date.now() });
    if (how === "accepted") return Response.json({ batch_id: `b${this.accepted.length}` });
    return how === "500-accepted" ? Response.json({}, { status: 500 }) : undefined;
  }

  /** How often each recipient was accepted. */
  received(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const id of this.accepted.flatMap(({ ids }) => ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }

  async #gate(worker: Worker): Promise<void> {
    if (++worker.steps > MOST_STEPS) throw new Error("the worker goes round in circles");
    if (worker.isDead) await new Promise(() => {});
    while (worker.paused) await worker.paused;
    if (worker.isDead) await new Promise(() => {});
  }

  async #fetch(worker: Worker, input: string, init: RequestInit = {}): Promise<Response> {
    await this.#gate(worker);
    const url = new URL(input);
    if (init.method !== "POST") {
      this.lookedAtMs.push(Date.now());
      if (this.lookup) return this.lookup();
      const value = url.searchParams.get("metadataValue");
      const found = this.accepted.flatMap(({ meta_data, atMs }, index) =>
        meta_data.sinch_fetch_chunk === value && Date.now() >= atMs + this.lagMs
          ? [{ batch_id: `b${index + 1}`, meta_data }]
          : [],
      );
      await this.#gate(worker);
      return Response.json(found);
    }
    const body: Body = JSON.parse(await new Response(init.body).text());
    const endsAtMs = Number(new Headers(init.headers).get("authorization"));
    const response = await new Promise<Response>((resolve, reject) => {
      const broken = (): void => reject(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }));
      this.onTheWay.push({ worker, body, endsAtMs, respond: resolve, break: broken });
    }).finally(() => this.#gate(worker));
    return response;
  }
}

/** The identity and the recipients of a chunk. */
export function chunkOf(chunk: number): Chunk {
  const position = chunk * PER_CHUNK;
  const text = Array.from({ length: PER_CHUNK }, (_, index) =>
    JSON.stringify({ recipient: { contact_id: person(position + index) } }),
  ).join();
  return { chunk, position, recipients: PER_CHUNK, digest: `${chunk}`.repeat(64), text };
}
