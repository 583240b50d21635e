import { CallbackError } from "./callback-error.ts";
import { equalInConstantTime } from "./constant-time.ts";
import { concat, type RawBody } from "./raw-body.ts";

/** Headers of a request: `Headers`, or a record such as the one from `node:http`, with names in any case. */
export type CallbackHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The secret of a webhook, or a list of accepted secrets, such as the old and the new one during a rotation. */
export type CallbackSecret = string | readonly string[];

/** What a signature vouches for, besides the body. */
export interface Signed {
  readonly nonce: string;
  /** When it was signed, in milliseconds since the epoch. */
  readonly timestampMs: number;
}

/**
 * The secrets to try.
 *
 * @param subject Named first in the error: the function that was called.
 * @throws {TypeError} There is none, or one is empty, with which anyone could sign.
 */
export function secretsOf(subject: string, secret: CallbackSecret): readonly string[] {
  const secrets = typeof secret === "string" ? [secret] : secret;
  if (!secrets?.length || !secrets.every((one) => typeof one === "string" && one)) {
    throw new TypeError(`${subject}: secret is missing or empty, expected the webhook's secret or a list of them`);
  }
  return secrets;
}

/**
 * Checks who signed a callback: HMAC with SHA-256 of the body, a full stop, the nonce, a full stop and the timestamp.
 *
 * @returns What was signed; whether that is recent and new is for the caller to judge.
 * @throws {CallbackError} A header is missing or wrong, or no secret makes the signature.
 */
export async function checkSignature(
  headers: CallbackHeaders,
  body: RawBody,
  secrets: readonly string[],
): Promise<Signed> {
  const signature = requiredHeader(headers, "");
  const timestamp = requiredHeader(headers, "-timestamp");
  const nonce = requiredHeader(headers, "-nonce");
  // The sender does not get to choose how it is checked. A missing header is not a choice.
  if ((headerOf(headers, "-algorithm") ?? "HmacSHA256") !== "HmacSHA256") {
    throw new CallbackError("wrong-algorithm", "the callback is not signed with HmacSHA256");
  }
  if (!/^\d+$/.test(timestamp)) {
    throw new CallbackError("malformed-timestamp", "the timestamp is not a number of seconds");
  }
  // A full stop in it would let the end of a body pass for the start of its nonce, and the body without it verify.
  if (!/^[!-\-/-~]{1,256}$/.test(nonce)) {
    throw new CallbackError("malformed-nonce", "the nonce is not visible ASCII without full stops");
  }
  const text = concat([body, `.${nonce}.${timestamp}`]);
  const expected = await Promise.all(secrets.map((secret) => sign(secret, text)));
  if (!expected.some((one) => equalInConstantTime(one, signature))) {
    throw new CallbackError(
      "signature-mismatch",
      "the signature does not match: the secret is another, or the body is not as it came",
    );
  }
  return { nonce, timestampMs: Number(timestamp) * 1000 };
}

async function sign(secret: string, text: ArrayBuffer): Promise<string> {
  const { subtle } = globalThis.crypto;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["sign"]);
  return btoa(String.fromCharCode(...new Uint8Array(await subtle.sign("HMAC", key, text))));
}

const PREFIX = "x-sinch-webhook-signature";

function requiredHeader(headers: CallbackHeaders, suffix: string): string {
  const value = headerOf(headers, suffix);
  if (value) return value;
  throw new CallbackError("missing-header", `the callback has no header ${PREFIX}${suffix}`);
}

function headerOf(headers: CallbackHeaders, suffix: string): string | undefined {
  const wanted = PREFIX + suffix;
  if (isHeaders(headers)) return headers.get(wanted) ?? undefined;
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
  return typeof value === "object" ? value.join(", ") : value;
}

const isHeaders = (headers: CallbackHeaders): headers is { get(name: string): string | null } =>
  typeof headers.get === "function";
