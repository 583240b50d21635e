import type { oauth2 } from "@sinch-fetch/auth";
import { type BatchClientOptions, createBatchClient, isSinchFetchError } from "@sinch-fetch/batch";
import type { TrialPlaces } from "./places.ts";
import { rejectionOf } from "./rejection.ts";
import { toMany } from "./requests.ts";

const REASON = "no longer wanted";

/**
 * Makes calls that go wrong, each in its own way and once.
 *
 * @returns What each ended with: an error's name, its outcome and a text that is its cause; or `responded`.
 */
export async function endCalls(places: TrialPlaces, auth: ReturnType<typeof oauth2>) {
  const { closed, stalling, dropping, redirecting } = places;
  const messagesAt = (baseUrl: string, more: Partial<BatchClientOptions> = {}) =>
    createBatchClient({ projectId: places.projectId, auth, baseUrl, retry: false, ...more }).messages;

  const sendAndAbort = () => {
    const controller = new AbortController();
    const abortAtResponse: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      controller.abort(REASON);
      return response;
    };
    return messagesAt(stalling, { fetch: abortAtResponse }).send(toMany, { signal: controller.signal });
  };

  const sendOverUsedConnection = async () => {
    await messagesAt(dropping).get("of-the-trial");
    // Some platforms take a moment to see that the connection is free.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await messagesAt(dropping).send(toMany);
  };

  return {
    "nobody listens": await endOf(() => messagesAt(closed).send(toMany)),
    "aborted before": await endOf(() => messagesAt(closed).send(toMany, { signal: AbortSignal.abort(REASON) })),
    "aborted during the response": await endOf(sendAndAbort),
    "out of time": await endOf(() => messagesAt(stalling).send(toMany, { timeoutMs: 300 })),
    "connection dropped": await endOf(sendOverUsedConnection),
    "redirected read": await endOf(() => messagesAt(redirecting).get("of-the-trial")),
    "redirected send": await endOf(() => messagesAt(redirecting).send(toMany)),
  };
}

async function endOf(call: () => Promise<unknown>): Promise<string> {
  const error = await rejectionOf(call);
  if (error === undefined) return "responded";
  if (!isSinchFetchError(error)) return `not one of ours: ${error}`;
  const { name, outcome, cause } = error;
  return [name, outcome, ...(typeof cause === "string" ? [cause] : [])].join(", ");
}
