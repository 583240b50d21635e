import type { IncomingHttpHeaders } from "node:http";
import { type Answer, problemAnswer } from "../exchange/answer.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Refuses what another page, or a name that somebody else made point here, asks for: both would reach the world from any
 * page in the browser.
 */
export function refusalOf({ host = "", origin }: IncomingHttpHeaders, own: string): Answer | undefined {
  const name = /^(.*?)(:\d+)?$/.exec(host)?.[1] ?? "";
  if (![...LOOPBACK, own, `[${own}]`].includes(name)) {
    return problemAnswer(
      403,
      `the Host header is ${JSON.stringify(host)}, expected a name of this machine such as localhost`,
    );
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return problemAnswer(403, `the Origin header is ${JSON.stringify(origin)}, expected http://${host}`);
  }
  return undefined;
}
