/** A description as the vendor publishes it. */
export interface Source {
  /** Which of our descriptions it is compared with. */
  readonly api: string;
  readonly url: string;
}

/** How a comparison ended: what it printed, and 0 for no differences, 1 for some, 2 where they could not be found. */
export interface Comparison {
  readonly source: Source;
  readonly code: number;
  readonly text: string;
}

/** More than this, and GitHub refuses the text of an issue. */
const MOST_CHARACTERS = 60_000;

/**
 * Reads a list of descriptions, a line for each: which of ours, and an address.
 *
 * @throws {Error} A line is something else.
 */
export function sourcesOf(list: string): readonly Source[] {
  const lines = list.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [, api, url] = /^\s*([\w-]+)\s+(https:\/\/\S+)\s*$/.exec(line) ?? [];
    if (api === undefined || url === undefined) throw new Error(`no name and address of a description: ${line}`);
    return { api, url };
  });
}

/**
 * The program that compares a description, and its arguments.
 *
 * @param kept The structure of the vendor's description that the repository keeps: what they changed since is reported.
 */
export function comparing({ api, url }: Source, kept: string | undefined): readonly string[] {
  const since = kept === undefined ? [] : ["--since", kept];
  return ["tools/diff/src/upstream/main.ts", url, "--api", api, ...since];
}

/** The text of an issue about the comparisons that found something; `undefined` where none did. */
export function issueText(comparisons: readonly Comparison[]): string | undefined {
  const found = comparisons.filter(({ code }) => code !== 0);
  if (found.length === 0) return undefined;
  const share = Math.floor(MOST_CHARACTERS / found.length);
  const sections = found.map(({ source: { api, url }, code, text }) => {
    const title = code === 1 ? `\`${api}\` differs` : `\`${api}\` could not be compared`;
    const cut =
      text.length > share ? `${text.slice(0, share)}\n… the rest is in the log of the workflow` : text.trimEnd();
    return `## ${title}\n\n${url}\n\n\`\`\`text\n${cut.replaceAll("```", "'''")}\n\`\`\`\n`;
  });
  const advice =
    "What the vendor changed since the structure in `specs/upstream` comes first, then what differs from ours. " +
    "Each difference is either taken over, in `specs/`, or accepted with a reason, in " +
    "`specs/<name>/upstream-accepted.yaml`. `pnpm spec:upstream <address> --api <name>` shows the same. " +
    "This text is kept up to date, and the issue is closed once there is no difference.";
  return `${advice}\n\n${sections.join("\n")}`;
}
