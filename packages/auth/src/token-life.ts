import { membersOf } from "./json.ts";
import type { StoredToken } from "./token-store.ts";

/** How long before its end a token is no longer handed out: it must live until the request has arrived. */
const LONGEST_MARGIN_MS = 60_000;
const MARGIN_OF_LIFE = 0.1;

/** Until when a token is handed out: 60 s before its end, or a tenth of its life if that is shorter. */
export function usableUntilMs(token: StoredToken): number {
  return endMs(token) - marginMs(token);
}

/**
 * From when a token is renewed in the background: a random two to three of the margins before its end, so that the
 * processes of a fleet which share it do not all renew it at once.
 */
export function renewFromMs(token: StoredToken): number {
  return endMs(token) - marginMs(token) * (2 + Math.random());
}

function endMs({ expiresAtMs = Number.POSITIVE_INFINITY }: StoredToken): number {
  return expiresAtMs;
}

function marginMs(token: StoredToken): number {
  return Math.min(LONGEST_MARGIN_MS, (endMs(token) - token.issuedAtMs) * MARGIN_OF_LIFE);
}

/**
 * The end of a new token's life: `expires_in` says it, and the token's own claims can only make it sooner.
 *
 * @param expiresIn The response's `expires_in`: seconds, as a number or as text.
 * @param issuedAtMs When the token was asked for.
 * @returns Milliseconds since the epoch; `undefined` if nothing says it.
 */
export function endOfLifeMs(accessToken: string, expiresIn: unknown, issuedAtMs: number): number | undefined {
  const seconds = Math.min(statedSeconds(expiresIn), claimedSeconds(accessToken, issuedAtMs / 1000));
  const end = issuedAtMs + Math.floor(seconds * 1000);
  return Number.isFinite(end) ? end : undefined;
}

function statedSeconds(expiresIn: unknown): number {
  const seconds = typeof expiresIn === "string" && expiresIn.trim() !== "" ? Number(expiresIn) : expiresIn;
  return Number.isFinite(seconds) ? Math.max(0, Number(seconds)) : Number.POSITIVE_INFINITY;
}

/**
 * The life that a JWT claims (RFC 7519 section 4.1); `Infinity` for any other token.
 *
 * `exp` is compared with `iat`, which the same clock wrote, and with this machine's only where there is none. A token
 * that would have ended before it came says that this machine's clock is wrong, and nothing of its life.
 */
function claimedSeconds(accessToken: string, nowSeconds: number): number {
  const { exp, iat } = claimsOf(accessToken);
  const seconds = typeof exp === "number" ? exp - (typeof iat === "number" ? iat : nowSeconds) : 0;
  return seconds > 0 ? seconds : Number.POSITIVE_INFINITY;
}

function claimsOf(accessToken: string): Readonly<Record<string, unknown>> {
  const payload = accessToken.split(".")[1] ?? "";
  try {
    return membersOf(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return {};
  }
}
