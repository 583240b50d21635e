import type { Callback } from "../world/data.ts";
import { refusalReason } from "./refusal-reason.ts";

/** One attempt at a callback, and how it ended. */
export interface CallbackAttempt {
  readonly trigger: string;
  readonly url: string;
  /** Which attempt it was, from 1. */
  readonly attempt: number;
  /** HTTP status of the receiver; `undefined` if there was no response. */
  readonly status: number | undefined;
  /** Why there was no response. */
  readonly error: string | undefined;
  /** What the receiver said of its refusal, where that was one line. */
  readonly reason: string | undefined;
  /** Whether the receiver took it, it is tried again, or it was given up. */
  readonly state: "TAKEN" | "PENDING" | "GIVEN_UP";
}

/** Called with each attempt at a callback. What it throws is ignored: watching changes nothing. */
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
