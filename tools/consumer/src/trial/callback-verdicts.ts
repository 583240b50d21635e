import { callbackHandler, isCallbackError, verifyCallback } from "@sinch-fetch/conversation/callbacks";
import type { SignedRequest, TrialPlaces } from "./places.ts";
import { rejectionOf } from "./rejection.ts";

/**
 * Judges a genuine callback and a forged one, by themselves and as requests to a handler.
 *
 * @returns The verdict on each, `"taken"` or the reason for refusing it; the statuses that the handler responds with, the
 * genuine one's first; and the message states that it handed on.
 */
export async function judgeCallbacks({ secret, genuine, forged }: TrialPlaces) {
  const handled: unknown[] = [];
  const receive = callbackHandler({
    secret,
    on: { MESSAGE_DELIVERY: (event) => handled.push(event.message_delivery_report.status) },
  });
  const responses: number[] = [];
  for (const request of [genuine, forged]) {
    const { status } = await receive(new Request("https://example.com/callbacks", { method: "POST", ...request }));
    responses.push(status);
  }
  return { genuine: await verdictOn(genuine, secret), forged: await verdictOn(forged, secret), responses, handled };
}

async function verdictOn({ headers, body }: SignedRequest, secret: string): Promise<string> {
  const error = await rejectionOf(() => verifyCallback(headers, body, secret));
  if (error === undefined) return "taken";
  return isCallbackError(error) ? error.reason : String(error);
}
