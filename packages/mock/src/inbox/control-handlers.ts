import type { FaultRequest, OptOutRequest, ReplyRequest, SetStatusRequest } from "../schemas.gen.ts";
import { modeOf } from "../world/apps.ts";
import { type Address, stored } from "../world/channels.ts";
import { contactWith } from "../world/contacts.ts";
import { checkFault } from "../world/fault-check.ts";
import type { FaultSettings } from "../world/faults.ts";
import type { MessageFilter } from "../world/filter.ts";
import { isObject } from "../world/json.ts";
import { appMessageOf, worldMessage } from "../world/message-view.ts";
import type { Reply, SettableStatus } from "../world/mock-world.ts";
import { setOptOut } from "../world/opt-outs.ts";
import { peopleOf, personView } from "../world/people.ts";
import { notFound } from "../world/problem.ts";
import { personIdOf } from "../world/recipients.ts";
import { renderingsOf } from "../world/renderings.ts";
import { appFor } from "../world/reply-target.ts";
import { keyOf } from "../world/store.ts";
import { batchView, callbackView } from "./record-views.ts";
import type { InboxStage } from "./stage.ts";
import { clockView, faultView, stateView } from "./views.ts";

/** A request to the control API that is allowed. */
interface ControlCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type ControlHandler = (call: ControlCall) => unknown;

/** What a handler returns for a response without a body. */
export const NO_CONTENT: unique symbol = Symbol("no content");

const DEFAULT_LIMIT = "100";

/** What responds to the operations of the control API, by their ids. */
export function controlHandlers(stage: InboxStage): Readonly<Record<string, ControlHandler>> {
  const { core, facade, records } = stage;
  const { world } = core;

  function message(id: string) {
    const found = world.store.messages.get(id);
    if (found === undefined) throw notFound("message", id);
    return found;
  }

  return {
    World_ListMessages: ({ query }) => ({ messages: facade.messages(filterIn(query)).slice(-limitIn(query)) }),
    World_GetMessage: ({ path }) => worldMessage(message(path.message_id ?? "")),
    World_SetMessageStatus({ path, body }) {
      const { status, reason } = body as SetStatusRequest;
      return facade.setStatus(
        path.message_id ?? "",
        status as SettableStatus,
        reason && { code: reason.code, description: reason.description ?? "" },
      );
    },
    World_GetRenderings: ({ path }) => ({ renderings: renderingsOf(appMessageOf(message(path.message_id ?? ""))) }),
    World_CreateReply({ body }) {
      const { project_id: projectId, app_id: appId, ...rest } = body as ReplyRequest;
      const reply: unknown = { projectId, appId, ...rest };
      return facade.reply(reply as Reply);
    },
    World_SetOptOut: ({ body }) => optOut(stage, body as OptOutRequest),
    World_ListPeople({ query }) {
      const people = peopleOf(world, {
        projectId: query.get("project_id"),
        appId: query.get("app_id"),
        personId: query.get("person_id"),
        search: query.get("search"),
      });
      return { people: people.slice(0, limitIn(query)).map((one) => personView(world, one)), total: people.length };
    },
    World_ListBatches({ query }) {
      const isMeant = belongsTo(query.get("project_id"));
      const batches = [...world.store.batches.values()].filter((one) => isMeant(one.projectId)).reverse();
      return { batches: batches.slice(0, limitIn(query)).map(batchView) };
    },
    World_ListCallbacks({ query }) {
      const [messageId, batchId] = [query.get("message_id"), query.get("batch_id")];
      const isMeant = belongsTo(query.get("project_id"));
      const callbacks = [...world.store.callbacks.values()]
        .filter(
          (one) =>
            isMeant(one.projectId) &&
            (messageId === null || one.messageId === messageId) &&
            (batchId === null || one.batchId === batchId),
        )
        .reverse();
      return { callbacks: callbacks.slice(0, limitIn(query)).map(callbackView) };
    },
    World_ListRequests({ query }) {
      const [projectId, messageId, batchId] = ["project_id", "message_id", "batch_id"].map((name) => query.get(name));
      const ofMessage = messageId ? world.store.messages.get(messageId)?.requestId : undefined;
      const ofBatch = batchId ? world.store.batches.get(batchId)?.requestId : undefined;
      const requests = records
        .all()
        .filter(
          ({ id, path }) =>
            (!projectId || path.split("/")[3] === projectId) &&
            (!messageId || id === ofMessage) &&
            (!batchId || id === ofBatch),
        );
      return { requests: requests.slice(0, limitIn(query)) };
    },
    World_ListFaults: () => ({ faults: world.faults.all().map(faultView) }),
    World_CreateFault({ body }) {
      const settings = faultIn(body as FaultRequest);
      checkFault(settings);
      return faultView(world.faults.add(settings));
    },
    World_DeleteFaults() {
      world.faults.clear();
      return NO_CONTENT;
    },
    World_DeleteFault({ path }) {
      if (!world.faults.remove(path.fault_id ?? "")) throw notFound("fault", path.fault_id ?? "");
      return NO_CONTENT;
    },
    async World_AdvanceClock({ body }) {
      await facade.advance((body as { ms: number }).ms);
      return clockView(core);
    },
    World_GetState: () => stateView(stage),
    World_GetSnapshot: () => facade.snapshot(),
    World_RestoreSnapshot({ body }) {
      facade.restore(isObject(body) ? body : {});
      return stateView(stage);
    },
    World_Reset() {
      facade.reset();
      return stateView(stage);
    },
  };
}

function limitIn(query: URLSearchParams): number {
  return Number(query.get("limit") ?? DEFAULT_LIMIT);
}

function belongsTo(wanted: string | null): (projectId: string) => boolean {
  return (projectId) => wanted === null || projectId === wanted;
}

function filterIn(query: URLSearchParams): MessageFilter {
  const value = (name: string) => query.get(name) ?? undefined;
  return {
    projectId: value("project_id"),
    appId: value("app_id"),
    channel: value("channel"),
    identity: value("identity"),
    status: value("status"),
    batchId: value("batch_id"),
    personId: value("person_id"),
  };
}

function faultIn({
  project_id: projectId,
  retry_after_s: retryAfterS,
  delay_ms: delayMs,
  ...rest
}: FaultRequest): FaultSettings {
  return { ...rest, projectId, retryAfterS, delayMs } as FaultSettings;
}

function optOut({ core: { world } }: InboxStage, body: OptOutRequest): unknown {
  const { project_id: projectId, app_id: appId, opted_out: isOut } = body;
  const address: Address = stored(body);
  const app = appFor(world, address, { projectId, appId });
  const contact = contactWith(world, app.projectId, app.id, [address]);
  const choice = { projectId: app.projectId, appId: app.id, address, mode: modeOf(app) };
  setOptOut(world, { ...choice, contactId: contact?.id ?? "" }, isOut);
  world.changed({ kind: "reload" });
  const id = contact?.id ?? personIdOf(address);
  const person = world.store.index.people.get(keyOf(app.projectId, app.id, id));
  const { channel, identity } = address;
  return person === undefined
    ? {
        id,
        project_id: app.projectId,
        app_id: app.id,
        display_name: "",
        identities: [{ channel, identity, opted_out: isOut }],
        message_count: 0,
      }
    : personView(world, person);
}
