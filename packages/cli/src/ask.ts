import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CliError } from "./cli-error.ts";

/** Whether there is a person at a terminal to ask. */
export function canAsk(options: { readonly input?: boolean | undefined }): boolean {
  return options.input !== false && process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Asks a question that is answered with yes or no; anything but yes is no.
 *
 * @throws {CliError} Ctrl-C was pressed.
 */
export async function confirm(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `));
}

/**
 * Asks for a text. With `isHidden` nothing of it is shown.
 *
 * @throws {CliError} Ctrl-C was pressed, or the input ended.
 */
export async function ask(question: string, isHidden = false): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: isHidden ? silent : process.stderr,
    terminal: true,
  });
  const left = new AbortController();
  terminal.once("SIGINT", () => left.abort());
  terminal.once("close", () => left.abort());
  if (isHidden) process.stderr.write(question);
  try {
    return (await terminal.question(isHidden ? "" : question, { signal: left.signal })).trim();
  } catch {
    throw new CliError("interrupted", "nothing was sent");
  } finally {
    terminal.close();
    if (isHidden || left.signal.aborted) process.stderr.write("\n");
  }
}
