import { say } from "../output.ts";
import { styled } from "../style.ts";

/** Writes the command that goes on with a run, from the arguments that it was begun with. */
export function resumeCommand(args: readonly string[]): string {
  const given = args.includes("--resume") ? args : [...args, "--resume"];
  return ["sinch-fetch", ...given.map(quoted)].join(" ");
}

/** Says how to continue a run. */
export function sayResume(command: string): void {
  say(`To continue:\n\n  ${styled("bold", command)}\n`);
}

/** Quotes a word for a POSIX shell, if it needs that. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
