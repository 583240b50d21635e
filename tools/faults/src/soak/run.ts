import { createServer } from "node:net";
import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import type { CallOptions } from "@sinch-fetch/http";
import { KEY, MESSAGE_TEXT } from "../secrets.ts";
import type { Stage } from "../stage.ts";
import { unheardRejections } from "../unheard-rejections.ts";
import { type HeapGrowth, HeapSamples } from "./heap.ts";
import { Ledger } from "./ledger.ts";
import { CALL_HEADER, type CallPlan, type Draw, planOf } from "./plan.ts";
import type { ServerReport } from "./server.ts";
import { startServerProcess } from "./server-process.ts";
import { type StormReport, Storms } from "./storms.ts";

/** How to run the soak. */
export interface SoakOptions extends Draw {
  readonly concurrency: number;
  readonly fetch: typeof globalThis.fetch;
}

/** What a run came to. */
export interface SoakResult {
  readonly options: SoakOptions;
  readonly ledger: Ledger;
  readonly server: ServerReport;
  readonly heap: HeapGrowth;
  readonly refusedConnections: number;
  readonly storms: StormReport;
  readonly unheardRejections: readonly string[];
  readonly seconds: number;
}

const HEAP_SAMPLES = 40;
/** A storm comes after as many calls, and three times in a short run. */
const STORM_EVERY = 20_000;
const FEWEST_STORMS = 3;
const TIMEOUT_MS = 3000;
/** The last moment at which a caller aborts, after its call. */
const LATEST_ABORT_MS = 4;

/** Makes the calls of a run against a server in another process and compares what both saw. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  using server = await startServerProcess(options);
  using unheard = unheardRejections();
  const { calls, concurrency } = options;
  const { fetch, refused } = await refusing(options);
  const { tokenUrl, apiUrl: baseUrl } = server;
  const auth = oauth2({ ...KEY, tokenUrl, fetch: options.fetch });
  const clientOptions = {
    projectId: "soak",
    auth,
    baseUrl,
    fetch,
    timeoutMs: TIMEOUT_MS,
    // One more than a plan has faults, for the attempt that a busy machine lets run out.
    retry: { maxRetries: 3, baseDelayMs: 5, maxDelayMs: 50 },
  };
  const clients = {
    conversation: createConversationClient(clientOptions),
    batch: createBatchClient(clientOptions),
  };
  const storms = new Storms({ ...clientOptions, fetch: options.fetch });
  const ledger = new Ledger(calls);
  const heap = new HeapSamples();
  // One for all the calls: a listener that a call left behind on it would be seen as growth.
  const { signal } = new AbortController();

  const startedAtMs = performance.now();
  const waiting = Array(calls).keys();
  const sampleEvery = Math.ceil(calls / HEAP_SAMPLES);
  const stormEvery = Math.min(STORM_EVERY, Math.floor(calls / FEWEST_STORMS));
  const caller = async (): Promise<void> => {
    // An iterator that several loops share hands each number to one of them.
    for (const call of waiting) {
      const plan = planOf(options, call);
      ledger.begin(plan);
      await makeCall(clients, call, plan, signal).then(
        (isRight) => ledger.resolved(call, plan, isRight),
        (error: unknown) => ledger.rejected(call, plan, error),
      );
      if (call % sampleEvery === sampleEvery - 1) heap.take();
      if (call % stormEvery === stormEvery - 1) await storms.raise();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const seconds = (performance.now() - startedAtMs) / 1000;

  return {
    options,
    ledger,
    server: await server.report(),
    heap: heap.growth(),
    refusedConnections: refused(),
    storms: storms.report,
    unheardRejections: unheard.reasons.map(String),
    seconds,
  };
}

/** Makes one call; returns whether its response was its own. */
async function makeCall(
  { conversation, batch }: Pick<Stage, "conversation" | "batch">,
  call: number,
  { kind, faults }: CallPlan,
  shared: AbortSignal,
): Promise<boolean> {
  const signal = faults.includes("caller aborts") ? AbortSignal.timeout(call % LATEST_ABORT_MS) : shared;
  const options: CallOptions = { headers: { [CALL_HEADER]: String(call) }, signal };
  const messageId = `message-${call}`;
  if (kind === "send") {
    const body = {
      app_id: "app-1",
      recipient: { contact_id: "contact-1" },
      message: { text_message: { text: MESSAGE_TEXT } },
      correlation_id: `soak-${call}`,
    };
    return (await conversation.messages.send(body, options)).message_id === messageId;
  }
  if (kind === "read") return (await conversation.messages.get(messageId, {}, options)).id === messageId;
  if (kind === "refused path") return (await conversation.apps.get(`app-${call}`, {}, options)).id === undefined;
  if (kind === "delete") return (await conversation.messages.delete(messageId, {}, options)) === undefined;
  return (await batch.messages.get(`batch-${call}`, {}, options)).batch_id === `batch-${call}`;
}

/** A `fetch` that sends the first request of a call to a port on which nothing listens, where the call's plan says so. */
async function refusing(options: SoakOptions) {
  const closedUrl = await closedPort();
  const wasRefused = new Uint8Array(options.calls);
  let refusedConnections = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    const call = Number(new Headers(init?.headers).get(CALL_HEADER));
    if (planOf(options, call).faults[0] !== "refused connection" || wasRefused[call] === 1) {
      return options.fetch(input, init);
    }
    wasRefused[call] = 1;
    refusedConnections++;
    return options.fetch(closedUrl, init);
  };
  return { fetch, refused: () => refusedConnections };
}

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${Object(address).port}`;
}
