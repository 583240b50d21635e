import type { Exchange } from "./exchange.ts";
import { violationText } from "./violation.ts";

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

/** Whatever a client sends must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\u{fffd}");
}
