import { isControlFlow, noStore, platformCause, readBody } from "@sinch-fetch/http/client";
import { AuthError } from "./auth-error.ts";
import { isToken } from "./credentials.ts";
import { membersOf } from "./json.ts";
import { endOfLifeMs } from "./token-life.ts";
import type { StoredToken } from "./token-store.ts";

/** Longest response of a token endpoint, in bytes after decompression. A token takes a few thousand. */
const MOST_BYTES = 1_048_576;

/** Where and how to ask for a token. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  /** `base64(keyId:keySecret)`. */
  readonly credentials: string;
  /** Cleans what the endpoint said, or the platform, of the secrets that it knows. */
  readonly redact: (text: string) => string;
  readonly fetch: typeof globalThis.fetch;
}

/** A token request that brought no token. */
export interface Refusal {
  readonly error: AuthError;
  /** Headers of the response; absent if there was none. */
  readonly headers?: Headers;
  /** Whether another try would bring the same. */
  readonly isFinal?: true;
}

/**
 * Asks once for an access token by the client credentials grant (RFC 6749 section 4.4), the client authenticated by HTTP
 * Basic (section 2.3.1). The key's parts go out as they are and not form-encoded, which the vendor does not decode.
 *
 * @returns The token, or why there is none: no response, an error response, or a success without a usable token. It holds
 * no secret.
 * @throws What a framework throws as its control flow, unchanged.
 */
export async function exchangeToken(endpoint: TokenEndpoint, signal: AbortSignal): Promise<StoredToken | Refusal> {
  const issuedAtMs = Date.now();
  try {
    const init: RequestInit & { maxResponseBytes: number } = {
      ...noStore(),
      maxResponseBytes: MOST_BYTES,
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Basic ${endpoint.credentials}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
      // A redirect is an error here: the key goes to the token endpoint and nowhere else.
      redirect: "manual",
      signal,
    };
    const response: unknown = await endpoint.fetch(endpoint.tokenUrl, init);
    if (!isResponse(response)) return misused(`fetch returned ${kindOf(response)}, expected a Response`);
    const text = new TextDecoder().decode(await readBody(response, MOST_BYTES));
    return read(endpoint, response, text, issuedAtMs);
  } catch (cause) {
    if (isControlFlow(cause)) throw cause;
    if (Object(cause) !== cause) return misused(`fetch threw ${kindOf(cause)}, expected an error`);
    return { error: new AuthError("token endpoint: no response", { cause: platformCause(cause, endpoint.redact) }) };
  }
}

/** By shape and not by `instanceof`, which fails for a response of another realm. */
function isResponse(value: unknown): value is Response {
  return typeof Object(value).arrayBuffer === "function";
}

const kindOf = (value: unknown): string => (value === null ? "null" : typeof value);

function misused(problem: string): Refusal {
  return { error: new AuthError(`oauth2: ${problem}`), isFinal: true };
}

function read(
  { redact }: TokenEndpoint,
  { status, headers }: Response,
  text: string,
  issuedAtMs: number,
): StoredToken | Refusal {
  const body = membersOf(text);
  const refuse = (message: string, details = {}): Refusal => {
    return { error: new AuthError(`token endpoint: ${message}`, { status, ...details }), headers };
  };
  if (status < 200 || status > 299) {
    const error = said(body.error, redact);
    const errorDescription = said(body.error_description, redact);
    const reason = [error, errorDescription].filter((part) => part !== undefined).join(", ");
    return refuse(`status ${status}${reason && `: ${reason}`}`, { error, errorDescription });
  }
  const accessToken = body.access_token;
  if (!isToken(accessToken)) return refuse(`status ${status} without an access token`);
  if (body.token_type !== undefined && String(body.token_type).toLowerCase() !== "bearer") {
    return refuse("a token of another type than Bearer");
  }
  return { accessToken, issuedAtMs, expiresAtMs: endOfLifeMs(accessToken, body.expires_in, issuedAtMs) };
}

function said(value: unknown, redact: (text: string) => string): string | undefined {
  return typeof value === "string" && value !== "" ? redact(value) : undefined;
}
