import type { Auth } from "@sinch-fetch/http";
import { AuthError, failureOf } from "./auth-error.ts";
import { authorization, isToken } from "./credentials.ts";

/**
 * Sends an access token that you obtain yourself, using the Bearer scheme (RFC 6750).
 *
 * @param token The token, or a function that returns it. The function is called for each attempt, so keep it cheap or
 * let it cache. A token that expires is not renewed: use `oauth2()` for that.
 * @throws {TypeError} `token` is neither a token nor a function.
 * @throws {AuthError} (from the call) The function failed or returned something that is not a token.
 */
export function bearer(token: string | (() => string | Promise<string>)): Auth<"bearer"> {
  if (typeof token !== "function" && !isToken(token)) {
    throw new TypeError("bearer: token is not an access token, expected a string of visible ASCII or a function");
  }
  const obtain = typeof token === "function" ? token : () => token;
  return {
    scheme: "bearer",
    async authorize(request, next) {
      const failure = (message: string, cause?: unknown) => failureOf(new AuthError(message, { cause }));
      const current = await Promise.resolve()
        .then(obtain)
        .catch((cause: unknown) => {
          throw failure("bearer: the function that returns the access token failed", cause);
        });
      if (!isToken(current)) throw failure("bearer: the function returned no access token");
      return next(authorization(request, `Bearer ${current}`));
    },
  };
}
