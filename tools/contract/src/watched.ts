import type { Auth, HttpSend } from "@sinch-fetch/http";

type HttpRequest = Parameters<HttpSend>[0];

/** A request as it went to the server, and what came back. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: Response;
}

/** A credential that keeps the exchanges of the client that it is given to. */
export function watched<Credential extends Auth>(
  credential: Credential,
): { credential: Credential; exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const authorize: Auth["authorize"] = (given, next) =>
    credential.authorize(given, async (request) => {
      const response = await next(request);
      exchanges.push({ request, response });
      return response;
    });
  return { credential: { ...credential, authorize }, exchanges };
}
