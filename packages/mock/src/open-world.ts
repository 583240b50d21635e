import { type OnCallback, reportAttempt } from "./callback/callback-attempt.ts";
import { inboxListener } from "./inbox/listener.ts";
import { type OpenServer, openServer } from "./serve/server.ts";
import type { Services } from "./serve/services.ts";
import type { Stateful } from "./serve/world-responder.ts";
import { createCore } from "./world/core.ts";
import { createMockWorld, type MockWorld } from "./world/mock-world.ts";
import { createRandom } from "./world/random.ts";
import { createRecords } from "./world/records.ts";
import { openWorldFile } from "./world/world-file.ts";
import type { WorldOptions } from "./world/world-options.ts";

/** A world, its page and its file. */
export interface OpenWorld extends Stateful {
  readonly facade: MockWorld;
  openInbox(port: number): Promise<OpenServer>;
  /** Says where the APIs are, for the page. */
  setUrls(urls: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

const DELAYS_MS = { submit: 10, queue: 20, deliver: 100, read: 400 };
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 16_000];

/**
 * Starts a world.
 *
 * @throws {Error} The file holds no snapshot.
 */
export async function openWorld(
  options: WorldOptions,
  host: string,
  services: Services,
  onCallback?: OnCallback,
): Promise<OpenWorld> {
  const checks = options.checked ? await (await import("./serve/world-checks.ts")).worldChecks() : undefined;
  const core = createCore(options.clock ?? "real", options.seed, {
    strictApps: options.strictApps ?? false,
    delaysMs: { ...DELAYS_MS, ...options.delaysMs },
    messagesPerSecond: options.messagesPerSecond,
    queueLimit: options.queueLimit ?? 500_000,
    maxMessages: options.maxMessages ?? 100_000,
    webhooks: options.webhooks ?? [],
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    checkCallback: checks?.callback ?? (() => undefined),
  });
  const { world } = core;
  // Reading changes no world: ids of requests are drawn apart from those of messages.
  const random = createRandom(options.seed);
  const records = createRecords(
    () => random.id(world.nowMs()),
    (request) => world.changed({ request }),
  );
  const file = options.data === undefined ? undefined : await openWorldFile(core, options.data);
  const restoreStart = () => file?.restore();
  if (onCallback !== undefined) {
    core.listen((change) => {
      if ("callback" in change) reportAttempt(change.callback, onCallback);
    });
  }
  const facade = createMockWorld(core, restoreStart);
  const urls: Record<string, string> = {};
  const inbox = inboxListener({ core, facade, records, urls, host, services });
  return {
    world,
    records,
    checks,
    facade,
    openInbox: (port) => openServer(inbox.listener, host, port),
    setUrls: (found) => void Object.assign(urls, found),
    async close() {
      core.close();
      inbox.close();
      await file?.close();
    },
  };
}
