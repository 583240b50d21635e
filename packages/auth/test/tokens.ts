import type { StoredToken } from "../src/token-store.ts";

const HOUR_MS = 3_600_000;

/** A token that is asked for now and lasts an hour. */
export function tokenOf(accessToken: string, members: Partial<StoredToken> = {}): StoredToken {
  const issuedAtMs = Date.now();
  return { accessToken, issuedAtMs, expiresAtMs: issuedAtMs + HOUR_MS, ...members };
}

/** An unsigned JWT with these claims. */
export function jwt(claims: unknown): string {
  const base64Url = (text: string) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${base64Url('{"alg":"none"}')}.${base64Url(JSON.stringify(claims))}.c2ln`;
}
