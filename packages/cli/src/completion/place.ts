import type { Command } from "commander";

/** A place in a command line: what can follow the subcommands before it. */
export interface Place {
  /** The subcommands, such as `batch send`; empty at the beginning. */
  readonly path: string;
  /** Further subcommands. Where there are none, files can follow. */
  readonly commands: readonly string[];
  /** Options, such as `--json`. */
  readonly options: readonly string[];
}

/** Lists the places of a program, the outer ones first. */
export function* placesOf(command: Command, path = ""): Generator<Place, undefined> {
  const options = command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => (long ? [long] : []));
  yield { path, commands: command.commands.map((one) => one.name()), options: [...options, "--help"] };
  for (const one of command.commands) yield* placesOf(one, `${path} ${one.name()}`.trim());
}
