import { callbackTriggers } from "../triggers.gen.ts";
import type { StartWebhook } from "./rules.ts";

/** How the world of a mock behaves; has no effect with `stateful: false`. */
export interface WorldOptions {
  /**
   * Whether an app must be created before use; otherwise it is created on first use, with all channels. @default false
   */
  readonly strictApps?: boolean;
  /**
   * `"real"`, or `"manual"`, which starts at 2026-01-01T00:00:00Z and only moves with `world.advance(ms)`. @default
   * "real"
   */
  readonly clock?: "real" | "manual";
  /** An integer that makes ids and random choices repeatable. @default random */
  readonly seed?: number;
  /** Webhooks that are registered from the start. @default none */
  readonly webhooks?: readonly StartWebhook[];
  /**
   * A file that keeps the world across restarts. It is created if it does not exist, and only its owner can read it,
   * since it contains the secrets of created webhooks. One mock at a time can use it. @default none
   */
  readonly data?: string;
  /**
   * How long the steps of a delivery take, each after the one before, in milliseconds.
   * @default { submit: 10, queue: 20, deliver: 100, read: 400 }
   */
  readonly delaysMs?: Partial<Readonly<Record<"submit" | "queue" | "deliver" | "read", number>>>;
  /**
   * The delays before each retry of a callback, in milliseconds. The vendor's are not published.
   * @default [1000, 2000, 4000, 8000, 16000]
   */
  readonly retryDelaysMs?: readonly number[];
  /** How many messages per second each app sends. @default no limit */
  readonly messagesPerSecond?: number;
  /** How many messages of an app may be queued; beyond that, the response is 429. @default 500_000 */
  readonly queueLimit?: number;
  /**
   * Whether to validate the world's responses and callbacks against the descriptions: an invalid response becomes a 500
   * that says so, and an invalid callback is not posted. @default false
   */
  readonly checked?: boolean;
  /** How many messages are kept; older ones are dropped and counted. @default 100_000 */
  readonly maxMessages?: number;
}

/**
 * Checks the options of a world.
 *
 * @throws {Error} An option is wrong; names it.
 */
export function checkWorldOptions(options: WorldOptions): void {
  const { strictApps, clock, seed, webhooks, data, delaysMs = {}, retryDelaysMs = [] } = options;
  check("strictApps", strictApps, typeof strictApps === "boolean", "true or false");
  check("checked", options.checked, typeof options.checked === "boolean", "true or false");
  check("clock", clock, clock === "real" || clock === "manual", '"real" or "manual"');
  check("seed", seed, Number.isSafeInteger(seed), "a whole number");
  check("data", data, typeof data === "string" && data !== "", "the path of a file");
  check("webhooks", webhooks, Array.isArray(webhooks), "a list");
  for (const webhook of webhooks ?? []) checkWebhook(webhook);
  for (const [name, value] of Object.entries(delaysMs)) {
    check("delaysMs", name, ["submit", "queue", "deliver", "read"].includes(name), "submit, queue, deliver or read");
    check(`delaysMs.${name}`, value, isDelay(value), "milliseconds from 0 upwards");
  }
  check(
    "retryDelaysMs",
    retryDelaysMs,
    Array.isArray(retryDelaysMs) && retryDelaysMs.every(isDelay),
    "a list of milliseconds",
  );
  const { messagesPerSecond, queueLimit, maxMessages } = options;
  check("messagesPerSecond", messagesPerSecond, Number(messagesPerSecond) > 0, "a number above 0");
  check("queueLimit", queueLimit, Number.isInteger(queueLimit) && Number(queueLimit) > 0, "a whole number above 0");
  check("maxMessages", maxMessages, Number.isInteger(maxMessages) && Number(maxMessages) > 0, "a whole number above 0");
}

/** Whether callbacks can be posted to a target. */
export function isWebhookTarget(target: string): boolean {
  return URL.canParse(target) && /^https?:$/.test(new URL(target).protocol);
}

/** A target is not repeated where it is refused: it may hold a password. */
function checkWebhook({ target, secret, triggers }: StartWebhook): void {
  if (!isWebhookTarget(target)) {
    throw new Error("startMock: webhooks has a target that is not an http or https URL");
  }
  if (secret === "")
    throw new Error("startMock: webhooks has an empty secret, leave it out to send without a signature");
  const known: readonly string[] = callbackTriggers;
  for (const trigger of triggers ?? []) {
    check("webhooks", trigger, known.includes(trigger), `triggers of ${known.join(", ")}`);
  }
}

function isDelay(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function check(name: string, value: unknown, isRight: boolean, expected: string): void {
  if (value === undefined || isRight) return;
  throw new Error(`startMock: ${name} is ${JSON.stringify(value)}, expected ${expected}`);
}
