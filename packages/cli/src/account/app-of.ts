import type { AppResponse } from "@sinch-fetch/conversation";
import type { Session } from "./clients.ts";
import { isLocal } from "./is-local.ts";

/**
 * Reads an app of the account. The local Sinch makes an app at its first use, so it is looked for in the list of all apps
 * there: to ask for it by its id would be a 404 in its log, which looks like a fault.
 *
 * @returns `undefined` if the local Sinch has not made it so far.
 * @throws {ApiError} 404: it is not in this project and region.
 */
export async function appOf(session: Session, appId: string): Promise<AppResponse | undefined> {
  const { apps } = await session.conversation();
  if (!isLocal(session.account)) return apps.get(appId);
  for await (const app of apps.list()) if (app.id === appId) return app;
  return undefined;
}
