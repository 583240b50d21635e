import type { Place } from "./place.ts";

/** Writes what completes `sinch-fetch` in bash, 3.2 and newer. */
export function bashCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== "").map(({ path }) => `" ${path}"`);
  const cases = places.map(
    ({ path, commands, options }) =>
      `    "${path && ` ${path}`}") commands="${commands.join(" ")}"; options="${options.join(" ")}" ;;`,
  );
  return `_sinch_fetch() {
  local at="" word commands options
  local current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) break ;; esac
    case "$at $word" in ${paths.join(" | ")}) at="$at $word" ;; esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  case "$current" in -*) commands="$options" ;; esac
  COMPREPLY=($(compgen -W "$commands" -- "$current"))
}
complete -o default -o bashdefault -F _sinch_fetch sinch-fetch`;
}
