import type { Callback } from "../world/data.ts";
import { refusalReason } from "./refusal-reason.ts";

/** One attempt at a callback, and how it ended. */
export interface CallbackAttempt {
  readonly trigger: string;
  readonly url: string;
  /** The number of the attempt, from 1. */
  readonly attempt: number;
  /** HTTP status of the receiver's response; `undefined` if there was none. */
  readonly status: number | undefined;
  /** Why there was no response. */
  readonly error: string | undefined;
  /** The receiver's reason for refusing it, if that was one line. */
  readonly reason: string | undefined;
  /** Whether the receiver accepted it, it will be retried, or no attempts are left. */
  readonly state: "TAKEN" | "PENDING" | "GIVEN_UP";
}

/** Called with each attempt at a callback. What it throws is ignored. */
export type OnCallback = (attempt: CallbackAttempt) => void;

/** Reports the last attempt at a callback; nothing while there was none. */
export function reportAttempt({ trigger, url, state, attempts }: Callback, onCallback: OnCallback): void {
  const last = attempts.at(-1);
  if (last === undefined) return;
  const { status, error, body } = last;
  try {
    onCallback({ trigger, url, attempt: attempts.length, status, error, reason: refusalReason(status, body), state });
  } catch {
    // What watches must not be able to stop the world.
  }
}
