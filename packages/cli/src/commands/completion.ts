import type { Command } from "commander";
import { usageError } from "../cli-error.ts";
import { bashCompletion } from "../completion/bash.ts";
import { fishCompletion } from "../completion/fish.ts";
import { type Place, placesOf } from "../completion/place.ts";
import { zshCompletion } from "../completion/zsh.ts";
import { print } from "../output.ts";

const WRITERS: Readonly<Record<string, (places: readonly Place[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * Prints a script that completes subcommands and options in a shell, and files elsewhere.
 *
 * @throws {CliError} There is no script for that shell.
 */
export function printCompletion(shell: string, program: Command): void {
  const write = Object.hasOwn(WRITERS, shell) ? WRITERS[shell] : undefined;
  if (!write) throw usageError(`there is no completion for ${JSON.stringify(shell)}: expected bash, zsh or fish`);
  print(write([...placesOf(program)]));
}
