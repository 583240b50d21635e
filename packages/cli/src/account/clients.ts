import type { OAuth2Auth } from "@sinch-fetch/auth";
import type { BatchClient } from "@sinch-fetch/batch";
import type { ConversationClient } from "@sinch-fetch/conversation";
import type { OnAttempt } from "@sinch-fetch/http";
import type { TemplatesClient } from "@sinch-fetch/templates";
import { say } from "../output.ts";
import { styled } from "../style.ts";
import { type Account, type AccountOptions, findAccount } from "./account.ts";
import { FIELDS } from "./fields.ts";
import { need } from "./need.ts";

/** The options of every command that talks to Sinch. */
export interface GlobalOptions extends AccountOptions {
  readonly json?: boolean | undefined;
  readonly input?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly debug?: boolean | undefined;
}

/** An account, and the clients that use it. A client's code is loaded when it is asked for. */
export interface Session {
  readonly account: Account;
  auth(): Promise<OAuth2Auth>;
  batch(): Promise<BatchClient>;
  conversation(): Promise<ConversationClient>;
  templates(): Promise<TemplatesClient>;
}

/** Finds the account, and says where it comes from: with `--verbose` each part of it, else only what is odd. */
export async function openSession(options: GlobalOptions): Promise<Session> {
  const account = await findAccount(options);
  for (const warning of account.warnings) say(styled("yellow", `warning: ${warning}`));
  if (options.verbose || options.debug) for (const line of sourceLines(account)) say(styled("dim", line));
  return sessionOf(account, options);
}

/** Makes the clients of an account, which share one token. */
export function sessionOf(account: Account, options: GlobalOptions, fetch?: typeof globalThis.fetch): Session {
  let auth: Promise<OAuth2Auth> | undefined;
  const credential = async (): Promise<OAuth2Auth> => {
    const { keyId, keySecret } = need(account, "keyId", "keySecret");
    const { oauth2 } = await import("@sinch-fetch/auth");
    return oauth2({ keyId, keySecret, tokenUrl: account.values.tokenUrl, fetch });
  };
  const session = {
    account,
    auth: () => {
      auth ??= credential();
      return auth;
    },
  };
  const common = async (url: "batchUrl" | "conversationUrl" | "templatesUrl") => {
    const { projectId } = need(account, "projectId", "keyId", "keySecret");
    const onAttempt = options.debug ? sayAttempt : undefined;
    return {
      projectId,
      region: account.region,
      auth: await session.auth(),
      baseUrl: account.values[url],
      onAttempt,
      fetch,
    };
  };
  return {
    ...session,
    batch: async () => (await import("@sinch-fetch/batch")).createBatchClient(await common("batchUrl")),
    conversation: async () =>
      (await import("@sinch-fetch/conversation")).createConversationClient(await common("conversationUrl")),
    templates: async () => (await import("@sinch-fetch/templates")).createTemplatesClient(await common("templatesUrl")),
  };
}

const sayAttempt: OnAttempt = ({ method, url, attempt, status, error, durationMs }) => {
  const end = status ?? (error instanceof Error ? error.name : "no response");
  say(styled("dim", `${method} ${url}  attempt ${attempt}: ${end} after ${Math.round(durationMs)} ms`));
};

/** One line for each part of the account. What is secret is never part of a line, and neither is the key's id. */
export function sourceLines({ values, sources }: Account): readonly string[] {
  return FIELDS.flatMap((field) => {
    const source = sources[field];
    if (source === undefined) return [];
    const shown = field === "keyId" || field === "keySecret" ? "(not shown)" : values[field];
    return [`${field}: ${shown}  from ${source}`];
  });
}
