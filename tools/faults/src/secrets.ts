import { inspect } from "node:util";

/** The access key of every scenario. */
export const KEY = { keyId: "key-id", keySecret: "hunter2-key-secret" };
/** The token of scenarios that need no token endpoint. */
export const FIXED_TOKEN = "hunter2-fixed-token";
/** The text that every message carries. */
export const MESSAGE_TEXT = "hunter2 in a message";
/** A header that a caller adds. */
export const SECRET_HEADER = { "x-caller-key": "hunter2-header-value" };
/** A value for a query. */
export const QUERY_VALUE = "hunter2-query-value";

/** The token that the token endpoint hands out with its answer of this number. */
export const tokenNumber = (number: number): string => `hunter2-token-${number}`;

const CREDENTIALS = btoa(`${KEY.keyId}:${KEY.keySecret}`);

/** All the text that a log or a crash report can draw from a value, with what is hidden and all causes. */
export function exposedBy(value: unknown): string {
  const { message, stack } = value instanceof Error ? value : new Error("not an error");
  const shown = inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: null });
  return [String(value), message, stack, JSON.stringify(value), inspect(value), shown].join("\n");
}

/** Which of the secrets above a text holds. */
export function secretsIn(text: string): string[] {
  return [/hunter2[ \w-]*/g, new RegExp(CREDENTIALS.replace(/=+$/, ""), "g")].flatMap(
    (secret) => text.match(secret) ?? [],
  );
}
