import { stored } from "./channels.ts";
import type { Message } from "./data.ts";
import { addressOf, messageView } from "./message-view.ts";
import { pageOf } from "./paging.ts";
import { notFound, WorldProblem } from "./problem.ts";
import { removeMessage } from "./store.ts";
import type { Call, Handler, World } from "./world.ts";

/** What a list of messages is narrowed by. */
interface MessageQuery {
  readonly conversation_id?: string;
  readonly contact_id?: string;
  readonly contact_ids?: readonly string[];
  readonly app_id?: string;
  readonly channel_identity?: string;
  readonly channel_identities?: readonly string[];
  readonly start_time?: string;
  readonly end_time?: string;
  readonly view?: string;
  readonly messages_source?: string;
  readonly only_recipient_originated?: boolean;
  readonly channel?: string;
  readonly direction?: string;
}

/** The handlers of the operations on stored messages. */
export const messageHandlers: Readonly<Record<string, Handler>> = {
  Messages_GetMessage: (world, call) => messageView(knownMessage(world, call)),
  Messages_DeleteMessage(world, call) {
    removeMessage(world.store, knownMessage(world, call));
    world.changed({ kind: "reload" });
    return {};
  },
  Messages_UpdateMessageMetadata(world, call) {
    const message = knownMessage(world, call);
    message.metadata = (call.body as { metadata: string }).metadata;
    world.changed({ message });
    return messageView(message);
  },
  Messages_ListMessages(world, call) {
    const query: MessageQuery & { only_recipient_originated?: unknown } = Object.fromEntries(call.query);
    const onlyContact = String(query.only_recipient_originated) === "true";
    const found = messagesOf(world, call.projectId, { ...query, only_recipient_originated: onlyContact });
    const size = Number(call.query.get("page_size") ?? 10);
    return listed(found, size, call.query.get("page_token") ?? "", query.view);
  },
  Messages_ListMessagesByChannelIdentity(world, { projectId, body }) {
    const query = body as MessageQuery & { page_size?: number; page_token?: string };
    const { contact_ids: ids, channel_identities: identities } = query;
    if (ids !== undefined && identities !== undefined) {
      throw new WorldProblem(400, "channel_identities and contact_ids exclude each other");
    }
    if (ids !== undefined && query.messages_source === "DISPATCH_SOURCE") {
      throw new WorldProblem(400, "contact_ids need the source CONVERSATION_SOURCE", "contact_ids");
    }
    const seen = new Set<string>();
    const last = messagesOf(world, projectId, query).filter((message) => {
      const whose = ids === undefined ? addressOf(message).identity : message.contactId;
      return !seen.has(whose) && seen.add(whose);
    });
    return listed(last, query.page_size ?? 10, query.page_token ?? "", query.view);
  },
};

/**
 * The message that a path names, in the store that the query names.
 *
 * @throws {WorldProblem} There is none.
 */
function knownMessage(world: World, { projectId, path, query }: Call): Message {
  const id = path.message_id ?? "";
  const message = world.store.messages.get(id);
  if (message?.projectId !== projectId || message.mode !== modeOf(query.get("messages_source"))) {
    throw notFound("message", id);
  }
  return message;
}

/** The messages of a project that fit, the newest first. */
function messagesOf({ store }: World, projectId: string, query: MessageQuery): Message[] {
  const mode = modeOf(query.messages_source);
  const identity = query.channel_identity === undefined ? undefined : identityOf(query.channel_identity);
  const identities = query.channel_identities?.map(identityOf);
  const [startMs, endMs] = [query.start_time, query.end_time].map((time) => Date.parse(time ?? ""));
  const found = [...store.messages.values()].filter(
    (one) =>
      one.projectId === projectId &&
      one.mode === mode &&
      (query.conversation_id === undefined || one.conversationId === query.conversation_id) &&
      (query.contact_id === undefined || one.contactId === query.contact_id) &&
      (query.contact_ids === undefined || query.contact_ids.includes(one.contactId)) &&
      (query.app_id === undefined || one.appId === query.app_id) &&
      (query.channel === undefined || addressOf(one).channel === query.channel) &&
      (query.direction === undefined || one.direction === query.direction) &&
      (query.only_recipient_originated !== true || one.direction === "TO_APP") &&
      (identity === undefined || addressOf(one).identity === identity) &&
      (identities === undefined || identities.includes(addressOf(one).identity)) &&
      !(one.acceptMs < (startMs ?? Number.NaN)) &&
      !(one.acceptMs > (endMs ?? Number.NaN)),
  );
  return found.reverse().sort((a, b) => b.acceptMs - a.acceptMs);
}

function listed(found: readonly Message[], size: number, token: string, view: string | undefined) {
  const page = pageOf(found, size, token);
  const withMetadata = view !== "WITHOUT_METADATA";
  return { messages: page.items.map((one) => messageView(one, withMetadata)), next_page_token: page.token };
}

function modeOf(source: string | null | undefined) {
  return source === "DISPATCH_SOURCE" ? "DISPATCH" : "CONVERSATION";
}

function identityOf(identity: string): string {
  return stored({ channel: "SMS", identity }).identity;
}
