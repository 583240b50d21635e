import { CommanderError } from "commander";
import { CliError } from "./cli-error.ts";
import type { ExitCodeName } from "./exit-codes.ts";
import { plain } from "./output.ts";

/** An error as one line, and what the command ends with. */
export interface ErrorLine {
  readonly line: string;
  readonly exit: ExitCodeName;
}

/** Says in one line what is wrong and what to do. Without secrets, since the errors of the clients have none. */
export function errorLine(error: unknown): ErrorLine {
  if (error instanceof CliError) return { line: plain(error.message), exit: error.exit };
  if (error instanceof CommanderError) {
    const line = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    return { line, exit: "usage" };
  }
  const { name, message, status, code } = Object(error);
  const said = plain(typeof message === "string" && message !== "" ? message : String(error));
  const hint = isLocal(error) ? LOCAL_HINT : hintFor({ name, status, code });
  const isWrongLedger = name === "LedgerError" && WRONG_LEDGERS.includes(String(code));
  const isRefused = name === "AuthError" ? isRefusal(status) : name === "ApiError" && status === 401;
  const exit = isWrongLedger ? "usage" : isRefused ? "credentials" : "failed";
  return { line: hint === undefined ? said : `${said}: ${hint}`, exit };
}

/** Whether nobody listens where the local Sinch would be. */
function isLocal(error: unknown): boolean {
  const { url, cause } = Object(error);
  const codes = [cause, Object(cause).cause].map((one) => Object(one).code);
  return /^http:\/\/127\.0\.0\.1:401[0-3]\//.test(String(url)) && codes.includes("ECONNREFUSED");
}

const LOCAL_HINT = "no local Sinch listens there: start one with sinch-fetch mock, or npx @sinch-fetch/mock";

interface Facts {
  readonly name: unknown;
  readonly status: unknown;
  readonly code: unknown;
}

function hintFor({ name, status, code }: Facts): string | undefined {
  if (name === "AuthError" && isRefusal(status))
    return "check the key id and the key secret, then run sinch-fetch doctor";
  if (name === "AuthError") return "check the network; run sinch-fetch doctor";
  if (name === "LedgerError") return LEDGER_HINTS[String(code)];
  if (name === "ConnectionError" || name === "TimeoutError") return "check the network, then run sinch-fetch doctor";
  if (status === 401) return "the key does not belong to the project; run sinch-fetch doctor";
  if (status === 403) return "the key is not allowed to do this in the project; run sinch-fetch doctor";
  if (status === 404) return "nothing with that id is in this project and region; run sinch-fetch doctor";
  return undefined;
}

/** Of these nothing was sent. */
const WRONG_LEDGERS = ["changed", "other-run", "unreadable"];

const LEDGER_HINTS: Readonly<Record<string, string>> = {
  unreadable: "name another file with --ledger",
  "other-run": "name the run with --run, or another file with --ledger",
  changed: "use the rows and the message that the run started with, or start another with --run NAME",
  storage: "free space or name another file with --ledger, then add --resume",
};

function isRefusal(status: unknown): boolean {
  return status === 400 || status === 401 || status === 403;
}

/** All that is known of an error, for `--debug`: its stack, its own facts, and those of its causes. */
export function debugLines(error: unknown): readonly string[] {
  const lines: string[] = [];
  for (let one = error, depth = 0; one !== undefined && depth < 5; one = Object(one).cause, depth++) {
    lines.push(one instanceof Error ? String(one.stack) : plain(String(one)));
    if (typeof Object(one).toJSON === "function") lines.push(JSON.stringify(one));
  }
  return lines;
}
