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

/** Longest that a scenario may take where its failure would be to hang. */
export const SETTLED_WITHIN_MS = 5000;

let projects = 0;

/** Starts the servers of one scenario. */
export async function startServers(): Promise<Servers> {
  return {
    api: await startFaultServer(ok({})),
    tokens: await startFaultServer(issues()),
    other: await startFaultServer(ok({})),
  };
}

/**
 * Makes the clients of one scenario.
 *
 * @param changes Over the usual options of both clients.
 * @param tokenOptions Takes tokens from the token endpoint by `oauth2()`, with these options, and not a fixed one.
 */
export function stageOn(
  servers: Servers,
  fetch: typeof globalThis.fetch,
  changes: Partial<StageOptions>,
  tokenOptions?: Partial<OAuth2Options>,
): Stage {
  const attempts: Attempt[] = [];
  const controller = new AbortController();
  const tokenUrl = `${servers.tokens.url}/oauth2/token`;
  const options: StageOptions = {
    // Of its own, since clients of one project share their pace.
    projectId: `project-${++projects}`,
    auth: tokenOptions ? oauth2({ ...KEY, tokenUrl, fetch, ...tokenOptions }) : bearer(FIXED_TOKEN),
    baseUrl: servers.api.url,
    fetch,
    retry: { baseDelayMs: 5, maxDelayMs: 50 },
    timeoutMs: SETTLED_WITHIN_MS - 1000,
    onAttempt: (attempt) => void attempts.push(attempt),
    ...changes,
  };
  return {
    ...servers,
    conversation: createConversationClient(options),
    batch: createBatchClient(options),
    options,
    attempts,
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
  };
}
