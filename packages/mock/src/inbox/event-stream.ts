import type { ServerResponse } from "node:http";
import { clearInterval, clearTimeout, setInterval, setTimeout } from "node:timers";
import type { WorldEvent } from "../schemas.gen.ts";
import { worldMessage } from "../world/message-view.ts";
import type { Change } from "../world/world.ts";
import { batchView, callbackView } from "./record-views.ts";
import type { InboxStage } from "./stage.ts";
import { clockView, faultView, stateView } from "./views.ts";
import { SAFE_HEADERS } from "./write.ts";

/** Sends what changes to those who listen. */
export interface EventStream {
  /** Keeps a response open and sends events. */
  open(response: ServerResponse): void;
  close(): void;
}

/** Changes within this time come together, in milliseconds. */
const TOGETHER_MS = 100;
/** More changes of a kind than this make a page load everything again. */
const MAX_THINGS = 100;
/** Who is further behind than this is let go, so that what waits for a sleeping reader does not fill the memory. */
const MAX_BEHIND_BYTES = 8_000_000;
/** How often a line keeps a silent connection alive, in milliseconds. */
const KEEP_ALIVE_MS = 15_000;

/** Makes the stream of events. While nobody listens, nothing is collected. */
export function createEventStream(stage: InboxStage): EventStream {
  const responses = new Set<ServerResponse>();
  let changes: Change[] = [];
  let timer: NodeJS.Timeout | undefined;
  const keepAlive = setInterval(() => broadcast(": \n\n"), KEEP_ALIVE_MS).unref();

  function broadcast(text: string): void {
    for (const response of responses) {
      response.write(text);
      // A page that is there again loads everything anew.
      if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
    }
  }

  function flush(): void {
    timer = undefined;
    const collected = changes;
    changes = [];
    for (const event of eventsOf(stage, collected)) broadcast(lineOf(event));
  }

  const unlisten = stage.core.listen((change) => {
    if (responses.size === 0) return;
    changes.push(change);
    timer ??= setTimeout(flush, TOGETHER_MS).unref();
  });

  return {
    open(response) {
      response.writeHead(200, { ...SAFE_HEADERS, "content-type": "text/event-stream" });
      response.write(lineOf({ type: "hello", state: stateView(stage) }));
      responses.add(response);
      response.once("close", () => responses.delete(response));
    },
    close() {
      unlisten();
      clearTimeout(timer);
      clearInterval(keepAlive);
      for (const response of responses) response.end();
    },
  };
}

function eventsOf(stage: InboxStage, changes: readonly Change[]): readonly WorldEvent[] {
  const messages = new Set(changes.flatMap((change) => ("message" in change ? [change.message] : [])));
  const batches = new Set(changes.flatMap((change) => ("batch" in change ? [change.batch] : [])));
  const callbacks = new Set(changes.flatMap((change) => ("callback" in change ? [change.callback] : [])));
  for (const { batchId } of messages) {
    const batch = stage.core.world.store.batches.get(batchId ?? "");
    if (batch !== undefined) batches.add(batch);
  }
  const requests = changes.flatMap((change) => ("request" in change ? [change.request] : []));
  const kinds = new Set(changes.flatMap((change) => ("kind" in change ? [change.kind] : [])));
  const isMuch = [messages.size, batches.size, callbacks.size, requests.length].some((size) => size > MAX_THINGS);
  if (kinds.has("reload") || isMuch) return [{ type: "reload" }];
  const events: WorldEvent[] = [];
  if (messages.size > 0) events.push({ type: "messages", messages: [...messages].map(worldMessage) });
  if (batches.size > 0) events.push({ type: "batches", batches: [...batches].map(batchView) });
  if (callbacks.size > 0) events.push({ type: "callbacks", callbacks: [...callbacks].map(callbackView) });
  if (requests.length > 0) events.push({ type: "requests", requests });
  if (kinds.has("faults")) events.push({ type: "faults", faults: stage.core.world.faults.all().map(faultView) });
  if (kinds.has("clock")) events.push({ type: "clock", clock: clockView(stage.core) });
  return events;
}

function lineOf(event: WorldEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
