import type { Command } from "commander";
import { usageError } from "../cli-error.ts";
import { print } from "../output.ts";

/** What can follow some words of a command line. */
interface Node {
  /** The subcommands that lead here, such as `batch send`. */
  readonly path: string;
  readonly words: readonly string[];
}

/**
 * Prints a script that completes subcommands and options in a shell, and files elsewhere.
 *
 * @throws {CliError} There is no script for that shell.
 */
export function printCompletion(shell: string, program: Command): void {
  const write = Object.hasOwn(WRITERS, shell) ? WRITERS[shell] : undefined;
  if (!write) throw usageError(`there is no completion for ${JSON.stringify(shell)}: expected bash, zsh or fish`);
  print(write([...nodesOf(program, "")]));
}

function* nodesOf(command: Command, path: string): Generator<Node, undefined> {
  const commands = command.commands.map((one) => one.name());
  const options = command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => (long ? [long] : []));
  yield { path, words: [...commands, ...options, "--help"] };
  for (const one of command.commands) yield* nodesOf(one, `${path} ${one.name()}`.trim());
}

const WRITERS: Readonly<Record<string, (nodes: readonly Node[]) => string>> = {
  bash: (nodes) => bashScript(nodes),
  zsh: (nodes) => `autoload -U +X bashcompinit && bashcompinit\n${bashScript(nodes)}`,
  fish: fishScript,
};

function bashScript(nodes: readonly Node[]): string {
  const cases = nodes.map(({ path, words }) => `    "${path}") words="${words.join(" ")}" ;;`);
  return `_sinch_fetch() {
  local path="" word words=""
  local current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) break ;; esac
    case " ${nodes.map(({ path }) => path.replace(" ", "/")).join(" ")} " in
      *" \${path:+$path/}$word "*) path="\${path:+$path/}$word" ;;
    esac
  done
  case "\${path/\\// }" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _sinch_fetch sinch-fetch`;
}

function fishScript(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, words }) => {
    const parents = path.split(" ").filter((word) => word !== "");
    const subs = words.filter((word) => !word.startsWith("-"));
    const seen = parents.map((word) => `__fish_seen_subcommand_from ${word}`);
    const unseen = subs.length > 0 ? [`not __fish_seen_subcommand_from ${subs.join(" ")}`] : [];
    const condition = [...seen, ...unseen].join("; and ");
    const options = words.filter((word) => word.startsWith("--")).map((word) => `-l ${word.slice(2)}`);
    const args = subs.length > 0 ? [`-f -a '${subs.join(" ")}'`] : [];
    return [...args, ...options].map((rest) => `complete -c sinch-fetch -n '${condition}' ${rest}`);
  });
  return lines.join("\n");
}
