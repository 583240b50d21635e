import type { Auth, CallOptions } from "@sinch-fetch/http";
import { onChain, resolveClientOptions } from "@sinch-fetch/http/client";

const facts = {
  package: "@sinch-fetch/messages",
  version: "1.2.3",
  server: "https://{region}.api.test",
  regions: ["us"],
  defaultRegion: "us",
  prefix: "/projects/{project_id}",
  schemes: ["bearer"],
} as const;

const sendMessage = { id: "SendMessage", method: "POST", path: "/messages:send" };

/** In place of the `openapi-fetch` client, which a call without special options does not come by. */
const openApiFetch = { request: () => Promise.reject(new Error("not to be called")), use() {} };

/**
 * A client with the whole chain from retry to fetch.
 *
 * @returns Sends a message.
 */
export function clientWith(auth: Auth<"bearer">, fetch: typeof globalThis.fetch) {
  const settings = resolveClientOptions("createClient", { projectId: "p", auth, fetch }, facts);
  const { call } = onChain(openApiFetch, [sendMessage], settings, () => "");
  return (options: CallOptions = {}): Promise<unknown> => call(sendMessage, { body: { text: "hi" } }, options);
}
