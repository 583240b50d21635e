import type { Place } from "./place.ts";

/** Writes what completes `sinch-fetch` in zsh; it sets up the completion of zsh where the user has not. */
export function zshCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== "").map(({ path }) => `" ${path}"`);
  const cases = places.map(
    ({ path, commands, options }) =>
      `    "${path && ` ${path}`}") commands=(${commands.join(" ")}); options=(${options.join(" ")}) ;;`,
  );
  return `_sinch_fetch() {
  local at="" word
  local -a commands options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] && break
    case "$at $word" in ${paths.join(" | ")}) at="$at $word" ;; esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  if [[ $PREFIX == -* ]]; then compadd -a options
  elif (( $#commands )); then compadd -a commands
  else _files
  fi
}
(( $+functions[compdef] )) || { autoload -U compinit && compinit -i }
compdef _sinch_fetch sinch-fetch`;
}
