import { say } from "../output.ts";
import { formatCount, formatDuration } from "../table.ts";

/** How far a run is. */
export interface Progress {
  readonly accepted: number;
  readonly rejected: number;
  readonly unresolved: number;
  readonly waiting: number;
  readonly total: number | undefined;
  readonly recipientsPerSecond: number;
  readonly leftMs: number | undefined;
  readonly waitingUntil: Date | undefined;
}

/** Shows how far a run is: a bar on a terminal, a line now and then elsewhere. */
export interface ProgressView {
  update(progress: Progress): void;
  /** Says something in between. */
  note(text: string): void;
  /** Shows the last state, and gives the terminal back. */
  stop(): void;
}

/** Shows nothing: for a run of which nothing is left to do. */
export const NO_VIEW: ProgressView = { update() {}, note: say, stop() {} };

/** How many recipients have a fate. */
export function settledOf({
  accepted,
  rejected,
  unresolved,
}: Pick<Progress, "accepted" | "rejected" | "unresolved">): number {
  return accepted + rejected + unresolved;
}

/** A shorter rest is over before it is read. */
const LEAST_LEFT_MS = 1000;

/** Says the pace and the time left, as far as they are of any use. */
export function rateText({ recipientsPerSecond, leftMs = 0, waitingUntil }: Progress): string {
  const rate = recipientsPerSecond < 0.5 ? [] : [`${formatCount(recipientsPerSecond)} a second`];
  if (waitingUntil) return [...rate, `a batch waits until ${waitingUntil.toISOString().slice(11, 19)} UTC`].join(", ");
  return (leftMs < LEAST_LEFT_MS ? rate : [...rate, `${formatDuration(leftMs)} left`]).join(", ");
}
