import { isApiError, isSinchFetchError, type Outcome } from "@sinch-fetch/http";
import type { CallPlan } from "./plan.ts";

/** What became of a send, as its caller saw it. */
export type SendResult = "resolved" | Outcome;

const SEND_RESULTS: readonly (SendResult | undefined)[] = [undefined, "resolved", "not-sent", "rejected", "unknown"];
/** So many failures are kept word by word. */
const KEPT_FAILURES = 10;

/** What the callers of a run got, in as little memory as it takes: what it held would look like a leak. */
export class Ledger {
  /** Calls by kind. */
  readonly calls: Record<string, number> = {};
  /** Calls that got their response, by kind; those of a path that always says 401, with that. */
  readonly responded: Record<string, number> = {};
  /** Errors by class and outcome. */
  readonly errors: Record<string, number> = {};
  /** Idempotent calls without their response or with another's, and errors that are not ours. */
  readonly failures: string[] = [];
  readonly #sends: Uint8Array;

  constructor(calls: number) {
    this.#sends = new Uint8Array(calls);
  }

  begin({ kind }: CallPlan): void {
    this.calls[kind] = (this.calls[kind] ?? 0) + 1;
  }

  resolved(call: number, { kind }: CallPlan, isRight: boolean): void {
    this.responded[kind] = (this.responded[kind] ?? 0) + 1;
    if (kind === "send") this.#sends[call] = SEND_RESULTS.indexOf("resolved");
    if (kind === "refused path") this.#fail(call, "a path that always says 401 got another status");
    else if (!isRight) this.#fail(call, `${kind} got another call's response`);
  }

  rejected(call: number, { kind, faults }: CallPlan, error: unknown): void {
    if (!isSinchFetchError(error)) {
      this.#fail(call, `${kind} rejected with ${String(error)}`);
      return;
    }
    if (kind === "refused path" && isApiError(error) && error.status === 401) {
      this.responded[kind] = (this.responded[kind] ?? 0) + 1;
      return;
    }
    const name = `${error.name}, ${error.outcome}`;
    this.errors[name] = (this.errors[name] ?? 0) + 1;
    if (kind === "send") this.#sends[call] = SEND_RESULTS.indexOf(error.outcome);
    else this.#fail(call, `${kind} under ${faults.join(", ") || "no fault"} got no response: ${error.message}`);
  }

  /** What the caller of a send got; `undefined` for any other call. */
  sendResult(call: number): SendResult | undefined {
    return SEND_RESULTS[this.#sends[call] ?? 0];
  }

  #fail(call: number, what: string): void {
    if (this.failures.length < KEPT_FAILURES) this.failures.push(`call ${call}: ${what}`);
  }
}
