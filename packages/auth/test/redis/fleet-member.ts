import { registerHooks } from "node:module";
import { credentialOf, httpRequest } from "../http-request.ts";

/**
 * One process of a fleet: it sends a request by the code that the README shows, and prints the tokens that it sent. The
 * API refuses the token that `REFUSED_TOKEN` names, and the token endpoint is at `AUTH_URL`.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "@sinch-fetch/auth" ? import.meta.resolve("../../src/index.ts") : specifier, context),
});
const { AUTH_URL = "", REFUSED_TOKEN } = process.env;
const { fetch } = globalThis;
globalThis.fetch = (input, init) => fetch(String(input).replace("https://auth.sinch.com", AUTH_URL), init);
const { auth, redis } = await import("./redis-token-store.ts");

await auth.authorize(httpRequest({ timeoutMs: 30_000 }), async (request) => {
  const token = credentialOf(request)?.replace("Bearer ", "");
  console.log(token);
  return new Response(null, { status: token === REFUSED_TOKEN ? 401 : 200 });
});
if (redis.isReady) await redis.close();
else redis.destroy();
