import { triggers } from "../callbacks.gen.ts";
import { CallbackError, isCallbackError } from "./callback-error.ts";
import { type Fate, handleOnce } from "./handle-once.ts";
import type { NonceStore } from "./nonce-store.ts";
import { type CallbackEvent, type CallbackEvents, parseCallback } from "./parse-callback.ts";
import { concat } from "./raw-body.ts";
import { type CallbackSecret, checkSignature, type Signed, secretsOf } from "./signature.ts";
import { MAX_TIMER_MS, withinLimit } from "./time-limit.ts";
import { ageLimitOf, checkAge, nonceReused, type VerifyCallbackOptions } from "./verify-callback.ts";

/**
 * A function for each callback, by trigger. Its result is awaited, and otherwise ignored.
 *
 * Sinch may send callbacks more than once and in any order, so a function must tolerate seeing an event twice.
 */
export type CallbackHandlers = {
  readonly [Trigger in keyof CallbackEvents]?: ((event: CallbackEvents[Trigger]) => unknown) | undefined;
};

/** Options of {@link callbackHandler}. */
export interface CallbackHandlerOptions extends VerifyCallbackOptions {
  /**
   * The webhook's secret, or a list of accepted secrets; `null` if the webhook has none, so that anyone can call it. In
   * that case, `maxAgeMs` and `nonceStore` have no effect.
   */
  secret: CallbackSecret | null;
  /** The functions, by trigger. A callback without a function also gets a 200. */
  on: CallbackHandlers;
  /**
   * Maximum body to read, in bytes. The vendor documents no limit.
   * @default 1048576
   */
  maxBodyBytes?: number | undefined;
  /**
   * How long a function of `on` may take, in milliseconds, up to 2147483647. After that, the response is 500, and the
   * callback can be handled again. The function itself is not stopped; if it succeeds later, its callback counts as
   * handled from then on.
   * @default 30000
   */
  handlerTimeoutMs?: number | undefined;
  /**
   * Called with the reason why a callback was not handled: a {@link CallbackError}, or what a function of `on` or the
   * nonce store threw. It is awaited before the response is sent, and what it throws is ignored.
   * @default console.error for everything except a CallbackError
   */
  onError?: ((error: unknown) => unknown) | undefined;
}

/** How much longer than a function a claim may last. */
const CLAIM_SLACK_MS = 10_000;

const OPTION_NAMES = ["secret", "on", "maxBodyBytes", "handlerTimeoutMs", "maxAgeMs", "now", "nonceStore", "onError"];

/**
 * Creates a function that handles the callbacks of a webhook, for any framework with `Request` and `Response`.
 *
 * It verifies the signature, parses the event, awaits the function for its trigger, and returns:
 *
 * - 200: handled, or there was nothing to do; also if the `nonceStore` has its nonce, because it was handled before.
 * - 400: the body is not JSON.
 * - 401: the signature is missing, wrong, or too old.
 * - 405: the method is not POST.
 * - 413: the body exceeds `maxBodyBytes`.
 * - 500: the function failed or took longer than `handlerTimeoutMs`, or the `nonceStore` failed before it ran. Sinch
 *   sends the callback again, and it is then accepted: its nonce is remembered only after success.
 * - 503 with `Retry-After`: another host with the same `nonceStore` is handling it now. Within one handler, a callback
 *   with the same nonce waits instead, and gets the same response.
 *
 * @returns A function that never rejects. Errors are passed to `onError`, and never sent to the caller.
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the secret.
 * @see https://developers.sinch.com/docs/conversation/callbacks/
 */
export function callbackHandler(options: CallbackHandlerOptions): (request: Request) => Promise<Response> {
  checkOptions(options);
  const { secret, on, maxBodyBytes = 1_048_576, handlerTimeoutMs = 30_000, nonceStore, onError = logFailure } = options;
  const { now = Date.now } = options;
  const secrets = secret === null ? undefined : secretsOf("callbackHandler", secret);
  const ageLimitMs = ageLimitOf("callbackHandler", options);
  const underWay = new Map<string, Promise<Fate>>();

  const report = async (error: unknown) => {
    try {
      await onError(error);
    } catch {}
  };

  const run = async (event: CallbackEvent, remember: () => Promise<void>) => {
    const work = (async () => void (await on[event.trigger]?.(event as never)))();
    await withinLimit(work, handlerTimeoutMs, `on.${event.trigger}`, (late) => void late.then(remember, report));
    await remember();
  };

  const runUnlessHandled = async (store: NonceStore, { nonce, timestampMs }: Signed, event: CallbackEvent) => {
    const remember = async () => {
      try {
        await store.add(nonce, timestampMs + ageLimitMs);
      } catch (error) {
        // The event is handled; a response of 500 would have Sinch send it again.
        await report(error);
      }
    };
    // Longer than the function may take, so that a slow store or a clock that is off does not end the claim before it.
    const claimEndsAtMs = now() + handlerTimeoutMs + CLAIM_SLACK_MS;
    const handle = () => run(event, remember);
    const fate = await handleOnce({ store, nonce, claimEndsAtMs, now, handle, report });
    if (fate === "handled-before") await report(nonceReused());
    return fate;
  };

  const runOnce = (store: NonceStore, signed: Signed, event: CallbackEvent) => {
    let work = underWay.get(signed.nonce);
    if (!work) {
      work = runUnlessHandled(store, signed, event).finally(() => underWay.delete(signed.nonce));
      underWay.set(signed.nonce, work);
    }
    return work;
  };

  return async (request, ...others: readonly unknown[]) => {
    if (typeof Object(request.headers).get !== "function") return refuseNode(others[0], report);
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    let handling = false;
    try {
      const body = await readBody(request, maxBodyBytes);
      const signed = secrets && (await checkSignature(request.headers, body, secrets));
      if (signed) checkAge(signed.timestampMs, ageLimitMs, options);
      const event = parseCallback(body);
      handling = true;
      if (!signed || !nonceStore) await run(event, async () => {});
      else if ((await runOnce(nonceStore, signed, event)) === "under-way") {
        const seconds = Math.ceil(handlerTimeoutMs / 1000);
        return new Response(null, { status: 503, headers: { "retry-after": String(seconds) } });
      }
      return new Response();
    } catch (error) {
      await report(error);
      // A function of `on` may throw a CallbackError of its own, which says nothing of this callback.
      const refusal = !handling && isCallbackError(error) ? error : undefined;
      return new Response(refusal?.message, { status: refusal ? statusOf(refusal) : 500 });
    }
  };
}

/** Ends what Node's `(req, res)` began, which no `Response` would reach. */
async function refuseNode(res: unknown, report: (error: unknown) => Promise<void>): Promise<Response> {
  await report(
    new TypeError("callbackHandler: expected a Request; wrap the handler in toNodeHandler() for (req, res)"),
  );
  const { end } = Object(res);
  if (typeof end === "function") Object.assign(Object(res), { statusCode: 500 }).end();
  return new Response(null, { status: 500 });
}

function checkOptions(options: CallbackHandlerOptions): void {
  const { on, maxBodyBytes = 1, handlerTimeoutMs = 1, nonceStore } = options;
  if (typeof on !== "object" || on === null) throw new TypeError("callbackHandler: on is not an object of functions");
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  if (unknown) throw new TypeError(`callbackHandler: unknown option ${unknown}, expected ${OPTION_NAMES.join(", ")}`);
  const known = [...Object.values(triggers), "UNKNOWN"];
  for (const [trigger, handle] of Object.entries(on)) {
    if (known.includes(trigger) && (handle === undefined || typeof handle === "function")) continue;
    throw new TypeError(`callbackHandler: on.${trigger} is not a function for a known trigger`);
  }
  if (!(typeof maxBodyBytes === "number" && maxBodyBytes > 0)) {
    throw new TypeError(`callbackHandler: maxBodyBytes is ${String(maxBodyBytes)}, expected a number of bytes`);
  }
  if (!(typeof handlerTimeoutMs === "number" && handlerTimeoutMs > 0 && handlerTimeoutMs <= MAX_TIMER_MS)) {
    const given = String(handlerTimeoutMs);
    throw new TypeError(
      `callbackHandler: handlerTimeoutMs is ${given}, expected milliseconds from 1 to ${MAX_TIMER_MS}`,
    );
  }
  for (const name of ["onError", "now"] as const) {
    if (options[name] === undefined || typeof options[name] === "function") continue;
    throw new TypeError(`callbackHandler: ${name} is not a function`);
  }
  for (const method of ["has", "add", "delete"] as const) {
    if (!nonceStore || typeof nonceStore[method] === "function") continue;
    throw new TypeError(`callbackHandler: nonceStore.${method} is not a function`);
  }
}

/** @throws {CallbackError} It is longer than `maxBytes`; no more than that has been kept of it. */
async function readBody(request: Request, maxBytes: number): Promise<ArrayBuffer> {
  if (request.bodyUsed) throw new TypeError("callbackHandler: the request body was already read");
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
