import type { CallbackTrigger } from "../triggers.gen.ts";
import { callbackExample } from "./callback-example.ts";
import { callbackSignature } from "./callback-signature.ts";

/** What to send to a receiver of callbacks, and where. */
export interface CallbackOptions {
  /** The receiver: an `http` or `https` URL. */
  readonly url: string | URL;
  /** What the callback is about. */
  readonly trigger: CallbackTrigger;
  /** The secret of the webhook, which signs the callback. @default none: the callback is not signed */
  readonly secret?: string | undefined;
  /** Which of the description's examples to send, such as `rich`. @default the first */
  readonly example?: string | undefined;
  /**
   * Sent instead of an example, unchecked: a value as JSON, a string unchanged, so that you can also send invalid JSON.
   */
  readonly payload?: object | string | undefined;
  /** Additional headers; they replace those of the same name, including the signature's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sends the request. @default the platform's fetch */
  readonly fetch?: typeof fetch | undefined;
  /** When the callback was signed: a date, or an integer number of seconds since 1970 as in the header. @default now */
  readonly timestamp?: Date | number | undefined;
  /** The nonce of the signature. @default a new one each time */
  readonly nonce?: string | undefined;
  /** Longest wait for the whole response, in milliseconds. @default 30_000 */
  readonly timeoutMs?: number | undefined;
}

/** A callback that was sent, and the receiver's response. */
export interface SentCallback {
  /** The status of the response; Sinch treats any from 200 to 299 as success. */
  readonly status: number;
  /** The body of the response, as text. */
  readonly body: string;
  /** What was sent. */
  readonly request: {
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Sends one callback to a receiver, as Sinch would: as a JSON POST, signed with the webhook's secret. This lets you
 * test a receiver without an account. It is sent once, whatever the response, and redirects are not followed.
 *
 * @param options.url The receiver.
 * @param options.trigger What the callback is about.
 * @param options.secret The secret of the webhook. @default none: the callback is not signed
 * @param options.example Which example of the description to send. @default the first
 * @param options.payload Sent instead of an example, unchecked.
 * @param options.headers Additional headers; they replace those of the same name.
 * @param options.timestamp When the callback was signed. @default now
 * @param options.nonce The nonce of the signature. @default a new one each time
 * @param options.timeoutMs Longest wait for the whole response, in milliseconds. @default 30_000
 * @returns The response's status and body, and the request's headers and body.
 * @throws {Error} An option is invalid, or the receiver cannot be reached or does not respond in time. No message
 * contains the secret or the URL's query.
 */
export async function sendCallback(options: CallbackOptions): Promise<SentCallback> {
  return postCallback(await prepareCallback(options));
}

/** A callback, ready to be posted. */
export interface PreparedCallback extends Pick<SentCallback, "request"> {
  readonly trigger: CallbackTrigger;
  readonly url: URL;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

/**
 * Makes the request of a callback, and sends nothing.
 *
 * @throws {Error} An option is wrong.
 */
export async function prepareCallback(options: CallbackOptions): Promise<PreparedCallback> {
  const { trigger, secret, nonce, timestamp, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const url = receiverUrl(options.url);
  if (typeof timeoutMs !== "number" || !(timeoutMs > 0 && timeoutMs < 2 ** 31)) {
    throw new Error(`sendCallback: timeoutMs is ${String(timeoutMs)}, expected milliseconds above 0`);
  }
  const body = await bodyOf(options);
  if (secret === "") throw new Error("sendCallback: secret is empty, leave it out to send without a signature");
  const headers = headersOf({
    "content-type": "application/json",
    ...(secret !== undefined && callbackSignature(body, secret, { nonce, timestamp })),
    ...inLowerCase(options.headers),
  });
  return { trigger, url, timeoutMs, fetch: options.fetch ?? fetch, request: { headers, body } };
}

/**
 * Posts a callback, once.
 *
 * @throws {Error} The receiver cannot be reached or does not respond in time.
 */
export async function postCallback(callback: PreparedCallback): Promise<SentCallback> {
  const { trigger, url, timeoutMs, request, fetch: send } = callback;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await send(url.href, { method: "POST", ...request, redirect: "manual", signal });
    return { status: answer.status, body: await answer.text(), request };
  } catch (cause) {
    const receiver = `the receiver of ${trigger} at ${url.origin}${url.pathname}`;
    const isLate = cause instanceof Error && cause.name === "TimeoutError";
    const what = isLate ? `did not respond within ${timeoutMs} ms` : `cannot be reached: ${reasonOf(cause)}`;
    throw new Error(`sendCallback: ${receiver} ${what}`, { cause });
  }
}

async function bodyOf({ trigger, example, payload }: CallbackOptions): Promise<string> {
  const value = await callbackExample(trigger, example);
  if (payload === undefined) return JSON.stringify(value);
  if (example !== undefined) throw new Error("sendCallback: example and payload exclude each other");
  return typeof payload === "string" ? payload : JSON.stringify(payload);
}

/** A URL is not repeated where it is refused: it may hold a password. */
function receiverUrl(given: string | URL): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new Error(
      "sendCallback: url is not the URL of a receiver, expected one such as http://127.0.0.1:3000/callbacks",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new Error("sendCallback: url contains credentials, which a request cannot send: put them into headers");
  }
  return url;
}

function inLowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Checked here, since the platform's error would quote a value, which may be a secret. */
function headersOf(given: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    try {
      new Headers([[name, value]]);
    } catch {
      throw new Error(`sendCallback: the header ${JSON.stringify(name)} is not allowed by HTTP`);
    }
  }
  return { ...given };
}

/** fetch() says only that it failed; why is in the cause, and where a host has several addresses, in the cause's own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
