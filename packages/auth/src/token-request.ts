import { TimeoutError } from "@sinch-fetch/http";
import { AuthError } from "./auth-error.ts";
import { isToken } from "./credentials.ts";
import type { AccessToken } from "./token-cache.ts";

/** Where and how to ask for a token. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  /** `base64(keyId:keySecret)`. */
  readonly credentials: string;
  readonly fetch: typeof globalThis.fetch;
}

type Json = Record<string, unknown>;

/**
 * Asks for an access token by the client credentials grant (RFC 6749 section 4.4), the client authenticated by HTTP
 * Basic (section 2.3.1). The key's parts go out as they are and not form-encoded, which the vendor does not decode.
 *
 * @param timeoutMs Longest time for the answer, its body included, in milliseconds; 0 for no limit.
 * @throws {AuthError} No answer, an error answer, or one without a usable token. Holds no secret.
 * @throws {TimeoutError} The endpoint did not answer in time.
 */
export async function requestToken(endpoint: TokenEndpoint, timeoutMs: number): Promise<AccessToken> {
  const issuedAtMs = Date.now();
  const { status, text } = await bounded(timeoutMs, endpoint.tokenUrl, (signal) => exchange(endpoint, signal));
  const body = parseObject(text);
  if (status < 200 || status > 299) {
    const error = asText(body?.error);
    const errorDescription = asText(body?.error_description);
    const said = [error, errorDescription].filter((part) => part !== undefined).join(", ");
    throw new AuthError(`token endpoint: status ${status}${said && `: ${said}`}`, { status, error, errorDescription });
  }
  const value = body?.access_token;
  if (!isToken(value)) throw new AuthError(`token endpoint: status ${status} without an access token`, { status });
  if (body?.token_type !== undefined && String(body.token_type).toLowerCase() !== "bearer") {
    throw new AuthError(`token endpoint: a token of another type than Bearer`, { status });
  }
  return { value, issuedAtMs, expiresAtMs: endOf(value, body?.expires_in, issuedAtMs) };
}

async function exchange({ tokenUrl, credentials, fetch }: TokenEndpoint, signal: AbortSignal) {
  try {
    const response = await fetch(tokenUrl, {
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Basic ${credentials}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
      // A redirect is an error here: the key goes to the token endpoint and nowhere else.
      redirect: "manual",
      signal,
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new AuthError("token endpoint: no answer", { cause });
  }
}

/** Runs an exchange for at most `timeoutMs`, also if its `fetch` ignores the signal. */
async function bounded<Answer>(
  timeoutMs: number,
  tokenUrl: string,
  run: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    if (timeoutMs === 0) return;
    timer = setTimeout(() => {
      const url = tokenUrl.replace(/[?#].*$/s, "");
      const details = { method: "POST", url, outcome: "not-sent", timeoutMs } as const;
      const error = new TimeoutError(`token endpoint: no complete answer within ${timeoutMs} ms`, details);
      reject(error);
      controller.abort(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([timedOut, run(controller.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** The end of a token's life: `expires_in` says it, and the token's own `exp` can only make it sooner. */
function endOf(token: string, expiresIn: unknown, issuedAtMs: number): number {
  const seconds = typeof expiresIn === "number" && expiresIn >= 0 ? expiresIn : Number.POSITIVE_INFINITY;
  return Math.min(issuedAtMs + seconds * 1000, jwtEndMs(token));
}

/** The `exp` claim of a JWT (RFC 7519 section 4.1.4) in milliseconds; `Infinity` for any other token. */
function jwtEndMs(token: string): number {
  const payload = token.split(".")[1] ?? "";
  try {
    const claims = parseObject(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof claims?.exp === "number" ? claims.exp * 1000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
