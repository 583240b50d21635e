import { stored } from "./channels.ts";
import { pageAsked } from "./paging.ts";
import { notFound } from "./problem.ts";
import { keyOf } from "./store.ts";
import type { Handler, World } from "./world.ts";

/** The handlers that read the lists of those who opted out. */
export const consentHandlers: Readonly<Record<string, Handler>> = {
  Consents_GetConsents(world, call) {
    const { projectId, path, query } = call;
    checkApp(world, projectId, path.app_id ?? "");
    const prefix = keyOf(projectId, path.app_id ?? "", "");
    const identities = [...world.store.index.optOuts]
      .filter(([key, lists]) => key.startsWith(prefix) && lists.has(path.list_type ?? ""))
      .map(([key]) => ({ identity: key.slice(prefix.length) }));
    const number = Number(query.get("page_number") ?? 0);
    const size = Number(query.get("page_size") ?? 10);
    const start = query.has("page_token") ? 0 : number * size;
    const page = pageAsked(identities.slice(start), call);
    return { identities: page.items, next_page_token: page.token };
  },
  Consents_GetConsentsAuditRecords(world, { projectId, path }) {
    const appId = path.app_id ?? "";
    checkApp(world, projectId, appId);
    const { identity } = stored({ channel: "SMS", identity: path.identity ?? "" });
    const records = world.store.consents.filter(
      (record) => record.projectId === projectId && record.appId === appId && record.identity === identity,
    );
    if (records.length === 0) throw notFound("consent of", identity);
    return {
      identity: { identity },
      audit_records: records.map(({ origin, operation, list, atMs }) => ({
        origin,
        operation,
        list_type: list,
        project_id: projectId,
        app_id: appId,
        datetime: new Date(atMs).toISOString(),
      })),
    };
  },
};

function checkApp({ store }: World, projectId: string, appId: string): void {
  if (!store.apps.has(keyOf(projectId, appId))) throw notFound("app", appId);
}
