import type { Place } from "./place.ts";

/** Writes what completes `sinch-fetch` in fish, 3.1 and newer. */
export function fishCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== "").map(({ path }) => `"${path}"`);
  const lines = places.flatMap(({ path, commands, options }) => {
    const offers = options.map((option) => `-l ${option.slice("--".length)}`);
    if (commands.length > 0) offers.unshift(`-f -a "${commands.join(" ")}"`);
    return offers.map((offer) => `complete -c sinch-fetch -n '__sinch_fetch_at "${path}"' ${offer}`);
  });
  return `function __sinch_fetch_at
  set -l at
  set -l words (commandline -opc)
  set -e words[1]
  for word in $words
    string match -q -- "-*" $word; and break
    set -l next (string trim "$at $word")
    contains -- $next ${paths.join(" ")}; and set at $next
  end
  test "$at" = "$argv[1]"
end
${lines.join("\n")}`;
}
