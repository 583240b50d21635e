import type { Auth, CallOptions } from "@sinch-fetch/http";
import { onChain, resolveClientOptions } from "@sinch-fetch/http/client";

/** What the chain hands to an `openapi-fetch` client for one call. */
interface Init {
  readonly Request: new (url: string, init: RequestInit) => Request;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

const facts = {
  server: "https://{region}.api.test",
  regions: ["us"],
  defaultRegion: "us",
  prefix: "/projects/{project_id}",
  schemes: ["bearer"],
} as const;

const sendMessage = { id: "SendMessage", method: "POST", path: "/messages:send" };

/**
 * A client with the whole chain of timeout, auth and fetch.
 *
 * @returns Sends a message.
 */
export function clientWith(auth: Auth<"bearer">, fetch: typeof globalThis.fetch) {
  const settings = resolveClientOptions("createClient", { projectId: "p", auth, fetch }, facts);
  const { call } = onChain(openApiFetchLike(settings.baseUrl), [sendMessage], settings);
  return (options: CallOptions = {}): Promise<unknown> => call(sendMessage, { body: { text: "hi" } }, options);
}

/** As much of an `openapi-fetch` client as the chain asks for. */
function openApiFetchLike(baseUrl: string) {
  return {
    async request(method: string, path: string, { Request, fetch, body, signal }: Init) {
      const init = { method, headers: new Headers(), ...(body && { body }), ...(signal && { signal }) };
      const response = await fetch(new Request(baseUrl + path, init));
      const text = await response.text();
      return response.ok ? { data: text, response } : { error: text, response };
    },
    use() {},
  };
}
