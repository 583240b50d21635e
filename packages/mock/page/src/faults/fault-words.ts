import type { Fault, FaultKind, FaultRequest } from "../../../src/schemas.gen.ts";
import type { Unrecognized } from "../../../src/unrecognized.ts";
import { addressLabel, channelLabel } from "../core/channels.ts";
import { durationOf } from "../core/time.ts";

/** A kind of fault, in words, and which fields of the form it has. */
export interface KindWords {
  readonly kind: Exclude<FaultKind, Unrecognized>;
  readonly label: string;
  readonly hint: string;
  readonly fields: readonly (keyof FaultRequest)[];
}

/** The kinds, in the order in which they are offered. */
export const KINDS: readonly KindWords[] = [
  {
    kind: "lost-after",
    label: "The response is lost",
    hint: "The request is obeyed, then the connection is cut. Does your program send twice?",
    fields: ["operation"],
  },
  {
    kind: "lost-before",
    label: "The request is lost",
    hint: "The connection is cut, and nothing was done.",
    fields: ["operation"],
  },
  {
    kind: "status",
    label: "A status in place of the response",
    hint: "Nothing is done, and the response has this status.",
    fields: ["operation", "status", "retry_after_s"],
  },
  { kind: "delay", label: "A slow response", hint: "The response comes later.", fields: ["operation", "delay_ms"] },
  {
    kind: "failed",
    label: "A delivery that fails",
    hint: "On a channel or to an address; the next channel is tried, if there is one.",
    fields: ["channel", "identity", "reason"],
  },
  {
    kind: "lag",
    label: "A batch that is not yet found",
    hint: "Looking a batch up by its metadata finds nothing for a while.",
    fields: ["delay_ms"],
  },
  { kind: "callback-twice", label: "A callback that comes twice", hint: "Is it handled once?", fields: [] },
  {
    kind: "callback-late",
    label: "A callback that comes late",
    hint: "Others overtake it.",
    fields: ["delay_ms"],
  },
];

/** Says in one line what a fault does, where and how often. */
export function describeFault(fault: Fault): string {
  const { kind, operation, channel, identity, project_id, status, retry_after_s, delay_ms, reason } = fault;
  const { times, share } = fault;
  return [
    KINDS.find((one) => one.kind === kind)?.label ?? kind,
    status !== undefined && `status ${status}`,
    retry_after_s !== undefined && `retry after ${durationOf(retry_after_s * 1000)}`,
    delay_ms !== undefined && durationOf(delay_ms),
    reason,
    operation && `of ${operation}`,
    channel && `on ${channelLabel(channel)}`,
    identity && `to ${addressLabel(channel ?? "", identity)}`,
    project_id && `in ${project_id}`,
    share !== undefined && share < 1 && `in ${Math.round(share * 100)} % of cases`,
    times !== undefined ? `${times} ${times === 1 ? "time" : "times"}` : "until removed",
  ]
    .filter(Boolean)
    .join(", ");
}
