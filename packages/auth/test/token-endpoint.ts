import { redactWith } from "../src/redact.ts";
import type { TokenEndpoint } from "../src/token-exchange.ts";
import { recordingFetch, type Sent } from "./recording-fetch.ts";

export const TOKEN_URL = "https://auth.test/oauth2/token";
export const KEY_SECRET = "hunter2";
export const CREDENTIALS: string = btoa(`key-id:${KEY_SECRET}`);

/** A usable answer of a token endpoint. */
export const good = { access_token: "t0k3n", token_type: "bearer", expires_in: 3600 };

/** A token endpoint that answers by a function, and the requests that it got. */
export function tokenEndpoint(answer: (sent: Sent) => Response | Promise<Response>) {
  const { fetch, sent } = recordingFetch(answer);
  const endpoint: TokenEndpoint = {
    tokenUrl: TOKEN_URL,
    credentials: CREDENTIALS,
    redact: redactWith([`key-id:${KEY_SECRET}`, "key-id", KEY_SECRET, CREDENTIALS]),
    fetch,
  };
  return { endpoint, sent };
}

/** A body that breaks off. */
export const brokenBody = (failure: Error): Response =>
  new Response(new ReadableStream({ start: (controller) => controller.error(failure) }));
