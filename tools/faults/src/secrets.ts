import { inspect } from "node:util";

/** The access key of every scenario; in Base64 it has each character that a URL cannot. */
export const KEY = { keyId: "hunter2-key-id", keySecret: "hunter2?>~key>?secret~>" };
/** The token of scenarios that need no token endpoint. */
export const FIXED_TOKEN = "hunter2-fixed-token";
/** The text that every message carries. */
export const MESSAGE_TEXT = "hunter2 in a message";
/** A header that a caller adds. */
export const SECRET_HEADER = { "x-caller-key": "hunter2-header-value" };
/** A value for a query. */
export const QUERY_VALUE = "hunter2-query-value";

/** The token that the token endpoint hands out with its response of this number. */
export const tokenNumber = (number: number): string => `hunter2-token-${number}`;

/** The forms in which a server may repeat a secret, by name. */
export function formsOf(secret: string): Readonly<Record<string, string>> {
  const base64 = btoa(secret);
  const bare = base64.replaceAll("=", "");
  const hex = Buffer.from(secret).toString("hex");
  return {
    "as it is": secret,
    Base64: base64,
    "Base64 without padding": bare,
    "URL-safe Base64": bare.replaceAll("+", "-").replaceAll("/", "_"),
    "percent-encoded Base64": encodeURIComponent(base64),
    hex,
    "hex in capitals": hex.toUpperCase(),
    "percent-encoded": encodeURIComponent(secret),
    "percent-encoded byte by byte": hex.replaceAll(/../g, "%$&"),
  };
}

/** What of the access key is secret: its parts, and both as HTTP Basic sends them. */
export const KEY_SECRETS = { id: KEY.keyId, secret: KEY.keySecret, pair: `${KEY.keyId}:${KEY.keySecret}` };

const FORMS = Object.values(KEY_SECRETS).flatMap((secret) => Object.values(formsOf(secret)));

/** All the text that a log or a crash report can draw from a value, with what is hidden and all causes. */
export function exposedBy(value: unknown): string {
  const { message, stack } = value instanceof Error ? value : new Error("not an error");
  const shown = inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: null });
  return [String(value), message, stack, JSON.stringify(value), inspect(value), shown].join("\n");
}

/** Which of the secrets above a text holds, in any form. */
export function secretsIn(text: string): string[] {
  const lowerCase = text.toLowerCase();
  return [...(text.match(/hunter2[ \w-]*/g) ?? []), ...FORMS.filter((form) => lowerCase.includes(form.toLowerCase()))];
}
