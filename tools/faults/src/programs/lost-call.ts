import { once } from "node:events";
import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import type { ClientOptions } from "@sinch-fetch/http";
import { sendMessage } from "../calls.ts";
import { KEY } from "../secrets.ts";
import { transportOf } from "../transports.ts";

/** What the program does. */
export interface LostCalls {
  readonly transport: string;
  readonly apiUrl: string;
  readonly tokenUrl: string;
  /** Sends that are made at once, by project: how many, and the options of the client. */
  readonly sends: Readonly<Record<string, { count: number; options: Partial<ClientOptions<"us", "bearer">> }>>;
}

// Sends, aborts what is under way when its parent says so, reports what came of it, and ends when nothing is left to do.
const { transport, apiUrl, tokenUrl, sends }: LostCalls = JSON.parse(process.argv[2] ?? "{}");
const fetch = transportOf(transport);
const auth = oauth2({ ...KEY, tokenUrl, fetch });
const controller = new AbortController();
const { signal } = controller;
const settled = Object.entries(sends).flatMap(([projectId, { count, options }]) => {
  const conversation = createConversationClient({ projectId, baseUrl: apiUrl, auth, fetch, ...options });
  return Array.from({ length: count }, () =>
    sendMessage({ conversation }, { signal }).then(
      () => `${projectId}: sent`,
      ({ name, outcome }) => `${projectId}: ${name}, ${outcome}`,
    ),
  );
});
await once(process, "message");
controller.abort();
process.send?.(await Promise.all(settled));
