import { onRequest, respond, responseText } from "./behaviours.ts";
import type { Behaviour } from "./raw-server.ts";
import { tokenNumber } from "./secrets.ts";

/** What differs from a usual response of the token endpoint. */
export interface Issue {
  /** @default 3600 */
  readonly expiresIn?: number;
  /** @default "bearer", as the vendor writes it */
  readonly type?: string;
  /** @default one that no other response holds, `tokenNumber(n)` */
  readonly token?: string;
}

/** Hands out an access token, another with each response. */
export function issues({ expiresIn = 3600, type = "bearer", token }: Issue = {}): Behaviour {
  return onRequest((socket, { number }) => {
    const body = { access_token: token ?? tokenNumber(number), expires_in: expiresIn, scope: "", token_type: type };
    socket.write(responseText(200, { body }));
  });
}

/** Refuses, with an error of RFC 6749 section 5.2. */
export const refuses = (status: number, error: string, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  respond(status, { body: { error, error_description: `it is ${error}` }, headers });

/** A 200 that holds no token. */
export const withoutToken: Behaviour = respond(200, { body: { token_type: "bearer", expires_in: 3600 } });

/** An API that responds with 200 to requests with one of these tokens, and 401 to any other. */
export function takesOnly(tokens: readonly string[], body: unknown): Behaviour {
  return onRequest((socket, { headers }) => {
    const [, token = ""] = headers.authorization?.split(" ") ?? [];
    socket.write(tokens.includes(token) ? responseText(200, { body }) : responseText(401));
  });
}
