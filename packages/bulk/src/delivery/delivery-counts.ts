/** Who got the message of a run, as numbers of recipients. `accepted` is the sum of the counts below it. */
export interface DeliveryCounts {
  readonly runId: string;
  /** Not sent so far. */
  readonly pending: number;
  /** Refused by the API. */
  readonly rejected: number;
  /** Sent, but without a response, and not found. */
  readonly unresolved: number;
  /** Accepted by the API. */
  readonly accepted: number;
  /** Delivered, and read where the channel reports it. */
  readonly delivered: number;
  /** Of the delivered, those that were read. */
  readonly read: number;
  /** Failed permanently. */
  readonly failed: number;
  /** How many failed for each reason, by the API's code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Reported as under way: on a channel, or switching from one to the next. */
  readonly underWay: number;
  /** Accepted, with no report since. */
  readonly silent: number;
}
