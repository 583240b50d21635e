import { usedApp } from "./apps.ts";
import { notify } from "./callbacks.ts";
import type { Lookup } from "./data.ts";
import { modeFor, type RecipientBody, targetOf } from "./recipients.ts";
import type { Handler, World } from "./world.ts";

/** The handler that looks up what somebody can receive. */
export const capabilityHandlers: Readonly<Record<string, Handler>> = {
  Capability_QueryCapability(world, { projectId, body }) {
    const sent = body as { app_id: string; recipient: RecipientBody; request_id?: string };
    const app = usedApp(world, projectId, sent.app_id);
    const { contact, addresses } = targetOf(world, app, sent.recipient, modeFor(app, undefined));
    const id = sent.request_id ?? world.random.id(world.nowMs());
    const lookup: Lookup = { id, projectId, appId: app.id, contactId: contact?.id ?? "", addresses };
    world.store.lookups.set(id, lookup);
    world.queue.add(world.nowMs() + world.rules.delaysMs.deliver, "capability", id);
    return { app_id: app.id, recipient: sent.recipient, request_id: id };
  },
};

/** Reports the result of a lookup, one callback for each address. Everybody can receive everything, unless a fault fails them. */
export function stepCapability(world: World, id: string): void {
  const lookup = world.store.lookups.get(id);
  if (lookup === undefined) return;
  world.store.lookups.delete(id);
  const { projectId, appId, contactId, addresses } = lookup;
  for (const { channel, identity } of addresses) {
    const fault = world.faults.meet({ projectId, addresses: [{ channel, identity }] }, "failed");
    const reason = { code: fault?.reason ?? "", description: "", sub_code: "UNSPECIFIED_SUB_CODE" };
    notify(world, {
      trigger: "CAPABILITY",
      projectId,
      appId,
      subject: id,
      payload: () => ({
        request_id: id,
        contact_id: contactId,
        channel,
        identity,
        capability_status: fault === undefined ? "CAPABILITY_FULL" : "NO_CAPABILITY",
        ...(fault?.reason !== undefined && { reason }),
      }),
    });
  }
}
