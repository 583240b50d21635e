import { createConversationClient } from "@sinch-fetch/conversation";
import { type CallOptions, type ClientOptions, isSinchFetchError } from "@sinch-fetch/http";
import { readMessage, sendMessage } from "../calls.ts";
import { CALL_HEADER, LOST, PROBE } from "./plan.ts";

/** What storms of calls that end before their turn came to. */
export interface StormReport {
  /** How many calls ended before their turn. */
  lost: number;
  /** How many were to, and had their turn in time after all. */
  inTime: number;
  /** The longest time that the call after them took, in milliseconds. */
  slowestMs: number;
  /** What speaks against the calls that were lost, and those that came after them. */
  readonly failures: string[];
}

const REQUESTS_PER_SECOND = 10;
/** So many calls are lost in each way: together they would hold the line for 30 s. */
const LOST_EACH_WAY = 100;
/** Longest time for the call after them: much less than they would cost it, and more than a new token can. */
const LONGEST_MS = 15_000;

/** Makes calls that end before their turn, in a project of its own pace, and shows what they cost the next call. */
export class Storms {
  readonly #stage: Parameters<typeof sendMessage>[0];
  readonly report: StormReport = { lost: 0, inTime: 0, slowestMs: 0, failures: [] };

  constructor(options: ClientOptions<"us", "bearer">) {
    const conversation = createConversationClient({
      ...options,
      projectId: "soak-paced",
      requestsPerSecond: REQUESTS_PER_SECOND,
    });
    this.#stage = { conversation };
  }

  async raise(): Promise<void> {
    await this.#probe();
    const ways: readonly (() => CallOptions)[] = [
      () => ({ signal: AbortSignal.abort() }),
      () => ({ signal: AbortSignal.timeout(30) }),
      () => ({ deadlineMs: 30 }),
    ];
    await Promise.all(ways.flatMap((way) => Array.from({ length: LOST_EACH_WAY }, () => this.#lose(way()))));
    await this.#probe();
  }

  async #lose(options: CallOptions): Promise<void> {
    const end = await sendMessage(this.#stage, { ...options, headers: { [CALL_HEADER]: LOST } }).catch(
      (error: unknown) => error,
    );
    if (!isSinchFetchError(end)) this.report.failures.push(`a call that was to end before its turn: ${String(end)}`);
    else if (end.outcome === "not-sent") this.report.lost++;
    else this.report.inTime++;
  }

  async #probe(): Promise<void> {
    const startedAtMs = performance.now();
    await readMessage(this.#stage, { headers: { [CALL_HEADER]: PROBE }, deadlineMs: LONGEST_MS }).catch(
      (error: unknown) => this.report.failures.push(`the call after the lost ones: ${String(error)}`),
    );
    this.report.slowestMs = Math.max(this.report.slowestMs, performance.now() - startedAtMs);
  }
}
