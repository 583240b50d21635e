import type { Delivery } from "./ledger.ts";

/** Who got the message of a run, in numbers of recipients. `accepted` is the sum of those below it. */
export interface DeliveryCounts {
  readonly runId: string;
  /** Not sent so far. */
  readonly pending: number;
  /** Refused by the API. */
  readonly rejected: number;
  /** Sent without a response, and not found. */
  readonly unresolved: number;
  /** Accepted by the API. */
  readonly accepted: number;
  /** Delivered, and read where the channel reports it. */
  readonly delivered: number;
  /** Of the delivered, those that were read. */
  readonly read: number;
  /** Failed for good. */
  readonly failed: number;
  /** Of the failed, how many for which reason, by the code of the API. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Reported to be under way: on a channel, or on the way from one to the next. */
  readonly underWay: number;
  /** Accepted, and nothing was reported since. */
  readonly silent: number;
}

/** Counts the recipients of a run by the last state of each message. */
export function countsOf(
  {
    runId,
    pending,
    rejected,
    unresolved,
    accepted,
  }: Omit<DeliveryCounts, "delivered" | "read" | "failed" | "reasons" | "underWay" | "silent">,
  list: readonly Delivery[],
): DeliveryCounts {
  const inState = (...statuses: readonly string[]) => list.filter(({ status }) => statuses.includes(status));
  const reasons: Record<string, number> = {};
  for (const { reason = "UNKNOWN" } of inState("FAILED")) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const delivered = inState("DELIVERED", "READ").length;
  const failed = inState("FAILED").length;
  return {
    runId,
    pending,
    rejected,
    unresolved,
    accepted,
    delivered,
    read: inState("READ").length,
    failed,
    reasons,
    underWay: list.length - delivered - failed,
    silent: Math.max(0, accepted - list.length),
  };
}
