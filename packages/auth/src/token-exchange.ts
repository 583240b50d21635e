import { AuthError } from "./auth-error.ts";
import { isToken } from "./credentials.ts";
import { membersOf } from "./json.ts";
import { endOfLifeMs } from "./token-life.ts";
import type { StoredToken } from "./token-store.ts";

/** Where and how to ask for a token. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  /** `base64(keyId:keySecret)`. */
  readonly credentials: string;
  /** What the endpoint knows of us and may repeat in its errors: ours do not. */
  readonly secrets: readonly string[];
  readonly fetch: typeof globalThis.fetch;
}

/** A token request that brought no token. */
export interface Refusal {
  readonly error: AuthError;
  /** Headers of the answer; absent if there was none. */
  readonly headers?: Headers;
}

/**
 * Asks once for an access token by the client credentials grant (RFC 6749 section 4.4), the client authenticated by HTTP
 * Basic (section 2.3.1). The key's parts go out as they are and not form-encoded, which the vendor does not decode.
 *
 * @returns The token, or why there is none: no answer, an error answer, or one without a usable token. Holds no secret.
 */
export async function exchangeToken(endpoint: TokenEndpoint, signal: AbortSignal): Promise<StoredToken | Refusal> {
  const issuedAtMs = Date.now();
  try {
    const response = await endpoint.fetch(endpoint.tokenUrl, {
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
    });
    return read(endpoint, response, await response.text(), issuedAtMs);
  } catch (cause) {
    return { error: new AuthError("token endpoint: no answer", { cause }) };
  }
}

function read(
  { secrets }: TokenEndpoint,
  { status, headers }: Response,
  text: string,
  issuedAtMs: number,
): StoredToken | Refusal {
  const body = membersOf(text);
  const refuse = (message: string, details = {}): Refusal => {
    return { error: new AuthError(`token endpoint: ${message}`, { status, ...details }), headers };
  };
  if (status < 200 || status > 299) {
    const error = withoutSecrets(body.error, secrets);
    const errorDescription = withoutSecrets(body.error_description, secrets);
    const said = [error, errorDescription].filter((part) => part !== undefined).join(", ");
    return refuse(`status ${status}${said && `: ${said}`}`, { error, errorDescription });
  }
  const accessToken = body.access_token;
  if (!isToken(accessToken)) return refuse(`status ${status} without an access token`);
  if (body.token_type !== undefined && String(body.token_type).toLowerCase() !== "bearer") {
    return refuse("a token of another type than Bearer");
  }
  return { accessToken, issuedAtMs, expiresAtMs: endOfLifeMs(accessToken, body.expires_in, issuedAtMs) };
}

function withoutSecrets(value: unknown, secrets: readonly string[]): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), value);
}
