import type { CallbackAttempt } from "../callback/callback-attempt.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { violationText } from "../exchange/violation.ts";

/**
 * Writes an exchange for a person at a terminal: time, method, path and status, then a line for each violation and each
 * member of the body that was ignored. Neither headers nor values from a body are in it.
 */
export function exchangeLines({ method, path, status, violations, ignored, api }: Exchange, at: Date): string {
  const first = `${at.toTimeString().slice(0, 8)}  ${status}  ${api}  ${method} ${printable(path)}`;
  const notes = ignored.map((member) => `${member} is set by the service, and was ignored`);
  return [first, ...[...violations.map(violationText), ...notes].map((line) => `          ${printable(line)}`)].join(
    "\n",
  );
}

/** Writes an attempt at a callback for a person at a terminal: without its body, and with the reason of a refusal. */
export function callbackLine(
  { trigger, url, attempt, status, error, reason, state }: CallbackAttempt,
  at: Date,
): string {
  const which = attempt > 1 ? `, attempt ${attempt}` : "";
  const further = state === "PENDING" ? ", again later" : state === "GIVEN_UP" ? ", given up" : "";
  const cause = error ?? reason;
  const why = cause === undefined ? "" : `: ${cause}`;
  const line = `${at.toTimeString().slice(0, 8)}  ${status ?? "---"}  callback  ${trigger} to ${url}${which}${why}${further}`;
  return printable(line);
}

/** Whatever a client sends must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\u{fffd}");
}
