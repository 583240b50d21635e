import { triggers } from "../callbacks.gen.ts";
import { CallbackError, isCallbackError } from "./callback-error.ts";
import { type CallbackEvent, type CallbackEvents, parseCallback } from "./parse-callback.ts";
import { concat } from "./raw-body.ts";
import { type CallbackSecret, checkSignature, type Signed, secretsOf } from "./signature.ts";
import { ageLimitOf, checkAge, nonceReused, type VerifyCallbackOptions } from "./verify-callback.ts";

/**
 * What to do about each callback, by its trigger. What a function returns is awaited, and otherwise ignored.
 *
 * Sinch may send a callback again, and in any order, so a function should bear to see an event twice.
 */
export type CallbackHandlers = {
  readonly [Trigger in keyof CallbackEvents]?: ((event: CallbackEvents[Trigger]) => unknown) | undefined;
};

/** Options of {@link callbackHandler}. */
export interface CallbackHandlerOptions extends VerifyCallbackOptions {
  /**
   * The webhook's secret, or several of which any will do; `null` if the webhook has none, so that anyone can call it:
   * then `maxAgeMs` and `nonceStore` have no effect either.
   */
  secret: CallbackSecret | null;
  /** What to do, by trigger. A callback that nothing is to be done about is answered with 200 as well. */
  on: CallbackHandlers;
  /**
   * Longest body that is read, in bytes. The vendor names no limit of its own.
   * @default 1048576
   */
  maxBodyBytes?: number | undefined;
  /**
   * Told why a callback was not handled: a {@link CallbackError}, or what a function of `on` or the nonce store threw. It
   * is awaited before the answer, and what it throws itself is ignored.
   * @default console.error for all but a CallbackError
   */
  onError?: ((error: unknown) => unknown) | undefined;
}

const OPTION_NAMES = ["secret", "on", "maxBodyBytes", "maxAgeMs", "now", "nonceStore", "onError"];

/**
 * Makes a function that answers the callbacks of a webhook, for every framework that speaks `Request` and `Response`.
 *
 * It checks the signature, reads the event, awaits the function for its trigger, and answers:
 *
 * - 200: handled, or there was nothing to do; also if the `nonceStore` has its nonce, in which case it was handled before.
 * - 400: the body is not JSON.
 * - 401: the signature is missing, wrong, or too old.
 * - 405: the method is not POST.
 * - 413: the body is longer than `maxBodyBytes`.
 * - 500: the function failed. Sinch sends the callback again, and it is then taken: its nonce is remembered only after
 *   success. While the function is at work, a callback with the same nonce waits for it and shares its answer.
 *
 * @returns A function that never rejects. Errors go to `onError`, and never into an answer to the sender.
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the secret.
 * @see https://developers.sinch.com/docs/conversation/callbacks/
 */
export function callbackHandler(options: CallbackHandlerOptions): (request: Request) => Promise<Response> {
  checkOptions(options);
  const { secret, on, maxBodyBytes = 1_048_576, nonceStore, onError = logFailure } = options;
  const secrets = secret === null ? undefined : secretsOf("callbackHandler", secret);
  const ageLimitMs = ageLimitOf("callbackHandler", options);
  const underWay = new Map<string, Promise<void>>();

  const report = async (error: unknown) => {
    try {
      await onError(error);
    } catch {}
  };

  const run = async (event: CallbackEvent) => {
    await on[event.trigger]?.(event as never);
  };

  const runUnlessHandled = async ({ nonce, timestampMs }: Signed, event: CallbackEvent) => {
    if (await nonceStore?.has(nonce)) return report(nonceReused());
    await run(event);
    try {
      await nonceStore?.add(nonce, timestampMs + ageLimitMs);
    } catch (error) {
      // The event is handled; an answer of 500 would have Sinch send it again.
      await report(error);
    }
  };

  const runOnce = (signed: Signed, event: CallbackEvent) => {
    let work = underWay.get(signed.nonce);
    if (!work) {
      work = runUnlessHandled(signed, event).finally(() => underWay.delete(signed.nonce));
      underWay.set(signed.nonce, work);
    }
    return work;
  };

  return async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    let handling = false;
    try {
      const body = await readBody(request, maxBodyBytes);
      const signed = secrets && (await checkSignature(request.headers, body, secrets));
      if (signed) checkAge(signed.timestampMs, ageLimitMs, options);
      const event = parseCallback(body);
      handling = true;
      await (signed && nonceStore ? runOnce(signed, event) : run(event));
      return new Response();
    } catch (error) {
      await report(error);
      // A function of `on` may throw a CallbackError of its own, which says nothing of this callback.
      const refusal = !handling && isCallbackError(error) ? error : undefined;
      return new Response(refusal?.message, { status: refusal ? statusOf(refusal) : 500 });
    }
  };
}

function checkOptions(options: CallbackHandlerOptions): void {
  const { on, maxBodyBytes = 1 } = options;
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  if (unknown) throw new TypeError(`callbackHandler: unknown option ${unknown}, expected ${OPTION_NAMES.join(", ")}`);
  const known = [...Object.values(triggers), "UNKNOWN"];
  for (const [trigger, handle] of Object.entries(on)) {
    if (known.includes(trigger) && (handle === undefined || typeof handle === "function")) continue;
    throw new TypeError(`callbackHandler: on.${trigger} is not a function for a known trigger`);
  }
  if (!(maxBodyBytes > 0)) {
    throw new TypeError(`callbackHandler: maxBodyBytes is ${String(maxBodyBytes)}, expected a number of bytes`);
  }
}

/** @throws {CallbackError} It is longer than `maxBytes`; no more than that has been kept of it. */
async function readBody(request: Request, maxBytes: number): Promise<ArrayBuffer> {
  if (request.bodyUsed) throw new TypeError("callbackHandler: the body of the request was read before");
  const tooLarge = () =>
    new CallbackError("body-too-large", `the body of the callback has more than ${maxBytes} bytes`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body ?? []) {
    length += piece.length;
    if (length > maxBytes) throw tooLarge();
    pieces.push(piece);
  }
  return concat(pieces);
}

function statusOf({ reason }: CallbackError): number {
  if (reason === "malformed-body") return 400;
  return reason === "body-too-large" ? 413 : 401;
}

function logFailure(error: unknown): void {
  if (!isCallbackError(error)) console.error(error);
}
