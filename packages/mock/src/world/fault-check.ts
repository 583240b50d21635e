import { CHANNEL_NAMES, isChannel } from "./channels.ts";
import { FAULT_KINDS, type FaultSettings } from "./faults.ts";
import { HANDLERS } from "./operations.ts";
import { WorldProblem } from "./problem.ts";

/** The operation of the token endpoint, which the world has no handler for and faults can hit. */
const TOKEN = "OAuth2_CreateToken";
const NAMES: readonly string[] = [
  "kind",
  "operation",
  "projectId",
  "channel",
  "identity",
  "times",
  "share",
  "status",
  "retryAfterS",
  "delayMs",
  "reason",
];

/**
 * Checks the settings of a fault: one that can never be met makes a test pass for the wrong reason.
 *
 * @throws {WorldProblem} A setting is wrong; names it.
 */
export function checkFault(settings: FaultSettings): void {
  const { kind, operation, channel, times, share, status, retryAfterS, delayMs } = settings;
  const unknown = Object.keys(settings).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw wrong(unknown, "is unknown", NAMES.join(", "));
  if (!FAULT_KINDS.includes(kind)) throw wrong("kind", `is ${JSON.stringify(kind)}`, FAULT_KINDS.join(", "));
  if (operation !== undefined && operation !== TOKEN && !HANDLERS.has(operation)) {
    throw wrong("operation", `is ${JSON.stringify(operation)}`, "the id of an operation, such as Batch_SendBatch");
  }
  if (channel !== undefined && !isChannel(channel)) {
    throw wrong("channel", `is ${JSON.stringify(channel)}`, CHANNEL_NAMES.join(", "));
  }
  checkNumber("times", times, 1, Number.MAX_SAFE_INTEGER, true);
  checkNumber("share", share, 0, 1, false);
  checkNumber("status", status, 400, 599, true);
  checkNumber("retryAfterS", retryAfterS, 0, Number.MAX_SAFE_INTEGER, true);
  checkNumber("delayMs", delayMs, 0, 2 ** 31 - 1, false);
}

function checkNumber(name: string, value: unknown, least: number, most: number, isWhole: boolean): void {
  if (value === undefined) return;
  const fits = typeof value === "number" && value >= least && value <= most && (!isWhole || Number.isInteger(value));
  const expected = `a ${isWhole ? "whole " : ""}number from ${least}${most > 1e9 ? "" : ` to ${most}`}`;
  if (!fits) throw wrong(name, `is ${String(value)}`, expected);
}

function wrong(name: string, what: string, expected: string): WorldProblem {
  return new WorldProblem(400, `fault: ${name} ${what}, expected ${expected}`);
}
