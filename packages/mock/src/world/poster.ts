import { callbackSignature } from "../callback/callback-signature.ts";
import { secretFor } from "./callbacks.ts";
import type { Attempt, Callback } from "./data.ts";
import type { World } from "./world.ts";

/** Posts callbacks. */
export interface Poster {
  /** Posts a callback once; plans a further attempt where that fails. */
  post(callback: Callback): void;
  /** Resolves when no response is waited for. */
  idle(): Promise<void>;
  /** Gives up what is under way. */
  close(): void;
}

/** How many callbacks a receiver gets at a time. */
const MAX_AT_A_TIME = 32;
/** How long a receiver may take to respond, in milliseconds. */
const TIMEOUT_MS = 10_000;
const MAX_BODY_LENGTH = 2000;

/** Makes the poster of a world. Callbacks about one thing go to one receiver one after the other. */
export function createPoster(world: World): Poster {
  const closing = new AbortController();
  const lines = new Map<string, Promise<void>>();
  const receivers = new Map<string, { atATime: number; readonly waiting: (() => void)[] }>();

  /** Waits for a place at a receiver: one that does not respond holds up its own callbacks only. */
  async function inTurn(url: string, work: () => Promise<void>): Promise<void> {
    const receiver = receivers.get(url) ?? { atATime: 0, waiting: [] };
    receivers.set(url, receiver);
    if (receiver.atATime < MAX_AT_A_TIME) receiver.atATime++;
    else await new Promise<void>((resolve) => receiver.waiting.push(resolve));
    try {
      if (!closing.signal.aborted) await work();
    } finally {
      const next = receiver.waiting.shift();
      if (next) next();
      else if (--receiver.atATime === 0) receivers.delete(url);
    }
  }

  async function attempt(callback: Callback): Promise<void> {
    const { attempts } = callback;
    const result = await send(world, callback, closing.signal);
    if (closing.signal.aborted) return;
    attempts.push(result);
    const isTaken = result.status !== undefined && result.status >= 200 && result.status < 300;
    const delayMs = world.rules.retryDelaysMs[attempts.length - 1];
    delete callback.nextAttemptMs;
    if (isTaken) callback.state = "TAKEN";
    else if (delayMs === undefined) callback.state = "GIVEN_UP";
    else {
      callback.nextAttemptMs = world.nowMs() + delayMs;
      world.queue.add(callback.nextAttemptMs, "post", callback.id);
    }
    world.changed({ callback });
  }

  return {
    post(callback) {
      const line = `${callback.url} ${callback.subject}`;
      const after = (lines.get(line) ?? Promise.resolve()).then(() => inTurn(callback.url, () => attempt(callback)));
      lines.set(line, after);
      void after.then(() => {
        if (lines.get(line) === after) lines.delete(line);
      });
    },
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
    close: () => closing.abort(),
  };
}

async function send(world: World, callback: Callback, closing: AbortSignal): Promise<Attempt> {
  const body = JSON.stringify(callback.body);
  const secret = secretFor(world, callback);
  const atMs = world.nowMs();
  const startMs = performance.now();
  const wrong = world.rules.checkCallback(callback.trigger, callback.body);
  if (wrong !== undefined) return { atMs, durationMs: 0, error: `the callback violates the description: ${wrong}` };
  const took = () => ({ atMs, durationMs: Math.round(performance.now() - startMs) });
  try {
    const response = await fetch(callback.url, {
      method: "POST",
      // Receivers compare the time of the signature with their own clock, so that it is the real one.
      headers: { "content-type": "application/json", ...(secret !== undefined && callbackSignature(body, secret)) },
      body,
      redirect: "manual",
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return { ...took(), status: response.status, body: await beginningOf(response) };
  } catch (error) {
    return { ...took(), error: reasonOf(error) };
  }
}

/** Reads as much of a response as is shown, and gives up the rest. */
async function beginningOf({ body }: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= MAX_BODY_LENGTH) break;
  }
  return (text + decoder.decode()).slice(0, MAX_BODY_LENGTH);
}

/** fetch() says only that it failed; why is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no response within ${TIMEOUT_MS} ms`;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
