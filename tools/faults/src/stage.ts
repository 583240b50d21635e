import { bearer, type OAuth2Options, oauth2 } from "@sinch-fetch/auth";
import { type BatchClient, createBatchClient } from "@sinch-fetch/batch";
import { type ConversationClient, createConversationClient } from "@sinch-fetch/conversation";
import type { Attempt, ClientOptions } from "@sinch-fetch/http";
import { ok } from "./behaviours.ts";
import { type FaultServer, startFaultServer } from "./fault-server.ts";
import { FIXED_TOKEN, KEY } from "./secrets.ts";
import { issues } from "./token-endpoint.ts";

/** The servers of a scenario. */
export interface Servers {
  /** Stands in for the hosts of both APIs. */
  readonly api: FaultServer;
  readonly tokens: FaultServer;
  /** A host that no credential is meant for. */
  readonly other: FaultServer;
}

/** What a scenario plays with. */
export interface Stage extends Servers {
  readonly conversation: ConversationClient;
  readonly batch: BatchClient;
  /** The options that both clients were made with. */
  readonly options: StageOptions;
  /** What `onAttempt` was called with. */
  readonly attempts: readonly Attempt[];
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

export type StageOptions = ClientOptions<"us" | "eu" | "br", "bearer">;

/** What differs from the usual stage. */
export interface StageChanges {
  /** Over the usual options of both clients. */
  readonly options?: Partial<StageOptions>;
  /** Takes tokens from the token endpoint by `oauth2()`, with these options, and not a fixed one. */
  readonly oauth2?: Partial<OAuth2Options> | undefined;
}

/** Longest that a scenario may take where its failure would be to hang. */
export const SETTLED_WITHIN_MS = 5000;

let projects = 0;

/** Starts the servers and makes the clients of one scenario. */
export async function openStage(
  fetch: typeof globalThis.fetch,
  change: (servers: Servers) => StageChanges,
): Promise<{ stage: Stage; close: () => Promise<void> }> {
  const api = await startFaultServer(ok({}));
  const tokens = await startFaultServer(issues());
  const other = await startFaultServer(ok({}));
  const servers = { api, tokens, other };
  const changes = change(servers);
  const attempts: Attempt[] = [];
  const controller = new AbortController();
  const tokenUrl = `${tokens.url}/oauth2/token`;
  const options: StageOptions = {
    // Of its own, since clients of one project share their pace.
    projectId: `project-${++projects}`,
    auth: changes.oauth2 ? oauth2({ ...KEY, tokenUrl, fetch, ...changes.oauth2 }) : bearer(FIXED_TOKEN),
    baseUrl: api.url,
    fetch,
    retry: { baseDelayMs: 5, maxDelayMs: 50 },
    timeoutMs: SETTLED_WITHIN_MS - 1000,
    onAttempt: (attempt) => void attempts.push(attempt),
    ...changes.options,
  };
  const stage: Stage = {
    ...servers,
    conversation: createConversationClient(options),
    batch: createBatchClient(options),
    options,
    attempts,
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
  };
  const close = async (): Promise<void> => {
    await Promise.all([api.close(), tokens.close(), other.close()]);
  };
  return { stage, close };
}
