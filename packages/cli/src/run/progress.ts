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

/** How many recipients have a fate. */
export function settledOf({ accepted, rejected, unresolved }: Progress): number {
  return accepted + rejected + unresolved;
}

/** Says the pace and the time left. */
export function rateText({ recipientsPerSecond, leftMs, waitingUntil }: Progress): string {
  const rate = `${formatCount(recipientsPerSecond)} a second`;
  if (waitingUntil) return `${rate}, a batch waits until ${waitingUntil.toISOString().slice(11, 19)} UTC`;
  return leftMs === undefined || leftMs <= 0 ? rate : `${rate}, ${formatDuration(leftMs)} left`;
}
