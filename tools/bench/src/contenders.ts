import type { Prepare, SendOnce } from "./contender.ts";

/** The contenders by name, each loaded only where it runs. */
export const contenders: Readonly<Record<string, () => Promise<{ prepare: Prepare }>>> = {
  "bare fetch": () => import("./contenders/bare-fetch.ts"),
  "bare fetch, time limit": () => import("./contenders/bare-fetch-with-limit.ts"),
  "openapi-fetch": () => import("./contenders/openapi-fetch.ts"),
  "sinch-fetch": () => import("./contenders/sinch-fetch.ts"),
  "sinch-fetch, undici": () => import("./contenders/sinch-fetch-undici.ts"),
  "undici.request": () => import("./contenders/undici-request.ts"),
  "vendor SDK": () => import("./contenders/vendor-sdk/contender.ts"),
};

/**
 * Loads one contender and makes its client.
 *
 * @throws No contender has this name.
 */
export async function prepareContender(name: string, baseUrl: string): Promise<SendOnce> {
  const load = contenders[name];
  if (!load) throw new Error(`no contender is called ${name}`);
  const { prepare } = await load();
  return prepare(baseUrl);
}
