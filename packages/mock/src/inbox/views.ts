import type { Clock, Fault as FaultView, WorldState } from "../schemas.gen.ts";
import { CHANNEL_NAMES, traitsOf } from "../world/channels.ts";
import type { Core } from "../world/core.ts";
import type { Fault } from "../world/faults.ts";
import type { InboxStage } from "./stage.ts";
import { VERSION } from "./version.ts";

/** The clock as the control API returns it. */
export function clockView({ clock }: Core): Clock {
  return { mode: clock.mode, now: new Date(clock.nowMs()).toISOString() };
}

/** A fault as the control API returns it. */
export function faultView({ id, hits, kind, operation, projectId, ...rest }: Fault): FaultView {
  const { channel, identity, times, share, status, retryAfterS, delayMs, reason } = rest;
  const all = {
    id,
    kind,
    hits,
    operation,
    project_id: projectId,
    channel,
    identity,
    times,
    share,
    status,
    retry_after_s: retryAfterS,
    delay_ms: delayMs,
    reason,
  };
  const view: unknown = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return view as FaultView;
}

/** Addresses, the clock and counts. */
export function stateView({ core, urls }: InboxStage): WorldState {
  const { store, queue, faults, rules } = core.world;
  return {
    version: VERSION,
    clock: clockView(core),
    ...(core.seed !== undefined && { seed: core.seed }),
    urls: { ...urls },
    counts: {
      messages: store.messages.size,
      dropped_messages: store.dropped,
      people: store.index.people.size,
      batches: store.batches.size,
      callbacks: store.callbacks.size,
      faults: faults.all().length,
      queue: queue.size,
    },
    apps: [...store.apps.values()].map((app) => ({
      project_id: app.projectId,
      app_id: app.id,
      display_name: String(app.fields.display_name),
      queue_size: app.waiting,
      queue_limit: rules.queueLimit,
    })),
    channels: CHANNEL_NAMES.map((channel) => ({ channel, last_status: traitsOf(channel).last })),
  };
}
