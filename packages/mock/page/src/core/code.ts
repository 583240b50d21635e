import type { RecordedRequest, WorldMessage, WorldState } from "../../../src/schemas.gen.ts";

/** A request that can be repeated. */
export interface Repeatable {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** Whether it needs a credential; anything does. */
  readonly hasCredential: boolean;
}

/** Returns the request as it can be sent again. */
export function repeatable({ api, method, path, body }: RecordedRequest, urls: WorldState["urls"]): Repeatable {
  const url = joined(urls[api] ?? "", path);
  return { method, url, body, hasCredential: true };
}

/** Returns the request to the inbox by which a contact says the same again. */
export function repeatableReply(message: WorldMessage, urls: WorldState["urls"]): Repeatable {
  return {
    method: "POST",
    url: joined(urls.inbox ?? "", "/api/replies"),
    body: replyOf(message),
    hasCredential: false,
  };
}

/** Returns what a contact sent, as the inbox takes it. */
export function replyOf({ channel_identity, project_id, app_id, contact_message }: WorldMessage): object {
  const { channel, identity } = channel_identity;
  const { reply_to, ...content } = contact_message ?? {};
  return { channel, identity, project_id, app_id, ...content, ...(reply_to ? { reply_to } : {}) };
}

/** Writes a curl command for a shell. */
export function curlOf({ method, url, body, hasCredential }: Repeatable): string {
  const parts = [`curl -X ${method} ${quoted(url)}`];
  if (hasCredential) parts.push("-H 'Authorization: Bearer any'");
  if (body !== undefined) parts.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`);
  return parts.join(" \\\n  ");
}

/** Writes a value as a TypeScript literal, its keys without quotes where they need none. */
export function literalOf(value: unknown): string {
  return (JSON.stringify(value, undefined, 2) ?? "undefined").replaceAll(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
}

function joined(base: string, path: string): string {
  if (!URL.canParse(base)) return path;
  const { origin, pathname } = new URL(base);
  const prefix = pathname.replace(/\/$/, "");
  return path.startsWith(`${prefix}/`) ? `${origin}${path}` : `${origin}${prefix}${path}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
