import { stored } from "./channels.ts";
import type { Message } from "./data.ts";
import { addressOf, statusOf } from "./message-view.ts";

/** Selects messages; a member that is left out matches everything. */
export interface MessageFilter {
  /** Messages of this project. */
  readonly projectId?: string | undefined;
  /** Messages of this app. */
  readonly appId?: string | undefined;
  /** Messages on this channel. */
  readonly channel?: string | undefined;
  /** Messages to or from this address; a leading plus sign of a phone number is ignored. */
  readonly identity?: string | undefined;
  /** Messages in this state, such as `DELIVERED`; `RECEIVED` for those from contacts. */
  readonly status?: string | undefined;
  /** Messages of this batch. */
  readonly batchId?: string | undefined;
  /** Messages to or from this person. */
  readonly personId?: string | undefined;
}

/** The members of a filter, to find what is misspelt. */
export const FILTER_MEMBERS: readonly string[] = [
  "projectId",
  "appId",
  "channel",
  "identity",
  "status",
  "batchId",
  "personId",
];

/** Makes the test whether a message is meant. */
export function matcher(filter: MessageFilter): (message: Message) => boolean {
  const { projectId, appId, channel, status, batchId, personId } = filter;
  const identity =
    filter.identity === undefined ? undefined : stored({ channel: "SMS", identity: filter.identity }).identity;
  return (message) =>
    (projectId === undefined || message.projectId === projectId) &&
    (appId === undefined || message.appId === appId) &&
    (batchId === undefined || message.batchId === batchId) &&
    (personId === undefined || message.personId === personId) &&
    (status === undefined || statusOf(message) === status) &&
    (channel === undefined || addressOf(message).channel === channel) &&
    (identity === undefined || addressOf(message).identity === identity);
}
